using MLNetSequence.Engine.Serialization;
using MLNetSequence.Tests.Support;
using static MLNetSequence.Tests.Support.TableColumns;

namespace MLNetSequence.Tests.ModelFiles;

/// <summary>Models whose checksum is right, but what they say of their outputs is not.</summary>
[TestClass]
public class TamperedHeadTests
{
    private static readonly Table Data = new Table()
        .AddFlags("Flag", Each(6, i => i < 3))
        .AddNumbers("Number", Each(6, i => (float)i))
        .AddNamed("Numbers", ["up", "down"], Each(6, i => new float[] { i, i - 2 }))
        .AddSeries("Features", 2, Each(6, i => new float[] { i, 1 }));

    private static readonly byte[] Binary = Payload(Small.Binary(o => o.LabelColumnName = "Flag").Fit(Data));
    private static readonly byte[] One = Payload(Small.Regression(o => (o.LabelColumnName, o.ScaleLabels) = ("Number", false)).Fit(Data));
    private static readonly byte[] Two = Payload(Small.Regression(o => (o.LabelColumnName, o.ScaleLabels) = ("Numbers", false)).Fit(Data));

    [TestMethod]
    public void TheyLoadAsTheyAre()
    {
        Assert.IsInstanceOfType<SequenceBinaryPredictionTransformer>(SequenceBinaryPredictionTransformer.Load(Binary));
        Assert.IsInstanceOfType<SequenceRegressionPredictionTransformer>(SequenceRegressionPredictionTransformer.Load(One));
        Assert.IsInstanceOfType<SequenceRegressionPredictionTransformer>(SequenceRegressionPredictionTransformer.Load(Two));
    }

    [TestMethod]
    [DataRow("{\"threshold\":0.5}", "{}")]
    [DataRow("{\"threshold\":0.5}", "{\"threshold\":0}")]
    [DataRow("{\"threshold\":0.5}", "{\"threshold\":1}")]
    [DataRow("{\"threshold\":0.5}", "{\"threshold\":\"NaN\"}")]
    [DataRow("{\"threshold\":0.5}", "{\"threshold\":0.5,\"more\":1}")]
    [DataRow("\"features\":2", "\"features\":3")]
    public void ATamperedBinaryModelIsRefused(string from, string to) =>
        IsRefused(payload => SequenceBinaryPredictionTransformer.Load(payload), Binary, from, to);

    [TestMethod]
    [DataRow("\"centres\":[0]", "\"centres\":null")]
    [DataRow("\"centres\":[0]", "\"centres\":[]")]
    [DataRow("\"centres\":[0]", "\"centres\":[0,0]")]
    [DataRow("\"centres\":[0]", "\"centres\":[\"NaN\"]")]
    [DataRow("\"widths\":[1]", "\"widths\":[0]")]
    [DataRow("\"widths\":[1]", "\"widths\":[-1]")]
    [DataRow("\"widths\":[1]", "\"widths\":[\"Infinity\"]")]
    [DataRow("\"widths\":[1]", "\"widths\":null")]
    [DataRow("\"centres\":[0],\"widths\":[1]", "\"centres\":[0,0],\"widths\":[1,1]")]
    [DataRow("\"slots\":null", "\"slots\":[\"a\",\"b\"]")]
    public void ATamperedRegressionIsRefused(string from, string to) =>
        IsRefused(payload => SequenceRegressionPredictionTransformer.Load(payload), One, from, to);

    [TestMethod]
    [DataRow("\"isVector\":true", "\"isVector\":false")]
    [DataRow("[\"up\",\"down\"]", "[\"up\"]")]
    [DataRow("[\"up\",\"down\"]", "[\"up\",null]")]
    [DataRow("\"centres\":[0,0],\"widths\":[1,1]", "\"centres\":[0],\"widths\":[1]")]
    public void ATamperedRegressionOfSeveralNumbersIsRefused(string from, string to) =>
        IsRefused(payload => SequenceRegressionPredictionTransformer.Load(payload), Two, from, to);

    [TestMethod]
    public void AModelOfAnotherTaskIsRefused()
    {
        Assert.ThrowsExactly<InvalidDataException>(() => SequenceBinaryPredictionTransformer.Load(One));
        Assert.ThrowsExactly<InvalidDataException>(() => SequenceRegressionPredictionTransformer.Load(Binary));
        Assert.ThrowsExactly<InvalidDataException>(() => SequenceMulticlassPredictionTransformer.Load(Two));
    }

    private static byte[] Payload(SequencePredictionTransformer model) =>
        ModelFile.Envelopes(ModelFile.Save(model, Data.Schema)).Single().Payload;

    private static void IsRefused(Action<byte[]> load, byte[] payload, string from, string to)
    {
        (Dictionary<string, string> metadata, List<NamedTensor> tensors) = Safetensors.Read(payload);
        StringAssert.Contains(metadata["model"], from);
        metadata["model"] = metadata["model"].Replace(from, to);
        byte[] changed = Safetensors.Write(metadata, tensors);
        Assert.ThrowsExactly<InvalidDataException>(() => load(changed));
    }
}
