using Microsoft.ML;
using MLNetSequence.Tests.Support;
using MLNetSequence.Text;

namespace MLNetSequence.Tests.Text;

/// <summary>Counting on several threads: the outcome is that of one, errors are those of the first row, and nothing is kept.</summary>
[TestClass]
public class VocabularyLearnerTests
{
    private static readonly SpecialTokens Unknown = new("[UNK]", 1, null, null);

    [TestMethod]
    public void AnyNumberOfThreadsGivesTheSameVocabulary()
    {
        string[] texts = Texts(1500);
        string[] expected = SlowTokenizer.Vocabulary(texts);
        for (int threads = 1; threads <= 8; threads++)
        {
            foreach (int capacity in (int[])[1, 100, 5000])
            {
                Vocabulary vocabulary = Learn(Tokenize.Texts(texts), threads, capacity);
                CollectionAssert.AreEqual(expected, vocabulary.Words.ToArray(), $"{threads} threads, blocks of {capacity}");
            }
        }
        Tokenize.Fit(texts).HasWords(expected);
    }

    [TestMethod]
    public void AMaximumKeepsTheFirstOnesWhateverTheThreads()
    {
        string[] texts = Texts(500);
        string[] expected = SlowTokenizer.Vocabulary(texts);
        foreach (int maximum in (int[])[2, 30, expected.Length / 2 - 1, expected.Length / 2 + 1, expected.Length - 1, expected.Length])
        {
            CollectionAssert.AreEqual(
                expected[..maximum], Learn(Tokenize.Texts(texts), 4, 200, maximum).Words.ToArray(), $"{maximum} of {expected.Length}");
        }
    }

    [TestMethod]
    public void AMinimumFrequencyLeavesOutTheRareOnes()
    {
        Tokenize.FitWith(o => o.MinimumFrequency = 2, "a b a c", "b a d").HasWords("[UNK]", "a", "b");
        Tokenize.FitWith(o => o.MinimumFrequency = 3, "a b a c", "b a d").Gives("a b", 2, 1);
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
            () => Tokenize.FitWith(o => o.MinimumFrequency = 4, "a b a c", "b a d"));
        StringAssert.Contains(error.Message, "4 times");
    }

    [TestMethod]
    public void OfSeveralRowsThatFailTheFirstIsReported()
    {
        // The first bad row takes long, so that another thread has come to a later one before it.
        var splitter = new CustomSplitter("fails", text =>
        {
            if (text.StartsWith("bad"))
            {
                Thread.Sleep(text == "bad 40" ? 30 : 0);
                throw new FormatException(text);
            }
            return [text];
        });
        string[] texts = [.. Enumerable.Range(0, 400).Select(i => i is 40 or 45 or 60 or 399 ? $"bad {i}" : $"good {i}")];
        for (int threads = 1; threads <= 8; threads++)
        {
            InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
                () => Learn(Tokenize.Texts(texts), threads, 20, splitter: splitter));
            StringAssert.EndsWith(error.Message, "bad 40", $"{threads} threads");
        }
    }

    [TestMethod]
    public void WhatTheDataThrowsArrivesAsItIs()
    {
        for (int threads = 1; threads <= 4; threads++)
        {
            var broken = new BreakingView(Tokenize.Texts(Texts(500)), brokenRow: 400);
            Assert.ThrowsExactly<IOException>(() => Learn(broken, threads, 100));
        }
    }

    /// <summary>More rows of the same words take no more memory: what all threads allocate is counted.</summary>
    [TestMethod]
    public void ManyRowsTakeNoMoreMemoryThanFew()
    {
        string text = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"word{i} Wörter{i} andsomelongerword{i}"));
        long few = AllocatedToFit(text, 100);
        long many = AllocatedToFit(text, 2000);
        // 1,900 rows more of 8,000 characters. The row is a struct of the test's table, and blocks are used again.
        Assert.IsTrue(many - few < 1_000_000, $"{few} bytes for few rows, {many} for many");
    }

    /// <summary>
    /// All that is ever allocated, blocks of text apart: the table of tokens, which the vocabulary goes on with, counts, and what they
    /// are sorted in. As strings in a dictionary, the words alone would take that much.
    /// </summary>
    [TestMethod]
    public void AWordCostsLittleMemory()
    {
        const int words = 50_000;
        const int blocks = 1_000_000;
        IDataView data = Tokenize.Texts([.. Enumerable.Range(0, words / 10).Select(
            row => string.Join(' ', Enumerable.Range(0, 10).Select(i => $"token{row}{i}")))]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Vocabulary vocabulary = Learn(data, threads: 1, capacity: 1 << 16);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.AreEqual(words + 1, vocabulary.Count);
        Assert.IsTrue(allocated < 130 * words + blocks, $"{allocated / words} bytes a word");
    }

    /// <summary>However the hash falls: words that differ in one place only, of every length, all there and none twice.</summary>
    [TestMethod]
    public void WordsThatAreMuchAlikeAreToldApart()
    {
        var words = new List<string>();
        foreach (int length in (int[])[1, 2, 7, 8, 9, 15, 16, 17, 33])
        {
            for (int place = 0; place < length; place++)
            {
                foreach (char c in "bc\0é\u0161")
                {
                    char[] word = new char[length];
                    Array.Fill(word, 'a');
                    word[place] = c;
                    words.Add(new string(word));
                }
            }
        }
        words.AddRange(Enumerable.Range(0, 18).Select(n => "a" + new string('\0', n)));
        string[] different = [.. words.Distinct()];
        SequenceTokenizingTransformer tokenizer = Tokenize.Fit(string.Join(' ', different));
        tokenizer.HasWords(["[UNK]", .. different]);
        CollectionAssert.AreEqual(
            Enumerable.Range(2, different.Length).Select(i => (uint)i).ToArray(), tokenizer.Keys(string.Join(',', different)));
    }

    private static Vocabulary Learn(
        IDataView data, int threads, int capacity, int maximum = int.MaxValue, SequenceSplitter? splitter = null)
    {
        var setup = new TokenizerSetup(new SequenceTokenizingEstimator.Options
        {
            InputColumnName = "Text",
            Splitter = splitter ?? new WordSplitter(),
        });
        var learner = new VocabularyLearner(setup.NewTokenizer) { Threads = threads, BlockCapacity = capacity };
        TokenCounts counts = learner.Learn(data, data.Schema["Text"], out long rows);
        Assert.AreEqual(data.GetRowCount(), rows);
        return LearnedVocabulary.Make(counts, Unknown, 1, maximum);
    }

    // Words of a few thousand, some often, most seldom; a few texts are longer than a block.
    private static string[] Texts(int rows)
    {
        var random = new Random(3);
        return
        [
            .. Enumerable.Range(0, rows).Select(row => string.Join(' ', Enumerable.Range(0, random.Next(0, row % 100 == 7 ? 400 : 20))
                .Select(_ => $"{(random.Next(3) == 0 ? "wörd" : "word")}{(int)Math.Exp(random.NextDouble() * 8)}"))),
        ];
    }

    private static long AllocatedToFit(string text, int rows)
    {
        IDataView data = Tokenize.Texts([.. Enumerable.Repeat(text, rows)]);
        Learn(data, threads: 1, capacity: 1 << 16);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Learn(data, threads: 1, capacity: 1 << 16);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
