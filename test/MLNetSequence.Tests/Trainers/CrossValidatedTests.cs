using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>ML.NET cross-validates, splits and evaluates our trainers as its own: the metrics are those of folds made by hand.</summary>
[TestClass]
public class CrossValidatedTests
{
    private const int Folds = 3;

    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Classifiers()
    {
        IDataView data = Data();
        IEstimator<ITransformer> pipeline = Tokens().Append(_ml.Transforms.Conversion.MapValueToKey("Label", "Kind"))
            .Append(_ml.MulticlassClassification.Trainers.Gru(Toys.Layers, new() { EmbeddingSize = 4, Training = Toys.Training() }));
        var results = _ml.MulticlassClassification.CrossValidate(data, pipeline, Folds, seed: 3);
        Same(results, data, pipeline, scored => _ml.MulticlassClassification.Evaluate(scored),
            m => [m.MicroAccuracy, m.MacroAccuracy, m.LogLoss, m.LogLossReduction, .. m.PerClassLogLoss]);
    }

    [TestMethod]
    public void YesOrNo()
    {
        IDataView data = Data();
        IEstimator<ITransformer> pipeline = Tokens()
            .Append(_ml.BinaryClassification.Trainers.SimpleRnn(
                Toys.Layers, new() { LabelColumnName = "Good", EmbeddingSize = 4, Training = Toys.Training() }));
        var results = _ml.BinaryClassification.CrossValidate(data, pipeline, Folds, labelColumnName: "Good", seed: 3);
        Same(results, data, pipeline, scored => _ml.BinaryClassification.Evaluate(scored, "Good"),
            m => [m.Accuracy, m.AreaUnderRocCurve, m.AreaUnderPrecisionRecallCurve, m.F1Score, m.LogLoss, m.LogLossReduction]);
    }

    [TestMethod]
    public void Regressions()
    {
        IDataView data = Data();
        IEstimator<ITransformer> pipeline = Tokens()
            .Append(_ml.Regression.Trainers.Lstm(
                Toys.Layers, new() { LabelColumnName = "Words", EmbeddingSize = 4, Training = Toys.Training() }));
        var results = _ml.Regression.CrossValidate(data, pipeline, Folds, labelColumnName: "Words", seed: 3);
        Same(results, data, pipeline, scored => _ml.Regression.Evaluate(scored, "Words"),
            m => [m.MeanAbsoluteError, m.MeanSquaredError, m.RootMeanSquaredError, m.RSquared]);
    }

    [TestMethod]
    public void ATrainAndATestSet()
    {
        IDataView data = Data();
        DataOperationsCatalog.TrainTestData split = _ml.Data.TrainTestSplit(data, 0.25, seed: 2);
        IEstimator<ITransformer> pipeline = Tokens().Append(_ml.BinaryClassification.Trainers.Gru(
            Toys.Layers, new() { LabelColumnName = "Good", EmbeddingSize = 4, Training = Toys.Training(epochs: 12) }));
        ITransformer model = pipeline.Fit(split.TrainSet);
        IDataView scored = model.Transform(split.TestSet);
        CalibratedBinaryClassificationMetrics metrics = _ml.BinaryClassification.Evaluate(scored, "Good");
        Assert.IsTrue(metrics.Accuracy > 0.9, $"{metrics.Accuracy}");
        bool[] hits = [.. scored.GetColumn<bool>("Good").Zip(scored.GetColumn<bool>("PredictedLabel"), (a, b) => a == b)];
        Assert.AreEqual(hits.Count(hit => hit) / (double)hits.Length, metrics.Accuracy, 1e-12);
        float[] chances = [.. scored.GetColumn<float>("Probability")];
        double logLoss = split.TestSet.GetColumn<bool>("Good").Zip(chances, (good, p) => -Math.Log2(good ? p : 1 - (double)p)).Average();
        Assert.AreEqual(logLoss, metrics.LogLoss, 1e-4);
    }

    private static void Same<T>(
        IReadOnlyList<TrainCatalogBase.CrossValidationResult<T>> results, IDataView data, IEstimator<ITransformer> pipeline,
        Func<IDataView, T> evaluate, Func<T, double[]> numbers)
        where T : class
    {
        IReadOnlyList<DataOperationsCatalog.TrainTestData> folds = new MLContext(1).Data.CrossValidationSplit(data, Folds, seed: 3);
        Assert.AreEqual(Folds, results.Count);
        for (int i = 0; i < Folds; i++)
        {
            ITransformer model = pipeline.Fit(folds[i].TrainSet);
            double[] expected = numbers(evaluate(model.Transform(folds[i].TestSet)));
            Assert.IsTrue(expected.All(double.IsFinite), string.Join(' ', expected));
            CollectionAssert.AreEqual(expected, numbers(results[i].Metrics));
            Assert.AreEqual(Toys.Bits(model), Toys.Bits(results[i].Model));
        }
        Assert.AreEqual(Folds, results.Select(r => Toys.Bits(r.Model)).Distinct().Count());
    }

    private IEstimator<ITransformer> Tokens() => _ml.Transforms.Text.TokenizeIntoSequence("Features", "Text");

    private IDataView Data() => _ml.Data.LoadFromEnumerable(Reviews.Make(90).Select((review, i) => new Item
    {
        Text = review.Text,
        Good = review.Label == "positive",
        Kind = review.Text.Contains("film") ? "film" : i % 2 == 0 ? "even" : "odd",
        Words = review.Text.Split(' ').Length,
    }).ToList());

    internal sealed class Item
    {
        public string Text { get; set; } = "";

        public string Kind { get; set; } = "";

        public bool Good { get; set; }

        public float Words { get; set; }
    }
}
