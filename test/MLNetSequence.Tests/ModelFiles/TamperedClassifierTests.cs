using MLNetSequence.Engine.Serialization;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.ModelFiles;

/// <summary>Classifiers whose checksum is right but whose content is not.</summary>
[TestClass]
public class TamperedClassifierTests
{
    private static readonly byte[] Payload =
        ModelFile.Envelopes(ModelFile.Save(Quick.Trainer().Fit(Quick.Tokens()), Quick.Tokens().Schema)).Single().Payload;

    [TestMethod]
    public void ItLoadsAsItIs()
    {
        Assert.IsInstanceOfType<SequenceMulticlassPredictionTransformer>(SequenceMulticlassPredictionTransformer.Load(Payload));
        byte[] same = Rebuild((metadata, tensors) => { });
        Assert.IsInstanceOfType<SequenceMulticlassPredictionTransformer>(SequenceMulticlassPredictionTransformer.Load(same));
    }

    [TestMethod]
    [DataRow("\"formatVersion\":1", "\"formatVersion\":2")]
    [DataRow("\"formatVersion\":1,", "")]
    [DataRow("\"name\":\"Features\"", "\"name\":null")]
    [DataRow("\"name\":\"Features\"", "\"name\":\"\"")]
    [DataRow("\"name\":\"Features\",", "")]
    [DataRow("\"vocabulary\":9", "\"vocabulary\":10")]
    [DataRow("\"vocabulary\":9", "\"vocabulary\":-9")]
    [DataRow("\"vocabulary\":9", "\"vocabulary\":0")]
    [DataRow("\"features\":0", "\"features\":1")]
    [DataRow("\"statics\":0", "\"statics\":1")]
    [DataRow("\"statics\":0", "\"statics\":-1")]
    [DataRow("\"staticColumn\":null", "\"staticColumn\":\"Statics\"")]
    [DataRow("\"inputs\":{", "\"inputs\":null,\"unused\":{")]
    [DataRow("\"head\":{", "\"head\":null,\"unused\":{")]
    [DataRow("\"labels\":{\"type\"", "\"labels\":{\"kind\"")]
    [DataRow("\"featureColumnNames\":[\"Features\"]", "\"featureColumnNames\":[\"Other\"]")]
    [DataRow("\"featureColumnNames\":[\"Features\"]", "\"featureColumnNames\":[]")]
    [DataRow("\"featureColumnNames\":[\"Features\"]", "\"featureColumnNames\":[null]")]
    [DataRow("\"featureColumnNames\":[\"Features\"]", "\"featureColumnNames\":null")]
    [DataRow("\"labelColumnName\":\"Label\"", "\"labelColumnName\":7")]
    [DataRow("\"labelColumnName\":\"Label\"", "\"labelColumnName\":null")]
    [DataRow("\"epochs\":2", "\"epochs\":true")]
    [DataRow("\"epochs\":2", "\"epochs\":0")]
    [DataRow("\"embeddings\":{}", "\"embeddings\":{\"Features\":null}")]
    [DataRow("\"embeddings\":{}", "\"embeddings\":{\"Other\":{}}")]
    [DataRow("\"labelSmoothing\":0", "\"labelSmoothing\":1")]
    [DataRow("\"hiddenSize\":4", "\"hiddenSize\":0")]
    [DataRow("\"columns\":[", "\"columns\":[null,")]
    [DataRow("\"columns\":[", "\"columns\":[{\"name\":\"A\",\"vocabulary\":0,\"features\":2147483647,\"words\":null}," +
        "{\"name\":\"B\",\"vocabulary\":0,\"features\":2147483647,\"words\":null},")]
    [DataRow("\"type\":\"adam\"", "\"type\":\"eve\"")]
    [DataRow("\"outcome\":\"Completed\"", "\"outcome\":\"Won\"")]
    [DataRow("\"cell\":\"Lstm\"", "\"cell\":\"Lst\"")]
    [DataRow("\"history\":[", "\"history\":[null,")]
    [DataRow("\"optimizer\":{", "\"optimizer\":null,\"unused\":{")]
    [DataRow("\"words\":", "\"words\":7,\"unused\":")]
    [DataRow("\"Text\"", "\"Color\"")]
    [DataRow("\"Text\"", "null")]
    [DataRow("\"Text\"", "\"Int32\"")]
    [DataRow("\"Text\"", "\"Byte\"")]
    [DataRow("[\"a\",\"b\",\"c\"]", "[\"a\",\"b\"]")]
    [DataRow("[\"a\",\"b\",\"c\"]", "[\"a\",\"b\",\"c\",\"d\"]")]
    [DataRow("[\"a\",\"b\",\"c\"]", "[\"a\",\"b\",null]")]
    [DataRow("[\"a\",\"b\",\"c\"]", "null")]
    [DataRow("[\"a\",\"b\",\"c\"]", "3")]
    [DataRow("\"Text\",\"values\":[\"a\",\"b\",\"c\"]", "\"Int32\",\"values\":null")]
    [DataRow("\"Text\",\"values\":[\"a\",\"b\",\"c\"]", "\"Byte\",\"values\":[1,2,300]")]
    [DataRow("\"Text\",\"values\":[\"a\",\"b\",\"c\"]", "\"Byte\",\"values\":\"=\"")]
    [DataRow("\"hiddenSize\":4", "\"hiddenSize\":\"4\"")]
    [DataRow("\"seed\":1", "\"seed\":1,\"more\":true")]
    [DataRow("}", "")]
    public void ATamperedTrainerIsRefused(string from, string to) => AssertRefused((metadata, tensors) =>
    {
        StringAssert.Contains(metadata["model"], from);
        int at = metadata["model"].IndexOf(from, StringComparison.Ordinal);
        metadata["model"] = metadata["model"][..at] + to + metadata["model"][(at + from.Length)..];
    });

    [TestMethod]
    [DataRow("\"vocabulary\":10", "\"vocabulary\":11")]
    [DataRow("\"vocabulary\":10", "\"vocabulary\":0")]
    [DataRow("\"vocabulary\":10", "\"vocabulary\":2147483647")]
    [DataRow("\"hiddenSize\":4", "\"hiddenSize\":5")]
    [DataRow("\"hiddenSize\":4", "\"hiddenSize\":2147483647")]
    [DataRow("\"bidirectional\":false", "\"bidirectional\":true")]
    [DataRow("\"units\":3", "\"units\":2")]
    [DataRow("\"rate\":0.2", "\"rate\":2")]
    [DataRow("\"dropout\"", "\"attention\"")]
    [DataRow("\"returnSequences\":false", "\"returnSequences\":true")]
    [DataRow("[", "")]
    public void ATamperedNetworkIsRefused(string from, string to) => AssertRefused((metadata, tensors) =>
    {
        StringAssert.Contains(metadata["network"], from);
        int at = metadata["network"].IndexOf(from, StringComparison.Ordinal);
        metadata["network"] = metadata["network"][..at] + to + metadata["network"][(at + from.Length)..];
    });

    [TestMethod]
    public void MetadataThatIsMissingIsRefused()
    {
        foreach (string key in (string[])["model", "network", "format_version"])
        {
            AssertRefused((metadata, tensors) => metadata.Remove(key));
        }
        AssertRefused((metadata, tensors) => metadata["model"] = null!);
        AssertRefused((metadata, tensors) => metadata["more"] = null!);
        AssertRefused((metadata, tensors) => metadata["network"] = "[]");
        AssertRefused((metadata, tensors) => metadata["network"] = "null");
    }

    [TestMethod]
    public void TensorsThatDoNotFitAreRefused()
    {
        AssertRefused((metadata, tensors) => tensors.RemoveAt(0));
        AssertRefused((metadata, tensors) => tensors.Clear());
        AssertRefused((metadata, tensors) => tensors.Add(new NamedTensor("more", [1], new float[1])));
        AssertRefused((metadata, tensors) => tensors[0] = tensors[0] with { Name = "other" });
        AssertRefused((metadata, tensors) => tensors[0] = tensors[0] with { Shape = [.. tensors[0].Shape.Reverse()] });
        AssertRefused((metadata, tensors) => tensors.Add(tensors[0]));
    }

    private static byte[] Rebuild(Action<Dictionary<string, string>, List<NamedTensor>> change)
    {
        (Dictionary<string, string> metadata, List<NamedTensor> tensors) = Safetensors.Read(Payload);
        change(metadata, tensors);
        return Safetensors.Write(metadata, tensors);
    }

    private static void AssertRefused(Action<Dictionary<string, string>, List<NamedTensor>> change)
    {
        byte[] payload = Rebuild(change);
        Assert.ThrowsExactly<InvalidDataException>(() => SequenceMulticlassPredictionTransformer.Load(payload));
    }
}
