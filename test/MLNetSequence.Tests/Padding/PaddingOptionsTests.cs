using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;
using Options = MLNetSequence.SequencePaddingEstimator.Options;

namespace MLNetSequence.Tests.Padding;

/// <summary>No option is silently ignored, and none is lost on save.</summary>
[TestClass]
public class PaddingOptionsTests
{
    private static readonly VectorDataViewType Ints = new(NumberDataViewType.Int32);

    [TestMethod]
    [DataRow("OutputColumnName", "Other", "\"Other\"")]
    [DataRow("InputColumnName", "More", "\"More\"")]
    [DataRow("Length", 2, "2")]
    [DataRow("Padding", SequenceEnd.Post, "\"Post\"")]
    [DataRow("Truncating", SequenceEnd.Post, "\"Post\"")]
    [DataRow("Value", -7.0, "-7")]
    [DataRow("MaskColumnName", "Mask", "\"Mask\"")]
    public void ItChangesWhatComesAndSurvivesSaving(string name, object value, string json)
    {
        Table data = Data();
        SequencePaddingTransformer usual = Padded.Estimator(Usual).Fit(data);
        SequencePaddingTransformer changed = Padded.Estimator(o =>
        {
            Usual(o);
            typeof(Options).GetProperty(name)!.SetValue(o, value);
        }).Fit(data);
        string[] before = Values.OfAll(usual.Transform(data));
        string[] after = Values.OfAll(changed.Transform(data));
        CollectionAssert.AreNotEqual(before, after);

        CollectionAssert.Contains(Saved(changed), $"{JsonName(name)}: {json}");
        CollectionAssert.DoesNotContain(Saved(usual), $"{JsonName(name)}: {json}");
        var loaded = (SequencePaddingTransformer)ModelFile.Reload(changed, data.Schema);
        CollectionAssert.AreEqual(Saved(changed), Saved(loaded));
        CollectionAssert.AreEqual(after, Values.OfAll(loaded.Transform(data)));
        Assert.AreEqual(changed.Length, loaded.Length);
    }

    [TestMethod]
    public void EveryOptionIsSavedAndTestedAbove()
    {
        string[] options = [.. typeof(Options).GetProperties().Select(p => p.Name)];
        string[] saved = [.. Saved(Padded.Estimator().Fit(Data())).Select(line => line.Split(':')[0])];
        CollectionAssert.AreEquivalent((string[])["formatVersion", .. options.Select(JsonName)], saved);
        string[] tested =
        [
            .. typeof(PaddingOptionsTests).GetMethod(nameof(ItChangesWhatComesAndSurvivesSaving))!
                .GetCustomAttributes(typeof(DataRowAttribute), false).Select(row => (string)((DataRowAttribute)row).Data[0]!),
        ];
        CollectionAssert.AreEquivalent(options, tested);
    }

    [TestMethod]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    [DataRow(-0.0)]
    [DataRow(0.1)]
    public void OddValuesSurviveSavingBitForBit(double value)
    {
        Table data = Padded.Rows<double>(new VectorDataViewType(NumberDataViewType.Double), [1], []);
        SequencePaddingTransformer padding = Padded.Estimator(o => (o.Value, o.Length) = (value, 3)).Fit(data);
        ITransformer loaded = ModelFile.Reload(padding, data.Schema);
        CollectionAssert.AreEqual(Values.OfAll(padding.Transform(data)), Values.OfAll(loaded.Transform(data)));
    }

    [TestMethod]
    public void BothOverloadsHaveTheSameDefaults()
    {
        Table data = Data();
        TransformsCatalog catalog = new MLContext().Transforms;
        CollectionAssert.AreEqual(
            Saved(catalog.PadSequences("Features", "In").Fit(data)),
            Saved(catalog.PadSequences(new Options { InputColumnName = "In" }).Fit(data)));
    }

    [TestMethod]
    public void ThePlainOverloadPassesEveryArgumentOn() => CollectionAssert.AreEqual(
        Saved(new MLContext().Transforms.PadSequences("Out", "More", 7, SequenceEnd.Post, SequenceEnd.Post, 3).Fit(Data())),
        Saved(Padded.Estimator(o =>
        {
            (o.InputColumnName, o.Length, o.Padding, o.Truncating, o.Value) = ("More", 7, SequenceEnd.Post, SequenceEnd.Post, 3);
        }).Fit(Data())));

    /// <summary>Some rows are shorter than this length, and one is longer.</summary>
    private static void Usual(Options options) => options.Length = 3;

    private static Table Data() => Padded.Rows<int>(Ints, [1], [1, 2, 3, 4], [])
        .AddVectors<int>("More", Ints, null, new(2, [8, 9]), new(1, [7]), new(1, [6]));

    private static string JsonName(string option) =>
        char.ToLowerInvariant(option[0]) + option[1..].Replace("ColumnName", "Column");

    /// <summary>The payload, a line a setting.</summary>
    private static string[] Saved(ITransformer padding)
    {
        byte[] payload = ModelFile.Envelopes(ModelFile.Save(padding, schema: null)).Single().Payload;
        return [.. JsonDocument.Parse(payload).RootElement.EnumerateObject().Select(p => $"{p.Name}: {p.Value.GetRawText()}")];
    }
}
