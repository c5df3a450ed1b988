using System.Text;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Text;

/// <summary>Keys before any word: for unknown words, for the start, for the end.</summary>
[TestClass]
public class SpecialTokensTests
{
    [TestMethod]
    public void StartAndEndStandAroundEverySequence()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(o => (o.StartToken, o.EndToken) = ("<s>", "</s>"), "b a b", "");
        tokenizer.HasWords("[UNK]", "<s>", "</s>", "b", "a");
        tokenizer.Gives("a x b", 2, 5, 1, 4, 3);
        tokenizer.Gives("", 2, 3);
        Tokenize.FitWith(o => (o.StartToken, o.OutOfVocabularyToken) = ("<s>", null), "b").Gives("x b x", 1, 2);
        Tokenize.FitWith(o => o.EndToken = "</s>", "b").Gives("b", 3, 2);
    }

    [TestMethod]
    public void TheMaximumCountsThem()
    {
        Tokenize.FitWith(o => (o.StartToken, o.EndToken, o.OutOfVocabularyBuckets, o.MaximumTokens) = ("<s>", "</s>", 2, 6), "a a a b b c")
            .HasWords("[UNK]", "[UNK2]", "<s>", "</s>", "a", "b");
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Tokenize.FitWith(o => (o.StartToken, o.EndToken, o.MaximumTokens) = ("<s>", "</s>", 3), "a"));
        StringAssert.Contains(error.Message, "at least 4");
    }

    [TestMethod]
    public void BucketsAreNumberedInTheToken()
    {
        Tokenize.FitWith(o => o.OutOfVocabularyBuckets = 3, "a").HasWords("[UNK]", "[UNK2]", "[UNK3]", "a");
        Tokenize.FitWith(o => (o.OutOfVocabularyToken, o.OutOfVocabularyBuckets) = ("unk", 2), "a").HasWords("unk", "unk2", "a");
        Tokenize.FitWith(o => (o.OutOfVocabularyToken, o.OutOfVocabularyBuckets) = ("<unk>", 2), "a").HasWords("<unk>", "<unk2>", "a");
    }

    /// <summary>FNV-1a, 64 bits: the published values for "a", "b" and "foobar", and of what is no ASCII, from its definition.</summary>
    [TestMethod]
    public void AnUnknownWordHasTheSameBucketEverywhere()
    {
        const int buckets = 1000;
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(o => o.OutOfVocabularyBuckets = buckets, "known");
        tokenizer.Gives("a", 1 + (uint)(0xaf63dc4c8601ec8cUL % buckets));
        tokenizer.Gives("b", 1 + (uint)(0xaf63df4c8601f1a5UL % buckets));
        tokenizer.Gives("foobar", 1 + (uint)(0x85944171f73967e8UL % buckets));
        foreach (string word in (string[])["é", "日本語", "😀x", new string('w', 40)])
        {
            tokenizer.Gives(word, 1 + (uint)(Fnv1A(word) % buckets));
        }
        tokenizer.Gives("known", buckets + 1);
    }

    /// <summary>Were each name compared with all before it, this would take minutes.</summary>
    [TestMethod]
    public void MoreBucketsThanFitIntoMemoryAreRefused()
    {
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Tokenize.FitWith(o => o.OutOfVocabularyBuckets = (1 << 24) + 1, "known"));
        StringAssert.Contains(error.Message, "1 to 16777216");
    }

    [TestMethod]
    public void ThereMayBeVeryManyBuckets()
    {
        const int buckets = 300_000;
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(o => o.OutOfVocabularyBuckets = buckets, "known");
        Assert.AreEqual($"[UNK{buckets}]", tokenizer.Vocabulary[buckets - 1]);
        tokenizer.Gives("known a", buckets + 1, 1 + (uint)(0xaf63dc4c8601ec8cUL % buckets));
    }

    /// <summary>No name is made for buckets that the vocabulary cannot have: there are two thousand million of them.</summary>
    [TestMethod]
    public void AModelFileThatClaimsMoreBucketsThanTokensIsRefused()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(o => o.OutOfVocabularyBuckets = 3, "a");
        byte[] payload = ModelFile.Envelopes(ModelFile.Save(tokenizer, Tokenize.Texts().Schema)).Single().Payload;
        string changed = Encoding.UTF8.GetString(payload).Replace("Buckets\":3", $"Buckets\":{int.MaxValue}");
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(
            () => SequenceTokenizingTransformer.Load(Encoding.UTF8.GetBytes(changed)));
        StringAssert.Contains(error.Message, $"{int.MaxValue} buckets");
    }

    [TestMethod]
    public void BucketsShareTheUnknownWords()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(o => o.OutOfVocabularyBuckets = 4, "known");
        uint[] keys = tokenizer.Keys(string.Join(' ', Enumerable.Range(0, 4000).Select(i => $"w{i}")));
        for (uint key = 1; key <= 4; key++)
        {
            Assert.AreEqual(1000, keys.Count(k => k == key), 120, $"bucket {key}");
        }
    }

    [TestMethod]
    public void ATextThatHasOneAsAWordMeansIt()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(
            o => (o.Splitter, o.StartToken, o.LowerCase) = (new WhitespaceSplitter(), "<s>", false), "<s> a <s> [UNK]");
        tokenizer.HasWords("[UNK]", "<s>", "a");
        tokenizer.Gives("a <s> [UNK]", 2, 3, 2, 1);
    }

    [TestMethod]
    public void TheyAreCheckedByName()
    {
        AssertRefused<ArgumentException>("StartToken", o => o.StartToken = "");
        AssertRefused<ArgumentException>("EndToken", o => o.EndToken = "");
        AssertRefused<ArgumentException>("StartToken", o => o.StartToken = "[UNK]");
        AssertRefused<ArgumentException>("EndToken", o => (o.StartToken, o.EndToken) = ("x", "x"));
        AssertRefused<ArgumentException>("EndToken", o => o.EndToken = "\ud83d");
        AssertRefused<ArgumentException>("OutOfVocabularyToken", o => o.OutOfVocabularyToken = "\ude00");
        AssertRefused<ArgumentException>("StartToken", o => (o.OutOfVocabularyBuckets, o.StartToken) = (2, "[UNK2]"));
        AssertRefused<ArgumentOutOfRangeException>("OutOfVocabularyBuckets", o => o.OutOfVocabularyBuckets = 0);
        AssertRefused<ArgumentOutOfRangeException>(
            "OutOfVocabularyBuckets", o => (o.OutOfVocabularyBuckets, o.OutOfVocabularyToken) = (2, null));
    }

    [TestMethod]
    public void TheySurviveSaving()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(
            o => (o.OutOfVocabularyBuckets, o.StartToken, o.EndToken) = (5, "<s>", "</s>"), "a b");
        var loaded = (SequenceTokenizingTransformer)ModelFile.Reload(tokenizer, Tokenize.Texts().Schema);
        CollectionAssert.AreEqual(tokenizer.Keys("a q w e r t y b"), loaded.Keys("a q w e r t y b"));
    }

    private static ulong Fnv1A(string word) =>
        Encoding.UTF8.GetBytes(word).Aggregate(14695981039346656037UL, (hash, b) => unchecked((hash ^ b) * 1099511628211UL));

    private static void AssertRefused<T>(string name, Action<SequenceTokenizingEstimator.Options> change)
        where T : ArgumentException =>
        Assert.AreEqual(name, Assert.ThrowsExactly<T>(() => Tokenize.FitWith(change, "a")).ParamName);
}
