namespace MLNetSequence.Tests.Text;

/// <summary>
/// Cases worked out by hand from Keras' Tokenizer(oov_token="[UNK]"): its word_index and texts_to_sequences.
/// </summary>
[TestClass]
public class KerasParityTests
{
    [TestMethod]
    public void WordsStandByFallingFrequencyThenByFirstAppearance()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.Fit("The cat sat on the mat.", "The dog sat!");
        tokenizer.HasWords("[UNK]", "the", "sat", "cat", "on", "mat", "dog");
        tokenizer.Gives("The dog sat on the cat", 2, 7, 3, 5, 2, 4);
    }

    [TestMethod]
    public void EveryFilterCharacterSeparatesAndNoOtherDoes()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.Fit("a b");
        foreach (char c in "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n")
        {
            tokenizer.Gives($"a{c}b", 2, 3);
            tokenizer.Gives($"{c}{c}a{c}{c}b{c}", 2, 3);
        }
        foreach (char c in "'§€0é")
        {
            tokenizer.Gives($"a{c}b", 1);
        }
    }

    [TestMethod]
    public void TheApostropheBelongsToItsWord() =>
        Tokenize.Fit("Don't! don't 'quoted'").HasWords("[UNK]", "don't", "'quoted'");

    [TestMethod]
    public void TextIsLowered()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.Fit("Good GOOD good Film");
        tokenizer.HasWords("[UNK]", "good", "film");
        tokenizer.Gives("gOOd FILM", 2, 3);
    }

    [TestMethod]
    public void TextIsNotLoweredWhereThatIsOff()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(o => o.LowerCase = false, "Good good good Film");
        tokenizer.HasWords("[UNK]", "good", "Good", "Film");
        tokenizer.Gives("film Film", 1, 4);
    }

    [TestMethod]
    public void AnUnknownWordIsKeyOne() => Tokenize.Fit("a b").Gives("a zebra b", 2, 1, 3);

    [TestMethod]
    public void WithoutATokenForThemUnknownWordsAreLeftOut()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(o => o.OutOfVocabularyToken = null, "the cat sat on the mat");
        tokenizer.HasWords("the", "cat", "sat", "on", "mat");
        tokenizer.Gives("the zebra sat", 1, 3);
        tokenizer.Gives("zebra");
    }

    [TestMethod]
    public void TheMaximumCountsTheTokenForUnknownWords()
    {
        const string text = "a a a b b c d";
        Tokenize.FitWith(o => o.MaximumTokens = 3, text).HasWords("[UNK]", "a", "b");
        Tokenize.FitWith(o => o.MaximumTokens = 2, text).HasWords("[UNK]", "a");
        Tokenize.FitWith(o => (o.MaximumTokens, o.OutOfVocabularyToken) = (3, null), text).HasWords("a", "b", "c");
        Tokenize.FitWith(o => (o.MaximumTokens, o.OutOfVocabularyToken) = (1, null), text).HasWords("a");
        Tokenize.FitWith(o => o.MaximumTokens = 5, text).HasWords("[UNK]", "a", "b", "c", "d");
        Tokenize.FitWith(o => o.MaximumTokens = 3, text).Gives("a b c d", 2, 3, 1, 1);
    }

    [TestMethod]
    public void WithoutAMaximumAllWordsAreKept()
    {
        string[] words = [.. Enumerable.Range(0, 5000).Select(i => $"word{i}")];
        Tokenize.Fit(string.Join(' ', words)).HasWords(["[UNK]", .. words]);
    }

    [TestMethod]
    public void OtherFilterCharactersTakeTheirPlace()
    {
        Tokenize.FitSplit(new WordSplitter { FilterCharacters = "" }, "wait! what?").HasWords("[UNK]", "wait!", "what?");
        Tokenize.FitSplit(new WordSplitter { FilterCharacters = "x" }, "axb.c").HasWords("[UNK]", "a", "b.c");
    }

    [TestMethod]
    public void TheUnknownTokenAsAWordOfTheTextIsUnknown()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(o => o.OutOfVocabularyToken = "unk", "unk unk unk a unk");
        tokenizer.HasWords("unk", "a");
        tokenizer.Gives("a unk zebra", 2, 1, 1);
        Tokenize.FitWith(o => o.OutOfVocabularyToken = "unk", "unk").HasWords("unk");
    }
}
