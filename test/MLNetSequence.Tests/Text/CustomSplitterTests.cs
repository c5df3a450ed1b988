using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Text;

/// <summary>Code of the user's own as a splitter, and models that name it.</summary>
[TestClass]
public class CustomSplitterTests
{
    [TestMethod]
    public void ItSeesTheNormalizedTextAndItsTokensAreTakenAsTheyAre()
    {
        var seen = new List<string>();
        SequenceTokenizingTransformer tokenizer = Tokenize.FitSplit(
            new CustomSplitter("pairs", text =>
            {
                lock (seen)
                {
                    seen.Add(text);
                }
                return text.Chunk(2).Select(pair => new string(pair).ToUpperInvariant());
            }),
            "Abcd, ab");
        CollectionAssert.AreEqual(new[] { "abcd, ab" }, seen);
        tokenizer.HasWords("[UNK]", "AB", "CD", ", ");
        tokenizer.Gives("abxy", 2, 1);
    }

    [TestMethod]
    public void EmptyTokensAreLeftOutAndHalvesAreMended()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.FitSplit(
            new CustomSplitter("odd", _ => ["", "a\ud83d", "\ude00", "", "😀"]), "x");
        tokenizer.HasWords("[UNK]", "a\ufffd", "\ufffd", "😀");
        tokenizer.Gives("y", 2, 3, 4);
        Tokenize.FitSplit(new CustomSplitter("none", text => text == "x" ? ["a"] : []), "x", "y").Gives("y");
    }

    [TestMethod]
    public void AModelNamesItAndLoadsOnceItIsRegistered()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.FitSplit(new CustomSplitter("never heard of", new Hyphens()), "a-b a");
        byte[] file = ModelFile.Save(tokenizer, Tokenize.Texts().Schema);
        Exception error = Assert.Throws<Exception>(() => ModelFile.Load(file)).GetBaseException();
        Assert.IsInstanceOfType<InvalidOperationException>(error);
        StringAssert.Contains(error.Message, "CustomSplitter.Register(\"never heard of\"");
        CustomSplitter.Register("heard of", new Hyphens());
        byte[] known = ModelFile.Save(Tokenize.FitSplit(new CustomSplitter("heard of", new Hyphens()), "a-b a"), Tokenize.Texts().Schema);
        var loaded = (SequenceTokenizingTransformer)ModelFile.Load(known);
        loaded.HasWords("[UNK]", "a", "b a");
        loaded.Gives("b a-a", 3, 2);
        // The latest counts.
        CustomSplitter.Register("heard of", text => [text]);
        ((SequenceTokenizingTransformer)ModelFile.Load(known)).Gives("a-b a", 1);
    }

    [TestMethod]
    public void WhatItThrowsIsNamedByRowAndColumn()
    {
        var splitter = new CustomSplitter("broken", _ => throw new NotImplementedException("still to do"));
        Fails<NotImplementedException>(splitter, ["a"], "Row 1, column 'Text'", "'broken' failed: still to do");
        string[] texts = [.. Enumerable.Range(0, 3000).Select(i => $"text {i} {new string('x', 100)}")];
        var later = new CustomSplitter("broken later", text => text.StartsWith("text 2") ? throw new FormatException(text[..8]) : [text]);
        Fails<FormatException>(later, texts, "Row 3, column 'Text'", "'broken later' failed: text 2 x");
        var stopped = new CustomSplitter("stopped", _ => throw new OperationCanceledException());
        Assert.ThrowsExactly<OperationCanceledException>(() => Tokenize.FitSplit(stopped, "a"));

        static void Fails<T>(CustomSplitter splitter, string[] texts, params string[] parts)
        {
            InvalidOperationException error =
                Assert.ThrowsExactly<InvalidOperationException>(() => Tokenize.FitSplit(splitter, texts));
            Assert.IsInstanceOfType<T>(error.InnerException);
            foreach (string part in parts)
            {
                StringAssert.Contains(error.Message, part);
            }
        }
    }

    [TestMethod]
    public void NullFromItIsNamed()
    {
        foreach (CustomSplitter splitter in (CustomSplitter[])[new("odd", _ => null!), new("odd", _ => ["a", null!])])
        {
            string message = Assert.ThrowsExactly<InvalidOperationException>(() => Tokenize.FitSplit(splitter, "a")).Message;
            StringAssert.Contains(message, "Row 1, column 'Text'");
            StringAssert.Contains(message, "'odd' gave null");
        }
    }

    [TestMethod]
    public void ItsArgumentsAreChecked()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new CustomSplitter("", new Hyphens()));
        Assert.ThrowsExactly<ArgumentException>(() => new CustomSplitter("\ud83d", new Hyphens()));
        Assert.ThrowsExactly<ArgumentNullException>(() => new CustomSplitter(null!, new Hyphens()));
        Assert.ThrowsExactly<ArgumentNullException>(() => new CustomSplitter("x", (ITextSplitter)null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => new CustomSplitter("x", (Func<string, IEnumerable<string>>)null!));
        Assert.ThrowsExactly<ArgumentException>(() => CustomSplitter.Register("", new Hyphens()));
        Assert.ThrowsExactly<ArgumentNullException>(() => CustomSplitter.Register("x", (ITextSplitter)null!));
    }

    private sealed class Hyphens : ITextSplitter
    {
        public IEnumerable<string> Split(string text) => text.Split('-');
    }
}
