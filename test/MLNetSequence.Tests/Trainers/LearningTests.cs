using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Interop;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>The trainer learns: in a pipeline, by order alone, and where some or all of the texts are empty.</summary>
[TestClass]
public class LearningTests
{
    [TestMethod]
    public void APipelineLearnsASmallTask()
    {
        var context = new MLContext(1);
        IDataView test = Reviews.Data(context, 100, seed: 2);
        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(Quick.Model.Transform(test));
        Assert.IsTrue(metrics.MicroAccuracy > 0.97, $"accuracy {metrics.MicroAccuracy}");
        Assert.IsTrue(metrics.LogLoss < 0.2, $"log-loss {metrics.LogLoss}");
        Assert.AreEqual(2, metrics.ConfusionMatrix.NumberOfClasses);
    }

    /// <summary>The same two tokens in every row: only their order tells, so a bag of words could not learn it.</summary>
    [TestMethod]
    [DataRow(1, false)]
    [DataRow(1, true)]
    [DataRow(2, true)]
    public void ItLearnsFromTheOrderOfTokens(int layers, bool bidirectional)
    {
        const int rows = 64;
        uint[][] sequences = [.. Enumerable.Range(0, rows).Select(i => i % 2 == 0 ? new uint[] { 1, 3, 2 } : [2, 3, 1])];
        Table data = new Table()
            .AddKeys("Label", ["forward", "backward"], [.. Enumerable.Range(0, rows).Select(i => (uint)i % 2 + 1)])
            .AddTokens("Features", ["a", "b", "c"], sequences);
        SequenceMulticlassPredictionTransformer model = Quick.Trainer(o =>
        {
            (o.Layers, o.Bidirectional, o.HiddenSize, o.Epochs, o.LearningRate) = (layers, bidirectional, 8, 12, 0.03);
        }).Fit(data);
        CollectionAssert.AreEqual(Values.Of(data, "Label"), Values.Of(model.Transform(data), "PredictedLabel"));
    }

    [TestMethod]
    public void AnEmptyTextTrainsAndPredicts()
    {
        var context = new MLContext(1);
        List<Review> reviews = Reviews.Make(40);
        reviews[3].Text = reviews[17].Text = "";
        ITransformer model = Quick.Pipeline(context, Quick.Options()).Fit(context.Data.LoadFromEnumerable(reviews));
        using PredictionEngine<Review, Verdict> engine = Quick.Engine(model);
        foreach (string text in (string[])["", "...", "never seen words only"])
        {
            Verdict verdict = engine.Predict(new Review { Text = text });
            Assert.AreEqual(1, verdict.Score.Sum(), 1e-5);
        }
    }

    [TestMethod]
    public void WhereNothingIsThereToReadTheSharesOfTheLabelsAreLearned()
    {
        const int rows = 40;
        Table data = new Table()
            .AddKeys("Label", ["rare", "usual"], [.. Enumerable.Range(0, rows).Select(i => i % 4 == 0 ? 1u : 2u)])
            .AddTokens("Features", ["a"], [.. Enumerable.Repeat(Array.Empty<uint>(), rows)]);
        SequenceMulticlassPredictionTransformer model = Quick.Trainer(o => (o.Epochs, o.LearningRate) = (60, 0.05)).Fit(data);
        float[] score = [.. model.Transform(data).GetColumn<float[]>("Score").First()];
        Assert.AreEqual(0.75, score[1], 0.1);
    }

    [TestMethod]
    public void ALabelWithoutKeyValuesIsEnough()
    {
        Table data = Quick.Tokens().Without("Label").Add("Label", new KeyDataViewType(typeof(uint), 5), Labels());
        IDataView scored = Quick.Trainer().Fit(data).Transform(data);
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 5), scored.Schema["PredictedLabel"].Type);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 5), scored.Schema["Score"].Type);
        Assert.IsFalse(scored.Schema["PredictedLabel"].HasKeyValues());
        Assert.IsFalse(scored.Schema["Score"].HasSlotNames());
        SchemaShape promised = Quick.Trainer().GetOutputSchema(Shapes.Of(data.Schema));
        CollectionAssert.AreEqual(Shapes.Lines(promised), Shapes.Lines(Shapes.Of(scored.Schema)));
        ITransformer loaded = ModelFile.Reload(Quick.Trainer().Fit(data), data.Schema);
        CollectionAssert.AreEqual(Values.OfAll(scored), Values.OfAll(loaded.Transform(data)));
    }

    /// <summary>A promise that is not kept would be found by the next estimator only after training.</summary>
    [TestMethod]
    public void LabelValuesThatCannotBeKeptAreNotPromised()
    {
        var values = new DataViewSchema.Annotations.Builder();
        // What MapValueToKey makes of a column of keys: values that are keys themselves.
        Annotations.AddVector<uint>(values, "KeyValues", new KeyDataViewType(typeof(uint), 9), [3, 1, 2]);
        Table data = Quick.Tokens().Without("Label")
            .AddAnnotated("Label", new KeyDataViewType(typeof(uint), 3), values.ToAnnotations(), Labels());
        SchemaShape promised = Quick.Trainer().GetOutputSchema(Shapes.Of(data.Schema));
        IDataView scored = Quick.Trainer().Fit(data).Transform(data);
        CollectionAssert.AreEqual(Shapes.Lines(promised), Shapes.Lines(Shapes.Of(scored.Schema)));
        Assert.IsNull(scored.Schema["PredictedLabel"].Annotations.Schema.GetColumnOrNull("KeyValues"));
    }

    private static uint[] Labels() => [.. Quick.Tokens().GetColumn<uint>("Label")];
}
