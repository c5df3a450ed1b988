using System.Globalization;
using System.Text;

namespace MLNetSequence.Tests.Vectors;

/// <summary>What is read of which file.</summary>
[TestClass]
public class WordVectorFormatTests
{
    private const string GloVe = "the 1 -2.5\ncat 3e-1 0.25\nsat .5 -1E2\n";

    private static readonly string[] Vocabulary = ["[UNK]", "sat", "the"];

    [TestMethod]
    [DataRow(GloVe)]
    [DataRow("3 2\n" + GloVe)]
    [DataRow("3 2 \nthe 1 -2.5 \ncat 3e-1 0.25 \nsat .5 -1E2 \n")]
    [DataRow("3 2\r\nthe 1 -2.5\r\ncat 3e-1 0.25\r\nsat .5 -1E2")]
    [DataRow("\ufeff" + GloVe)]
    [DataRow("\ufeff3 2\n" + GloVe)]
    [DataRow("the\t1\t-2.5\ncat\t3e-1\t0.25\nsat\t.5\t-1E2")]
    [DataRow("3\t2\nthe 1\t-2.5\ncat  3e-1 0.25\nsat   .5   -1E2")]
    [DataRow("\n\nthe 1 -2.5\n\ncat 3e-1 0.25\n \nsat .5 -1E2\n\n\n")]
    public void BothFormatsGiveTheSame(string text)
    {
        foreach (byte[] bytes in (byte[][])[Encoding.UTF8.GetBytes(text), VectorText.Pack(text)])
        {
            WordVectors vectors = VectorText.Load(bytes, Vocabulary);
            vectors.Has([0, 0], [0, 0], [0.5f, -100], [1, -2.5f]);
            Assert.AreEqual((2, 2), (vectors.Size, vectors.Found));
            CollectionAssert.AreEqual(new[] { "[UNK]" }, vectors.Missing.ToArray());
            Assert.AreEqual(2.0 / 3, vectors.Coverage);
        }
    }

    [TestMethod]
    public void PackedPartsOneBehindTheOtherAreOneFile()
    {
        byte[] packed = [.. VectorText.Pack("the 1 -2.5\nca"), .. VectorText.Pack("t 3e-1 0.25\nsat .5"), .. VectorText.Pack(" -1E2\n")];
        VectorText.Load(packed, Vocabulary).Has([0, 0], [0, 0], [0.5f, -100], [1, -2.5f]);
    }

    /// <summary>GloVe's largest file has such words; its authors' own reader splits them.</summary>
    [TestMethod]
    public void WordsMayHoldBlanks()
    {
        string[] vocabulary = [". . .", "at name@domain.com", "New York", "1 2", "", "\u00a0"];
        VectorText.Load("first 1 1\n. . . 2 2\nat name@domain.com 3 3\nNew York 4 4\n1 2 5 5\n 6 6\n\u00a0 7 7", vocabulary)
            .Has([0, 0], [2, 2], [3, 3], [4, 4], [5, 5], [6, 6], [7, 7]);
        VectorText.Load("2 1\nNew York 4\n. . . 2", vocabulary[..3]).Has([0], [2], [0], [4]);
        VectorText.Load("2 1\nNew York\t4\n. . .\t2", vocabulary[..3]).Has([0], [2], [0], [4]);
    }

    [TestMethod]
    public void WordsAreUtf8()
    {
        VectorText.Load("😀 1\nżółć 2\ne\u0301 3", ["żółć", "😀", "\u00e9"]).Has([0], [2], [1], [0]);
        // Broken UTF-8 is no word, above all not the one that it would be shown as.
        byte[] broken = [.. "a 1\n"u8, 0xc3, (byte)' ', (byte)'2', (byte)'\n', 0xff, (byte)' ', (byte)'3'];
        VectorText.Load(broken, ["a", "\ufffd", "Ã", "\ud83d"]).Has([0], [1], [0], [0], [0]);
    }

    [TestMethod]
    public void OfAWordThatIsThereTwiceTheFirstCounts() => VectorText.Load("a 1\nb 2\na 3\nb 4", ["b", "a"]).Has([0], [2], [1]);

    [TestMethod]
    public void AWordThatTheVocabularyHasTwiceGetsItsVectorTwice() =>
        VectorText.Load("a 1\nb 2", ["b", "a", "b", "c", "b"]).Has([0], [2], [1], [2], [0], [2]);

    [TestMethod]
    public void TwoWholeNumbersAreAHeaderAndOtherFirstLinesAreNot()
    {
        VectorText.Load("1 1\n5 7", ["5", "1"]).Has([0], [7], [0]);
        VectorText.Load("1 1.0\n5 7", ["5", "1"]).Has([0], [7], [1]);
        VectorText.Load("1 2 3\n5 7 8", ["5", "1"]).Has([0, 0], [7, 8], [2, 3]);
    }

    [TestMethod]
    public void NumbersAreReadToTheLastBit()
    {
        var random = new Random(7);
        float[] numbers = [.. Enumerable.Range(0, 20_000).Select(_ => BitConverter.UInt32BitsToSingle((uint)random.NextInt64(1L << 32)))];
        numbers = [.. numbers.Where(float.IsFinite), float.MaxValue, float.Epsilon, -0f, 1e-45f, 16777217];
        // One line that is longer than any buffer, and lines before and behind that cross its ends.
        string line = string.Join(' ', numbers.Select(n => n.ToString("R", CultureInfo.InvariantCulture)));
        string shorter = string.Join(' ', numbers.Select(n => n.ToString("E5", CultureInfo.InvariantCulture)));
        WordVectors vectors = VectorText.Load(
            $"x {shorter}\na {line}\ny {shorter}\nb {shorter}\n", ["b", "a"]);
        AssertBits(numbers, vectors.Row(2));
        AssertBits([.. shorter.Split(' ').Select(n => float.Parse(n, CultureInfo.InvariantCulture))], vectors.Row(1));

        static void AssertBits(float[] expected, float[] actual) => CollectionAssert.AreEqual(
            expected.Select(BitConverter.SingleToUInt32Bits).ToArray(), actual.Select(BitConverter.SingleToUInt32Bits).ToArray());
    }

    [TestMethod]
    public void ManyLinesCrossManyBuffers()
    {
        const int words = 30_000;
        string text = string.Concat(Enumerable.Range(0, words).Select(i => $"word{i} {i} {-i}\n"));
        string[] vocabulary = [.. Enumerable.Range(0, words).Select(i => $"word{words - 1 - i}")];
        foreach (byte[] bytes in (byte[][])[Encoding.UTF8.GetBytes(text), VectorText.Pack(text)])
        {
            WordVectors vectors = VectorText.Load(bytes, vocabulary);
            Assert.AreEqual(words, vectors.Found);
            for (int row = 1; row <= words; row++)
            {
                Assert.AreEqual((words - row, row - words), (vectors.Matrix[row, 0], vectors.Matrix[row, 1]));
            }
        }
    }

    [TestMethod]
    public void ALineThatNobodyAsksForCostsNoMemory()
    {
        string[] vocabulary = ["a", "zebra"];
        byte[] few = Bytes(10), many = Bytes(50_000);
        long small = VectorText.With(few, Allocated), large = VectorText.With(many, Allocated);
        Assert.IsTrue(large - small < 16_384, $"{large} bytes for {many.Length}, {small} for {few.Length}");

        static byte[] Bytes(int lines) => Encoding.UTF8.GetBytes(
            "a 1 2\n" + string.Concat(Enumerable.Range(0, lines).Select(i => $"word{i} 0.5 {i}\n")));

        long Allocated(string path)
        {
            _ = WordVectors.Load(path, vocabulary);
            long before = GC.GetAllocatedBytesForCurrentThread();
            _ = WordVectors.Load(path, vocabulary);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
