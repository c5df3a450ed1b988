using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.ModelFiles;

/// <summary>A pipeline that was saved is, once loaded, the pipeline that it was.</summary>
[TestClass]
public class ModelFileTests
{
    [TestMethod]
    public void ALoadedPipelineGivesTheSameBits()
    {
        string path = Path.GetTempFileName();
        try
        {
            new MLContext().Model.Save(Quick.Model, Quick.Schema, path);
            ITransformer loaded = new MLContext().Model.Load(path, out DataViewSchema schema);
            CollectionAssert.AreEqual(
                Quick.Schema.Select(c => $"{c.Name} {c.Type}").ToArray(), schema.Select(c => $"{c.Name} {c.Type}").ToArray());
            IDataView data = Reviews.Data(new MLContext(), 700, seed: 4);
            CollectionAssert.AreEqual(Values.OfAll(Quick.Model.Transform(data)), Values.OfAll(loaded.Transform(data)));
            Assert.AreEqual(Quick.Bits(Quick.Classifier(Quick.Model)), Quick.Bits(Quick.Classifier(loaded)));
            Assert.AreEqual(Quick.Classifier(Quick.Model).Network.ToJson(), Quick.Classifier(loaded).Network.ToJson());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void SavingAgainChangesNothing()
    {
        byte[] first = ModelFile.Save(Quick.Model, Quick.Schema);
        byte[] second = ModelFile.Save(ModelFile.Load(first), Quick.Schema);
        List<(string Kind, byte[] Payload)> before = ModelFile.Envelopes(first);
        List<(string Kind, byte[] Payload)> after = ModelFile.Envelopes(second);
        CollectionAssert.AreEqual(new[] { "tokenize", "pad", "multiclass" }, before.Select(e => e.Kind).ToArray());
        for (int i = 0; i < before.Count; i++)
        {
            Assert.AreEqual(before[i].Kind, after[i].Kind);
            CollectionAssert.AreEqual(before[i].Payload, after[i].Payload);
        }
    }

    [TestMethod]
    public void EveryShapeOfNetworkIsKept()
    {
        foreach ((int layers, bool bidirectional) in new[] { (1, false), (1, true), (2, false), (3, true) })
        {
            Table data = Quick.Tokens(rows: 30);
            SequenceMulticlassPredictionTransformer model =
                Quick.Trainer(o => (o.Layers, o.Bidirectional, o.Epochs) = (layers, bidirectional, 1)).Fit(data);
            var loaded = (SequenceMulticlassPredictionTransformer)ModelFile.Reload(model, data.Schema);
            Assert.AreEqual(Quick.Bits(model), Quick.Bits(loaded));
            CollectionAssert.AreEqual(Values.OfAll(model.Transform(data)), Values.OfAll(loaded.Transform(data)));
        }
    }
}
