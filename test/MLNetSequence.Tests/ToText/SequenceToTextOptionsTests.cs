using System.Text;
using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.ToText;

/// <summary>What SequenceToText refuses, fills in, copies and saves.</summary>
[TestClass]
public class SequenceToTextOptionsTests
{
    private const string Payload =
        """{"formatVersion":1,"outputColumn":"Out","inputColumn":"In","separator":" ","skippedTokens":["a"],"stopAtToken":"b"}""";

    private static readonly TransformsCatalog.TextTransforms Catalog = new MLContext().Transforms.Text;

    [TestMethod]
    public void BadOptionsAreRefusedByName()
    {
        AssertRefused<ArgumentException>("OutputColumnName", o => o.OutputColumnName = "");
        AssertRefused<ArgumentNullException>("OutputColumnName", o => o.OutputColumnName = null!);
        AssertRefused<ArgumentNullException>("Separator", o => o.Separator = null!);
        AssertRefused<ArgumentNullException>("SkippedTokens", o => o.SkippedTokens = null!);
        AssertRefused<ArgumentNullException>("SkippedTokens", o => o.SkippedTokens = ["a", null!]);
        // No model file could hold them.
        AssertRefused<ArgumentException>("Separator", o => o.Separator = "a\ud83d");
        AssertRefused<ArgumentException>("SkippedTokens", o => o.SkippedTokens = ["\ude00"]);
        AssertRefused<ArgumentException>("StopAtToken", o => o.StopAtToken = "\ude00\ud83d");
        Assert.ThrowsExactly<ArgumentNullException>(() => Catalog.SequenceToText((SequenceToTextEstimator.Options)null!));
        Assert.ThrowsExactly<ArgumentException>(() => Catalog.SequenceToText(""));
        Assert.ThrowsExactly<ArgumentNullException>(() => Catalog.SequenceToText("Text", "Tokens", null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => ((TransformsCatalog.TextTransforms)null!).SequenceToText("Text"));
    }

    [TestMethod]
    public void ATokenThatIsNotInTheVocabularyIsRefusedByName()
    {
        AssertRefused("SkippedTokens", o => o.SkippedTokens = ["a", "zebra"]);
        AssertRefused("StopAtToken", o => o.StopAtToken = "zebra");
        AssertRefused("StopAtToken", o => (o.SkippedTokens, o.StopAtToken) = (["b"], "zebra"));

        static void AssertRefused(string option, Action<SequenceToTextEstimator.Options> change)
        {
            Table data = Sequences.Of(["a", "b"], [1, 2]);
            Table wider = Sequences.Of(["a", "b", "zebra"], [1, 2]);
            SequenceToTextEstimator estimator = Catalog.SequenceToText(Make(change));
            ITransformer fitted = estimator.Fit(wider);
            foreach (Action call in (Action[])[() => estimator.Fit(data), () => fitted.Transform(data)])
            {
                ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(call);
                Assert.AreEqual(option, error.ParamName);
                foreach (string part in (string[])["'zebra'", "'Tokens'", "2 tokens"])
                {
                    StringAssert.Contains(error.Message, part);
                }
            }
            Assert.AreEqual(0, data.RowsRead);
        }
    }

    [TestMethod]
    public void OptionsAreCopied()
    {
        List<string> skipped = ["a"];
        SequenceToTextEstimator.Options options = Make(o => o.SkippedTokens = skipped);
        SequenceToTextEstimator estimator = Catalog.SequenceToText(options);
        options.OutputColumnName = options.InputColumnName = options.Separator = "Other";
        options.StopAtToken = "b";
        skipped.Clear();
        Table data = Sequences.Of(["a", "b"], [1, 2, 1, 2]);
        CollectionAssert.AreEqual(new[] { "b b" }, Values.Of(estimator.Fit(data).Transform(data), "Text"));
    }

    [TestMethod]
    public void BothOverloadsHaveTheSameDefaults()
    {
        Table data = Sequences.Of(["a", "b"], [1, 2]);
        CollectionAssert.AreEqual(
            Saved(Catalog.SequenceToText("Text", "Tokens").Fit(data), data), Saved(Catalog.SequenceToText(Make(_ => { })).Fit(data), data));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    public void WithoutAnInputNameTheOutputTakesTheTokensPlace(string? input)
    {
        Table data = Sequences.Of(["a", "b"], [1, 2]);
        IDataView text = Catalog.SequenceToText("Tokens", input).Fit(data).Transform(data);
        CollectionAssert.AreEqual(new[] { "a b" }, Values.Of(text, "Tokens"));
        Assert.IsTrue(text.Schema[0].IsHidden);
    }

    [TestMethod]
    public void EveryOptionSurvivesSaving()
    {
        Table data = Sequences.Of(["a", "b", "\"\\😀"], [1, 3, 1, 2, 3, 1]);
        ITransformer model = Catalog.SequenceToText(
            Make(o => (o.Separator, o.SkippedTokens, o.StopAtToken) = ("\u2028😀", ["\"\\😀"], "b"))).Fit(data);
        ITransformer loaded = ModelFile.Reload(model, data.Schema);
        CollectionAssert.AreEqual(new[] { "a\u2028😀a" }, Values.Of(loaded.Transform(data), "Text"));
        CollectionAssert.AreEqual(Saved(model, data), Saved(loaded, data));
    }

    [TestMethod]
    public void ThePayloadIsReadAsItIs()
    {
        ITransformer loaded = SequenceToTextTransformer.Load(Encoding.UTF8.GetBytes(Payload));
        CollectionAssert.AreEqual(Encoding.UTF8.GetBytes(Payload), Saved(loaded, null));
    }

    [TestMethod]
    [DataRow("\"formatVersion\":1", "\"formatVersion\":2")]
    [DataRow("\"Out\"", "\"\"")]
    [DataRow("\"In\"", "null")]
    [DataRow("\" \"", "null")]
    [DataRow("\"separator\":\" \",", "")]
    [DataRow("[\"a\"]", "null")]
    [DataRow("[\"a\"]", "[null]")]
    [DataRow("[\"a\"]", "\"a\"")]
    [DataRow("\"b\"", "1")]
    [DataRow(",\"stopAtToken\":\"b\"", "")]
    [DataRow("\"b\"}", "\"b\",\"more\":1}")]
    [DataRow("}", "")]
    public void ATamperedPayloadIsRefused(string from, string to)
    {
        StringAssert.Contains(Payload, from);
        Assert.ThrowsExactly<InvalidDataException>(
            () => SequenceToTextTransformer.Load(Encoding.UTF8.GetBytes(Payload.Replace(from, to, StringComparison.Ordinal))));
    }

    private static SequenceToTextEstimator.Options Make(Action<SequenceToTextEstimator.Options> change)
    {
        var options = new SequenceToTextEstimator.Options { InputColumnName = "Tokens" };
        change(options);
        return options;
    }

    private static void AssertRefused<T>(string name, Action<SequenceToTextEstimator.Options> change)
        where T : ArgumentException =>
        Assert.AreEqual(name, Assert.ThrowsExactly<T>(() => Catalog.SequenceToText(Make(change))).ParamName);

    private static byte[] Saved(ITransformer transformer, Table? data) =>
        ModelFile.Envelopes(ModelFile.Save(transformer, data?.Schema)).Single().Payload;
}
