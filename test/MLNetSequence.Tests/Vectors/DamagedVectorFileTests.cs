using System.Text;

namespace MLNetSequence.Tests.Vectors;

/// <summary>Files that are not what they should be: the error names file, line, word, what was expected and what came.</summary>
[TestClass]
public class DamagedVectorFileTests
{
    [TestMethod]
    [DataRow("a 1 2\nb 3\n", "Line 2", "3 fields were expected", "2 numbers", "2 found", "'b'")]
    [DataRow("a 1 2\nc d e 1 2\nb\n", "Line 3", "1 found", "'b'")]
    [DataRow("2 3\na 1 2 3\nb 1 2\n", "Line 3", "3 numbers", "3 found")]
    [DataRow("2 3\n\nx 1 2\n", "Line 3", "3 numbers", "3 found", "'x'")]
    [DataRow("x 1 2\n\na 3 four\n", "Line 3", "number 2 of 'a'", "'four'", "no number")]
    [DataRow("x 1 2\na 1,5 2\n", "Line 2", "number 1 of 'a'", "'1,5'")]
    [DataRow("x 1 2\na 1 2f", "Line 2", "number 2 of 'a'", "'2f'")]
    [DataRow("x 1 2\na 1 NaN", "Line 2", "number 2 of 'a'", "'NaN'", "finite")]
    [DataRow("x 1 2\na -Infinity 1", "Line 2", "number 1 of 'a'", "finite")]
    [DataRow("x 1 2\na 1e39 1", "Line 2", "'1e39'", "finite")]
    [DataRow("x 1 y\na 1 1", "Line 1", "number 2 of 'x'", "'y'")]
    [DataRow("a\nb\n", "Line 1", "there is one field")]
    [DataRow("3 1\na 1\nb 2\n", "truncated", "promises 3", "there are 2")]
    [DataRow("1 1\na 1\nb 2\n", "Line 3", "promises 1", "one more")]
    [DataRow("5 300\n", "promises 5", "there are 0")]
    [DataRow("", "is empty")]
    [DataRow("\ufeff", "is empty")]
    [DataRow("\n \r\n", "is empty")]
    [DataRow("PK\u0003\u0004 1 2\n", "zip")]
    [DataRow("2 2\na \u0000\u0001\u0002\u0003\u0004", "Line 2", "looks binary")]
    public void TheErrorSaysWhere(string text, params string[] parts)
    {
        string message = VectorText.Error(text, "a", "b");
        foreach (string part in parts)
        {
            StringAssert.Contains(message, part);
        }
    }

    /// <summary>Of the other lines only that they have enough fields is looked at.</summary>
    [TestMethod]
    public void NumbersOfOtherWordsAreNotRead() =>
        VectorText.Load("a 1 2\nx NaN what\nb 3 4\na five NaN\n", ["a", "b"]).Has([0, 0], [1, 2], [3, 4]);

    [TestMethod]
    public void AHeaderCannotAskForMemoryThatNoLineFills() =>
        StringAssert.Contains(VectorText.Error("2 2000000000\na 1 2\n", "a"), "2000000000 numbers");

    [TestMethod]
    public void ATableThatNoArrayCanHoldIsRefused()
    {
        string[] vocabulary = [.. Enumerable.Repeat("a", 1_100_000)];
        Exception error = Assert.ThrowsExactly<ArgumentException>(
            () => VectorText.Load("a" + string.Concat(Enumerable.Repeat(" 1", 2000)), vocabulary));
        StringAssert.Contains(error.Message, "1100001 vectors of 2000 numbers");
    }

    [TestMethod]
    public void AFileWithoutLineBreaksIsNotReadIntoMemory()
    {
        byte[] bytes = new byte[80_000_000];
        Array.Fill(bytes, (byte)'x');
        StringAssert.Contains(VectorText.Error(bytes, "a").Message, "more than 16777216 bytes");
        StringAssert.Contains(VectorText.Error([.. "a 1\n"u8, .. bytes], "a").Message, "Line 2");
    }

    [TestMethod]
    public void APackedFileThatIsCutAnywhereIsRefused()
    {
        var random = new Random(3);
        byte[] whole = VectorText.Pack(
            string.Concat(Enumerable.Range(0, 60).Select(i => $"w{i} {random.NextDouble()} {random.Next(9)}\n")));
        VectorText.Load(whole, ["w0", "w59"]);
        for (int length = 0; length < whole.Length; length++)
        {
            InvalidDataException error = VectorText.Error(whole[..length], "w0", "w59");
            if (length == whole.Length - 1)
            {
                StringAssert.Contains(error.Message, "truncated or damaged");
            }
        }
    }

    [TestMethod]
    public void APackedFileThatIsDamagedIsRefused()
    {
        byte[] whole = VectorText.Pack(string.Concat(Enumerable.Range(0, 300).Select(i => $"w{i} {i * 0.37} {i}\n")));
        foreach (int at in (int[])[whole.Length / 3, whole.Length / 2, whole.Length - 10, whole.Length - 6, whole.Length - 2])
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x10;
            VectorText.Error(damaged, "w0", "w299");
        }
    }

    [TestMethod]
    public void WithoutOneWordOfTheVocabularyNothingIsLoaded()
    {
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
            () => VectorText.Load("The 1\nCat 2\n", ["the", "cat", "[UNK]"]));
        foreach (string part in (string[])["Not one of the 3 words", "the 2 of", "LowerCaseFallback"])
        {
            StringAssert.Contains(error.Message, part);
        }
        Assert.ThrowsExactly<InvalidOperationException>(() => VectorText.Load("0 4\n", ["the"], o => o.LowerCaseFallback = true));
    }

    [TestMethod]
    public void BadArgumentsAreRefused()
    {
        Assert.ThrowsExactly<FileNotFoundException>(
            () => WordVectors.Load(Path.Combine(AppContext.BaseDirectory, "there is no such file"), ["a"]));
        VectorText.With(Encoding.UTF8.GetBytes("a 1\n"), path =>
        {
            Assert.ThrowsExactly<ArgumentException>(() => WordVectors.Load("", ["a"]));
            Assert.ThrowsExactly<ArgumentNullException>(() => WordVectors.Load(null!, ["a"]));
            Assert.ThrowsExactly<ArgumentNullException>(() => WordVectors.Load(path, (IReadOnlyList<string>)null!));
            Assert.ThrowsExactly<ArgumentNullException>(() => WordVectors.Load(path, (SequenceTokenizingTransformer)null!));
            Assert.AreEqual("vocabulary", Assert.ThrowsExactly<ArgumentException>(() => WordVectors.Load(path, [])).ParamName);
            Assert.AreEqual("vocabulary", Assert.ThrowsExactly<ArgumentException>(() => WordVectors.Load(path, ["a", null!])).ParamName);
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(
                () => WordVectors.Load(path, ["a"], new WordVectorOptions { Missing = (MissingVectors)3 }));
            Assert.ThrowsExactly<OperationCanceledException>(
                () => WordVectors.Load(path, ["a"], cancellationToken: new CancellationToken(canceled: true)));
            return 0;
        });
    }
}
