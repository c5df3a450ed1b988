using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Text;

/// <summary>Options are checked, copied, and the same from both overloads; data without a word is refused.</summary>
[TestClass]
public class TokenizerOptionsTests
{
    private static readonly TransformsCatalog.TextTransforms Catalog = new MLContext().Transforms.Text;

    [TestMethod]
    public void OptionsOutsideTheirRangeAreRefusedByName()
    {
        AssertRefused<ArgumentOutOfRangeException>("MaximumTokens", o => o.MaximumTokens = 1);
        AssertRefused<ArgumentOutOfRangeException>("MaximumTokens", o => o.MaximumTokens = -1);
        AssertRefused<ArgumentOutOfRangeException>("MaximumTokens", o => (o.MaximumTokens, o.OutOfVocabularyToken) = (0, null));
        AssertRefused<ArgumentException>("OutputColumnName", o => o.OutputColumnName = "");
        AssertRefused<ArgumentNullException>("OutputColumnName", o => o.OutputColumnName = null!);
        AssertRefused<ArgumentNullException>("Splitter", o => o.Splitter = null!);
        AssertRefused<ArgumentNullException>("FilterCharacters", o => o.Splitter = new WordSplitter { FilterCharacters = null! });
        // It would cut every character that shares a half with it.
        AssertRefused<ArgumentException>("FilterCharacters", o => o.Splitter = new WordSplitter { FilterCharacters = ".😀" });
        AssertRefused<ArgumentException>("RemovedCharacters", o => o.RemovedCharacters = ".😀");
        AssertRefused<ArgumentNullException>("RemovedCharacters", o => o.RemovedCharacters = null!);
        AssertRefused<ArgumentOutOfRangeException>("MinimumFrequency", o => o.MinimumFrequency = 0);
        AssertRefused<ArgumentException>("OutOfVocabularyToken", o => o.OutOfVocabularyToken = "");
        Assert.ThrowsExactly<ArgumentNullException>(
            () => Catalog.TokenizeIntoSequence((SequenceTokenizingEstimator.Options)null!));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Catalog.TokenizeIntoSequence("Tokens", maximumTokens: 1));
        Assert.ThrowsExactly<ArgumentException>(() => Catalog.TokenizeIntoSequence(""));
        Assert.ThrowsExactly<ArgumentNullException>(
            () => ((TransformsCatalog.TextTransforms)null!).TokenizeIntoSequence("Tokens"));
    }

    [TestMethod]
    public void OptionsAreCopied()
    {
        var options = new SequenceTokenizingEstimator.Options { InputColumnName = "Text" };
        SequenceTokenizingEstimator estimator = Catalog.TokenizeIntoSequence(options);
        options.OutputColumnName = options.InputColumnName = "Other";
        options.LowerCase = false;
        options.MaximumTokens = 2;
        options.Splitter = new CharacterSplitter();
        options.OutOfVocabularyToken = null;
        SequenceTokenizingTransformer tokenizer = estimator.Fit(Tokenize.Texts("Good, good film"));
        tokenizer.HasWords("[UNK]", "good", "film");
        tokenizer.Gives("good zebra", 2, 1);
    }

    [TestMethod]
    public void BothOverloadsHaveTheSameDefaults()
    {
        const string text = "It's a film! It's [odd]";
        SequenceTokenizingTransformer plain = Catalog.TokenizeIntoSequence("Tokens", "Text").Fit(Tokenize.Texts(text));
        SequenceTokenizingTransformer options = Catalog
            .TokenizeIntoSequence(new SequenceTokenizingEstimator.Options { InputColumnName = "Text" }).Fit(Tokenize.Texts(text));
        CollectionAssert.AreEqual(plain.Vocabulary.ToArray(), options.Vocabulary.ToArray());
        CollectionAssert.AreEqual(Payload(plain), Payload(options));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    public void WithoutAnInputNameTheOutputTakesTheTextsPlace(string? input)
    {
        Table data = Tokenize.Texts("a b");
        IDataView tokens = Catalog.TokenizeIntoSequence("Text", input).Fit(data).Transform(data);
        CollectionAssert.AreEqual(new[] { "[2 3]" }, Values.Of(tokens, "Text"));
        Assert.IsTrue(tokens.Schema[0].IsHidden);
    }

    [TestMethod]
    public void DataWithoutAWordIsRefused()
    {
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Tokenize.Fit("", "...", " "));
        StringAssert.Contains(error.Message, "'Text'");
        StringAssert.Contains(error.Message, "3 rows");
        error = Assert.ThrowsExactly<InvalidOperationException>(() => Tokenize.Fit());
        StringAssert.Contains(error.Message, "no rows");
    }

    private static void AssertRefused<T>(string name, Action<SequenceTokenizingEstimator.Options> change)
        where T : ArgumentException
    {
        var options = new SequenceTokenizingEstimator.Options();
        change(options);
        T error = Assert.ThrowsExactly<T>(() => Catalog.TokenizeIntoSequence(options));
        Assert.AreEqual(name, error.ParamName);
    }

    private static byte[] Payload(ITransformer transformer) =>
        ModelFile.Envelopes(ModelFile.Save(transformer, Tokenize.Texts().Schema)).Single().Payload;
}
