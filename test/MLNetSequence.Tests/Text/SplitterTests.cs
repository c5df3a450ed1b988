using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Text;

/// <summary>What each splitter makes of a text; the vocabulary shows it, since every token here is another one.</summary>
[TestClass]
public class SplitterTests
{
    [TestMethod]
    public void WordsLieBetweenFilterCharactersAndWhiteSpace()
    {
        Tokens(new WordSplitter(), "One, two\u00a0three\u2003'four'-five", "one", "two", "three", "'four'", "five");
        Tokens(new WordSplitter { FilterCharacters = "éo" }, "twoéthree four", "tw", "three", "f", "ur");
    }

    [TestMethod]
    public void WhiteSpaceLeavesPunctuation() =>
        Tokens(new WhitespaceSplitter(), " One,\ttwo.\u3000three!\n", "one,", "two.", "three!");

    [TestMethod]
    public void CharactersAreCodePoints()
    {
        Tokens(new CharacterSplitter(), "a 😀e\u0301", "a", " ", "😀", "e", "\u0301");
        Tokens(new CharacterSplitter { GraphemeClusters = true }, "a 👨‍👩‍👧e\u0301\r\n", "a", " ", "👨‍👩‍👧", "e\u0301", "\r\n");
    }

    [TestMethod]
    public void CharacterNGramsGoByRisingWidth()
    {
        Tokens(new CharacterNGramSplitter(), "abcd", "abc", "bcd");
        Tokens(new CharacterNGramSplitter { Minimum = 2, Maximum = 3 }, "a 😀c", "a ", " 😀", "😀c", "a 😀", " 😀c");
        Tokens(new CharacterNGramSplitter { Minimum = 1, Maximum = 9 }, "ab", "a", "b", "ab");
        Tokenize.FitSplit(new CharacterNGramSplitter(), "ab", "abc", "").Gives("ab");
    }

    [TestMethod]
    public void WordNGramsGoByRisingWidthAndAreJoinedByABlank()
    {
        Tokens(new WordNGramSplitter(), "To be,  or\n", "to", "be", "or", "to be", "be or");
        Tokens(new WordNGramSplitter { Minimum = 3, Maximum = 3 }, "a b c d", "a b c", "b c d");
        Tokens(new WordNGramSplitter { Maximum = 5 }, "...a!", "a");
        Tokens(new WordNGramSplitter { FilterCharacters = "x" }, "axb.", "a", "b.", "a b.");
        Tokenize.FitSplit(new WordNGramSplitter { Minimum = 2 }, "a", "a b").Gives("a");
    }

    [TestMethod]
    public void WidthsOutsideTheirRangeAreRefused()
    {
        foreach (SequenceSplitter splitter in (SequenceSplitter[])
            [new CharacterNGramSplitter { Minimum = 0 }, new WordNGramSplitter { Minimum = 0 }])
        {
            Assert.AreEqual("Minimum", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Tokenize.FitSplit(splitter, "a")).ParamName);
        }
        foreach (SequenceSplitter splitter in (SequenceSplitter[])
            [new CharacterNGramSplitter { Minimum = 4 }, new WordNGramSplitter { Minimum = 2, Maximum = 1 }])
        {
            Assert.AreEqual("Maximum", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Tokenize.FitSplit(splitter, "a")).ParamName);
        }
        Assert.AreEqual(
            "FilterCharacters",
            Assert.ThrowsExactly<ArgumentNullException>(
                () => Tokenize.FitSplit(new WordNGramSplitter { FilterCharacters = null! }, "a")).ParamName);
    }

    /// <summary>Every splitter and its settings are in the model file.</summary>
    [TestMethod]
    public void EverySplitterSurvivesSaving()
    {
        const string text = "Ab, ab! a-b\tc'd 😀e\u0301 ab";
        foreach (SequenceSplitter splitter in Others)
        {
            SequenceTokenizingTransformer tokenizer = Tokenize.FitSplit(splitter, text);
            var loaded = (SequenceTokenizingTransformer)ModelFile.Reload(tokenizer, Tokenize.Texts().Schema);
            CollectionAssert.AreEqual(tokenizer.Vocabulary.ToArray(), loaded.Vocabulary.ToArray(), splitter.ToString());
            CollectionAssert.AreEqual(tokenizer.Keys(text), loaded.Keys(text), splitter.ToString());
            CollectionAssert.AreEqual(
                ModelFile.Envelopes(ModelFile.Save(tokenizer, null)).Single().Payload,
                ModelFile.Envelopes(ModelFile.Save(loaded, null)).Single().Payload, splitter.ToString());
        }
    }

    /// <summary>No setting is without effect: each of these gives other tokens than all the others.</summary>
    [TestMethod]
    public void EverySettingChangesSomething()
    {
        const string text = "Ab, ab! a-b\tc'd 😀e\u0301 ab";
        string[] outcomes =
        [
            .. Others.Append(new WordSplitter())
                .Select(splitter => Tokenize.FitWith(o => (o.Splitter, o.LowerCase) = (splitter, false), text))
                .Select(tokenizer => string.Join('|', tokenizer.Vocabulary)),
        ];
        Assert.AreEqual(outcomes.Length, outcomes.Distinct().Count(), string.Join('\n', outcomes));
    }

    private static SequenceSplitter[] Others =>
    [
        new WordSplitter { FilterCharacters = "b" },
        new WhitespaceSplitter(),
        new CharacterSplitter(),
        new CharacterSplitter { GraphemeClusters = true },
        new CharacterNGramSplitter(),
        new CharacterNGramSplitter { Minimum = 2 },
        new CharacterNGramSplitter { Maximum = 4 },
        new WordNGramSplitter(),
        new WordNGramSplitter { Minimum = 2 },
        new WordNGramSplitter { Maximum = 3 },
        new WordNGramSplitter { FilterCharacters = "'" },
        new PatternSplitter("a+"),
        new PatternSplitter("ab"),
        new PatternSplitter("ab") { IgnoreCase = true },
        new PatternSplitter("ab") { MatchesSeparate = true },
    ];

    private static void Tokens(SequenceSplitter splitter, string text, params string[] tokens)
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.FitSplit(splitter, text);
        tokenizer.HasWords(["[UNK]", .. tokens]);
        tokenizer.Gives(text, [.. Enumerable.Range(2, tokens.Length).Select(i => (uint)i)]);
    }
}
