using Microsoft.ML.Data;
using MLNetSequence.Engine.Serialization;
using MLNetSequence.Tests.Support;
using static MLNetSequence.Tests.Support.TableColumns;

namespace MLNetSequence.Tests.ModelFiles;

/// <summary>Models whose checksum is right, but whose columns stand in another order than their network reads them in.</summary>
[TestClass]
public class TamperedInputsTests
{
    [TestMethod]
    public void SeriesInFrontOfTokensAreRefused()
    {
        Table data = Quick.Tokens(rows: 6).AddSeries("Series", 1, [.. Quick.Tokens(rows: 6).GetColumn<uint[]>("Features").Select(t => new float[t.Length])]);
        SequenceMulticlassPredictionTransformer model = Small.Multiclass(o => o.FeatureColumnNames = ["Features", "Series"]).Fit(data);
        byte[] payload = ModelFile.Envelopes(ModelFile.Save(model, data.Schema)).Single().Payload;
        (Dictionary<string, string> metadata, List<NamedTensor> tensors) = Safetensors.Read(payload);
        string json = metadata["model"];
        int first = json.IndexOf("{\"name\":\"Features\"", StringComparison.Ordinal), second = json.IndexOf("{\"name\":\"Series\"", StringComparison.Ordinal);
        int end = json.IndexOf(']', second);
        metadata["model"] = json[..first] + json[second..end] + "," + json[first..(second - 1)] + json[end..];
        Exception error = Assert.ThrowsExactly<InvalidDataException>(
            () => SequenceMulticlassPredictionTransformer.Load(Safetensors.Write(metadata, tensors)));
        StringAssert.Contains(error.Message, "input columns");
    }
}
