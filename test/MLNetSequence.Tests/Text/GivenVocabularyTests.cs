using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Text;

/// <summary>Vocabularies that are given: as a list, a column, a file.</summary>
[TestClass]
public class GivenVocabularyTests
{
    [TestMethod]
    public void ItsOrderIsTheKeysOrderAndFitReadsNoRow()
    {
        Table texts = Tokenize.Texts("c c b", "...");
        SequenceTokenizingTransformer tokenizer = Fit(SequenceVocabulary.FromWords(["b", "a", "Good"]), texts);
        tokenizer.HasWords("[UNK]", "b", "a", "Good");
        Assert.AreEqual(0, texts.Opened);
        tokenizer.Gives("a b c good", 3, 2, 1, 1);
        Fit(SequenceVocabulary.FromWords(["b"]), Tokenize.Texts()).Gives("b", 2);
    }

    [TestMethod]
    public void SpecialTokensAtItsBeginningAreThemselves()
    {
        FitWithEnd("[UNK]", "</s>", "a").HasWords("[UNK]", "</s>", "a");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => FitWithEnd("[UNK]", "a", "</s>")).Message, "twice");

        static SequenceTokenizingTransformer FitWithEnd(params string[] words) =>
            Tokenize.FitWith(o => (o.Vocabulary, o.EndToken) = (SequenceVocabulary.FromWords(words), "</s>"), "x");
    }

    [TestMethod]
    public void WordsThatAreNoneAreRefusedByPlace()
    {
        AssertRefused("Word 2 is empty", "a", "");
        AssertRefused("Word 2 is empty", "a", null!);
        AssertRefused("Word 3 is 'a', which was there before, as word 1", "a", "b", "a");
        AssertRefused("Word 1 is", "\ud83d");
        AssertRefused("at least one word");
        Assert.ThrowsExactly<ArgumentNullException>(() => SequenceVocabulary.FromWords(null!));
    }

    [TestMethod]
    public void ItExcludesWhatIsForLearning()
    {
        foreach (Action<SequenceTokenizingEstimator.Options> change in (Action<SequenceTokenizingEstimator.Options>[])
            [o => o.MaximumTokens = 5, o => o.MinimumFrequency = 2])
        {
            ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => Tokenize.FitWith(
                o =>
                {
                    o.Vocabulary = SequenceVocabulary.FromWords(["a"]);
                    change(o);
                },
                "a"));
            Assert.AreEqual("Vocabulary", error.ParamName);
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void AFileHasAWordALine(bool packed)
    {
        InFile("b\r\na'x\n😀 y\n", packed, path =>
            CollectionAssert.AreEqual(new[] { "b", "a'x", "😀 y" }, SequenceVocabulary.FromFile(path).Words.ToArray()));
        InFile("\ufeffb\na", packed, path =>
            CollectionAssert.AreEqual(new[] { "b", "a" }, SequenceVocabulary.FromFile(path).Words.ToArray()));
    }

    [TestMethod]
    public void ALineOfAFileThatIsNoWordIsNamed()
    {
        AssertRefused("a\n\nb\n"u8.ToArray(), "line 2", "is empty");
        AssertRefused("a\nb\na\n"u8.ToArray(), "line 3", "'a'", "as word 1");
        AssertRefused([], "no line");
        AssertRefused([.. "a\n"u8, 0xff, 0xfe, 0x0a], "not UTF-8");
        AssertRefused([0xef, 0xbb, 0xbf, .. "a\n"u8, 0xff, 0xfe, 0x0a], "not UTF-8");
        AssertRefused(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("a\n")).ToArray(), "not UTF-8");
        Assert.Throws<IOException>(() => SequenceVocabulary.FromFile(Path.Combine(Path.GetTempPath(), "there is no such file")));
        Assert.ThrowsExactly<ArgumentException>(() => SequenceVocabulary.FromFile(""));
    }

    [TestMethod]
    public void AColumnOfTextsGivesWhatItHoldsInOrder()
    {
        Table texts = Tokenize.Texts("b", "", "a", "b", "\ud83dx");
        CollectionAssert.AreEqual(new[] { "b", "a", "\ufffdx" }, SequenceVocabulary.FromColumn(texts, "Text").Words.ToArray());
        var type = new VectorDataViewType(TextDataViewType.Instance);
        Table items = new Table().AddVectors("Text", type, null, Items("b", "A"), default, Items("", "b", "c"));
        CollectionAssert.AreEqual(new[] { "b", "A", "c" }, SequenceVocabulary.FromColumn(items, "Text").Words.ToArray());
    }

    [TestMethod]
    public void AColumnOfKeysGivesWhatTheyStandFor()
    {
        Table tags = new Table().AddTokens("Tags", ["noun", "verb"], [1, 2]).AddKeys("Tag", ["x", "y"], 2);
        CollectionAssert.AreEqual(new[] { "noun", "verb" }, SequenceVocabulary.FromColumn(tags, "Tags").Words.ToArray());
        CollectionAssert.AreEqual(new[] { "x", "y" }, SequenceVocabulary.FromColumn(tags, "Tag").Words.ToArray());
        Assert.AreEqual(0, tags.Opened);
        // The vocabulary of one tokenizer for another.
        IDataView tokens = Tokenize.Fit("b a b").Transform(Tokenize.Texts("b"));
        Fit(SequenceVocabulary.FromColumn(tokens, "Tokens"), Tokenize.Texts()).HasWords("[UNK]", "b", "a");
    }

    [TestMethod]
    public void AColumnOfAnotherKindIsRefused()
    {
        Table data = new Table().Add("Number", NumberDataViewType.Single, 1f).Add("Key", new KeyDataViewType(typeof(uint), 3), 1u)
            .AddText("Empty", "");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SequenceVocabulary.FromColumn(data, "Number")).Message, "Single");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SequenceVocabulary.FromColumn(data, "Key")).Message, "KeyValues");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SequenceVocabulary.FromColumn(data, "Missing"));
        Assert.ThrowsExactly<InvalidOperationException>(() => SequenceVocabulary.FromColumn(data, "Empty"));
    }

    private static SequenceTokenizingTransformer Fit(SequenceVocabulary vocabulary, Table texts) =>
        new MLContext().Transforms.Text.TokenizeIntoSequence(
            new SequenceTokenizingEstimator.Options { InputColumnName = "Text", Vocabulary = vocabulary }).Fit(texts);

    private static VBuffer<ReadOnlyMemory<char>> Items(params string[] items) => new(items.Length, [.. items.Select(i => i.AsMemory())]);

    private static void AssertRefused(string message, params string[] words) => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentException>(() => SequenceVocabulary.FromWords(words)).Message, message);

    private static void AssertRefused(byte[] file, params string[] parts) => InFile(file, packed: false, path =>
    {
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => SequenceVocabulary.FromFile(path));
        foreach (string part in (string[])[path, .. parts])
        {
            StringAssert.Contains(error.Message, part);
        }
    });

    [TestMethod]
    public void APackedFileThatIsCutOffIsNotTakenForAShortOne() => InFile("one\ntwo\nthree\n", packed: true, path =>
    {
        using (FileStream file = File.OpenWrite(path))
        {
            file.SetLength(file.Length - 9);
        }
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => SequenceVocabulary.FromFile(path));
        StringAssert.Contains(error.Message, path);
        StringAssert.Contains(error.Message, "cut off");
    });

    private static void InFile(string text, bool packed, Action<string> use) => InFile(Encoding.UTF8.GetBytes(text), packed, use);

    private static void InFile(byte[] bytes, bool packed, Action<string> use)
    {
        string folder = Directory.CreateTempSubdirectory("mlnetsequence").FullName;
        try
        {
            string path = Path.Combine(folder, packed ? "words.txt.gz" : "words.txt");
            using (Stream file = File.Create(path))
            using (Stream target = packed ? new GZipStream(file, CompressionMode.Compress) : file)
            {
                target.Write(bytes);
            }
            use(path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
