namespace MLNetSequence.Tests.Text;

/// <summary>Characters that are taken out before a text is split.</summary>
[TestClass]
public class RemovedCharactersTests
{
    [TestMethod]
    public void WhatStandsAroundThemGrowsTogether()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(o => o.RemovedCharacters = "-'é", "-well-known- don't 'x' été ");
        tokenizer.HasWords("[UNK]", "wellknown", "dont", "x", "t");
        tokenizer.Gives("--", []);
        tokenizer.Gives("d-o-n-t'", 3);
    }

    /// <summary>Taken out after lower-casing: an upper-case letter is not there any more.</summary>
    [TestMethod]
    public void TheyAreTakenOutOfTheLoweredText()
    {
        Tokenize.FitWith(o => o.RemovedCharacters = "a", "Aaron banana").HasWords("[UNK]", "ron", "bnn");
        Tokenize.FitWith(o => o.RemovedCharacters = "A", "Aaron").HasWords("[UNK]", "aaron");
    }

    [TestMethod]
    public void TheySplitNothingEvenWhereTheyWouldSeparate() =>
        Tokenize.FitWith(o => o.RemovedCharacters = " .", "a b.c,d").HasWords("[UNK]", "abc", "d");
}
