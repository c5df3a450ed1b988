using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;
using static MLNetSequence.Tests.Support.TableColumns;

namespace MLNetSequence.Tests.Trainers;

/// <summary>Yes or no: what the scores mean, and what makes a yes count.</summary>
[TestClass]
public class BinaryTests
{
    [TestMethod]
    public void ItLearnsAndItsMetricsAreFinite()
    {
        SequenceBinaryPredictionTransformer model = Small.Binary(o => o.Training = Small.Learning()).Fit(Signs());
        CalibratedBinaryClassificationMetrics metrics = new MLContext(1).BinaryClassification.Evaluate(model.Transform(Signs()));
        Assert.IsTrue(metrics.Accuracy > 0.95, $"accuracy {metrics.Accuracy}");
        Assert.IsTrue(metrics.AreaUnderRocCurve > 0.95, $"area {metrics.AreaUnderRocCurve}");
        double area = metrics.AreaUnderPrecisionRecallCurve;
        foreach (double metric in (double[])[metrics.LogLoss, metrics.LogLossReduction, metrics.F1Score, area])
        {
            Assert.IsTrue(double.IsFinite(metric));
        }
    }

    [TestMethod]
    public void ScoreIsTheLogarithmOfTheOddsOfAYes()
    {
        IDataView scored = Small.Binary(o => o.Training = Small.Learning(epochs: 10)).Fit(Signs()).Transform(Signs());
        float[] scores = [.. scored.GetColumn<float>("Score")];
        float[] probabilities = [.. scored.GetColumn<float>("Probability")];
        bool[] labels = [.. scored.GetColumn<bool>("PredictedLabel")];
        for (int i = 0; i < scores.Length; i++)
        {
            Assert.AreEqual(1 / (1 + Math.Exp(-scores[i])), probabilities[i], 1e-6);
            Assert.AreEqual(scores[i] > 0, labels[i]);
        }
        Assert.AreEqual(2, labels.Distinct().Count());
    }

    [TestMethod]
    public void WithoutAnythingToReadItLearnsTheShareOfYes() => Assert.AreEqual(0.25, Learned(_ => { }), 0.01);

    [TestMethod]
    public void AYesOfWeightThreeCountsAsThree() => Assert.AreEqual(0.5, Learned(o => o.PositiveWeight = 3), 0.01);

    /// <summary>Ten of 40 are a yes: each counts as three.</summary>
    [TestMethod]
    public void BalancedBothCountTheSame() => Assert.AreEqual(0.5, Learned(o => o.BalanceClasses = true), 0.01);

    [TestMethod]
    public void BalancingCountsRowsAsTheyWeigh()
    {
        // 10 rows of weight 3 say yes, 30 of weight 1 say no: balanced as they are.
        Table data = Data().AddNumbers("Weight", Shares.OneInFour(3f, 1f));
        Assert.AreEqual(0.5, Learned(o => (o.BalanceClasses, o.ExampleWeightColumnName) = (true, "Weight"), data), 0.01);
    }

    /// <summary>Labels of 0.9 and 0.1.</summary>
    [TestMethod]
    public void SmoothedLabelsAreDrawnToTheMiddle() =>
        Assert.AreEqual(0.25 * 0.9 + 0.75 * 0.1, Learned(o => o.LabelSmoothing = 0.2), 0.01);

    [TestMethod]
    [DataRow(0.2, true)]
    [DataRow(0.3, false)]
    public void TheThresholdDecides(double threshold, bool expected)
    {
        SequenceBinaryPredictionTransformer model = Train(o => o.Threshold = threshold);
        Assert.IsTrue(model.Transform(Data()).GetColumn<bool>("PredictedLabel").All(label => label == expected));
        ITransformer loaded = ModelFile.Reload(model, Data().Schema);
        Assert.IsTrue(loaded.Transform(Data()).GetColumn<bool>("PredictedLabel").All(label => label == expected), "It is saved.");
    }

    [TestMethod]
    [DataRow("Threshold", 0.0)]
    [DataRow("Threshold", 1.0)]
    [DataRow("Threshold", double.NaN)]
    [DataRow("PositiveWeight", 0.0)]
    [DataRow("PositiveWeight", -1.0)]
    [DataRow("PositiveWeight", double.PositiveInfinity)]
    [DataRow("PositiveWeight", double.NaN)]
    [DataRow("LabelSmoothing", -0.1)]
    [DataRow("LabelSmoothing", 1.0)]
    [DataRow("LabelSmoothing", double.NaN)]
    public void AnOptionOutsideItsRangeIsRefused(string name, double value)
    {
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Small.Binary(o => typeof(SequenceBinaryTrainer.Options).GetProperty(name)!.SetValue(o, value)));
        Assert.AreEqual(name, error.ParamName);
        Assert.AreEqual(value, error.ActualValue);
    }

    [TestMethod]
    public void TwoWaysToWeighExcludeEachOther()
    {
        Exception error = Assert.ThrowsExactly<ArgumentException>(
            () => Small.Binary(o => (o.BalanceClasses, o.PositiveWeight) = (true, 2)));
        StringAssert.Contains(error.Message, "PositiveWeight");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void LabelsThatAreAllTheSameAreRefused(bool label)
    {
        Table data = Signs().Without("Label").AddFlags("Label", [.. Enumerable.Repeat(label, 64)]);
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Small.Binary().Fit(data));
        StringAssert.Contains(error.Message, "All 64 rows to learn from have one and the same label in column 'Label'");
    }

    /// <summary>The first number's sign tells.</summary>
    private static Table Signs()
    {
        var random = new Random(2);
        float[][] rows = Each(64, i => Each(i % 5 + 1, _ => random.NextSingle() * 2 - 1));
        return new Table().AddFlags("Label", [.. rows.Select(row => row[0] > 0)]).AddSeries("Features", 0, rows);
    }

    private static Table Data() => new Table().AddFlags("Label", Shares.OneInFour(true, false)).AddNothing();

    private static SequenceBinaryPredictionTransformer Train(Action<SequenceBinaryTrainer.Options> change, Table? data = null) =>
        Small.Binary(o =>
        {
            o.Training = Shares.ToTheEnd;
            change(o);
        }).Fit(data ?? Data());

    private static double Learned(Action<SequenceBinaryTrainer.Options> change, Table? data = null) =>
        Train(change, data).Transform(Data()).GetColumn<float>("Probability").First();
}
