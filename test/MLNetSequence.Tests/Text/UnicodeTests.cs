using System.Text;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Text;

/// <summary>Scripts, marks and lengths that English does not have.</summary>
[TestClass]
public class UnicodeTests
{
    [TestMethod]
    public void AccentsFoldWhereAsked()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(o => o.FoldAccents = true, "Crème BRÛLÉE cafe\u0301 ÅNGSTRÖM naïve İ");
        tokenizer.HasWords("[UNK]", "creme", "brulee", "cafe", "angstrom", "naive", "i");
        tokenizer.Gives("CREME crème cre\u0300me café CAFE\u0301", 2, 2, 2, 4, 4);
    }

    [TestMethod]
    public void FoldingLeavesWhatIsNoAccent()
    {
        // Ø and ß have no decomposition; Hangul is taken apart and put together again; a cedilla falls, emoji stay.
        Tokenize.FitWith(o => o.FoldAccents = true, "Søren straße 한국어 garçon 😀")
            .HasWords("[UNK]", "søren", "straße", "한국어", "garcon", "😀");
        Tokenize.FitWith(o => (o.FoldAccents, o.LowerCase) = (true, false), "École ÉCOLE").HasWords("[UNK]", "Ecole", "ECOLE");
    }

    [TestMethod]
    public void FoldingTakesHalvesAndMarksAlone()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(o => o.FoldAccents = true, "a\ud83d \u0301 e\u0301");
        tokenizer.HasWords("[UNK]", "a\ufffd", "e");
        tokenizer.Gives("\u0301");
    }

    /// <summary>.NET refuses to normalize U+FFFE, which is no character either, wherever it stands.</summary>
    [TestMethod]
    public void FoldingTakesWhatDotNetDoesNotNormalize()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(o => o.FoldAccents = true, "caf\u00e9 \ufffea \uffff");
        tokenizer.HasWords("[UNK]", "cafe", "\ufffda", "\uffff");
        tokenizer.Gives("\ufffea", 3);
    }

    [TestMethod]
    public void ComposedAndDecomposedLettersDifferUnlessFolded()
    {
        Tokenize.Fit("café cafe\u0301").HasWords("[UNK]", "café", "cafe\u0301");
        Tokenize.FitWith(o => o.FoldAccents = true, "café cafe\u0301").HasWords("[UNK]", "cafe");
    }

    [TestMethod]
    public void RightToLeftTextIsInItsOwnOrder()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.Fit("שלום עולם, مرحبا بالعالم! שלום");
        tokenizer.HasWords("[UNK]", "שלום", "עולם", "مرحبا", "بالعالم");
        tokenizer.Gives("עולם (مرحبا) \u200fשלום", 3, 4, 1);
        // Points are marks: they fall where accents are folded.
        Tokenize.FitWith(o => o.FoldAccents = true, "שָׁלוֹם שלום").HasWords("[UNK]", "שלום");
    }

    [TestMethod]
    public void LettersOutsideTheBasicPlaneAreLowered()
    {
        // Deseret.
        Tokenize.Fit("𐐀𐐁 𐐨𐐩").HasWords("[UNK]", "𐐨𐐩");
        Tokenize.FitSplit(new CharacterSplitter(), "𐐀𐐨x").HasWords("[UNK]", "𐐨", "x");
    }

    [TestMethod]
    public void ASingleLineOfTenMegabytesSurvives()
    {
        var text = new StringBuilder(11_000_000);
        for (int i = 0; text.Length < 10_000_000; i++)
        {
            text.Append(i % 1000 == 0 ? "Ünï😀 " : "Word, ").Append(i % 7).Append(' ');
        }
        string line = text.ToString();
        SequenceTokenizingTransformer tokenizer = Tokenize.Fit("a first row", line, "and a last one");
        CollectionAssert.AreEqual(
            new[] { "[UNK]", "word", "0", "1", "2", "3", "4", "5", "6", "ünï😀", "a" }, tokenizer.Vocabulary.Take(11).ToArray());
        uint[] keys = tokenizer.Keys(line);
        int pairs = keys.Length / 2;
        for (int i = 0; i < pairs; i++)
        {
            Assert.AreEqual(i % 1000 == 0 ? 10u : 2u, keys[2 * i]);
            Assert.AreEqual((uint)(i % 7) + 3, keys[2 * i + 1]);
        }
        Assert.IsTrue(pairs > 1_200_000);
    }

    [TestMethod]
    public void ATokenOfTenMegabytesSurvives()
    {
        string word = new('ä', 10_000_000);
        SequenceTokenizingTransformer tokenizer = Tokenize.Fit(word, "b", word + "x", word);
        Assert.AreEqual(4, tokenizer.Vocabulary.Count);
        CollectionAssert.AreEqual(new uint[] { 3, 4, 2, 1 }, tokenizer.Keys($"b {word}x {word} {word}y"));
    }

    [TestMethod]
    public void EverySplitterTakesAnyText()
    {
        string[] texts =
            ["", "\ud83d", "\ude00\ud83d", "a\0b\0", "\0", "\u0301", "\u202e\u200b\ufeff", "\uffff\ufffe", "e\u0301\u0301\u0301"];
        foreach (SequenceSplitter splitter in (SequenceSplitter[])
            [
                new WordSplitter(), new WhitespaceSplitter(), new CharacterSplitter(), new CharacterSplitter { GraphemeClusters = true },
                new CharacterNGramSplitter { Minimum = 1 }, new WordNGramSplitter(), new PatternSplitter("."),
            ])
        {
            SequenceTokenizingTransformer tokenizer = Tokenize.FitSplit(splitter, texts);
            var loaded = (SequenceTokenizingTransformer)ModelFile.Reload(tokenizer, Tokenize.Texts().Schema);
            CollectionAssert.AreEqual(tokenizer.Vocabulary.ToArray(), loaded.Vocabulary.ToArray());
            foreach (string text in texts)
            {
                uint[] keys = tokenizer.Keys(text);
                CollectionAssert.DoesNotContain(keys, 1u, $"{splitter}: what was fitted is known.");
                CollectionAssert.AreEqual(keys, loaded.Keys(text), splitter.ToString());
            }
        }
    }
}
