using Microsoft.ML;

namespace MLNetSequence.Tests.Contract;

[TestClass]
[TestCategory("MLNetContract")]
public class EvaluationTests
{
    private readonly MLContext _ml = new(1);

    // Predicted positive is what scores above 0: two right and one wrong of the positives, one wrong of the negatives.
    private static readonly Binary[] Some =
    [
        new(true, 2, 0.9f), new(true, 1, 0.7f), new(false, 0.5f, 0.6f), new(true, -1, 0.3f), new(false, -2, 0.1f), new(false, -2, 0.1f),
    ];

    [TestMethod]
    public void BinaryCountsFollowTheScore()
    {
        var metrics = _ml.BinaryClassification.Evaluate(_ml.Data.LoadFromEnumerable(Some));
        Cursor.AreClose(4 / 6.0, metrics.Accuracy);
        Cursor.AreClose(2 / 3.0, metrics.PositivePrecision);
        Cursor.AreClose(2 / 3.0, metrics.PositiveRecall);
        Cursor.AreClose(2 / 3.0, metrics.NegativePrecision);
        Cursor.AreClose(2 / 3.0, metrics.NegativeRecall);
        Cursor.AreClose(2 / 3.0, metrics.F1Score);
        CollectionAssert.AreEqual(new double[] { 2, 1 }, metrics.ConfusionMatrix.Counts[0].ToArray());
        CollectionAssert.AreEqual(new double[] { 1, 2 }, metrics.ConfusionMatrix.Counts[1].ToArray());
    }

    [TestMethod]
    public void BinaryAreas()
    {
        var metrics = _ml.BinaryClassification.EvaluateNonCalibrated(_ml.Data.LoadFromEnumerable(Some));
        Cursor.AreClose(8 / 9.0, metrics.AreaUnderRocCurve);
        double area = 1 / 3.0 + 1 / 3.0 + (2 / 3.0 + 3 / 4.0) / 2 / 3;
        Cursor.AreClose(area, metrics.AreaUnderPrecisionRecallCurve);
    }

    [TestMethod]
    public void ATieIsHalfAPair()
    {
        var data = _ml.Data.LoadFromEnumerable(new Binary[] { new(true, 1, 0.5f), new(false, 1, 0.5f), new(true, 2, 0.5f), new(false, 0, 0.5f) });
        Cursor.AreClose(3.5 / 4, _ml.BinaryClassification.Evaluate(data).AreaUnderRocCurve);
    }

    [TestMethod]
    public void BinaryLossIsInBits()
    {
        var metrics = _ml.BinaryClassification.Evaluate(_ml.Data.LoadFromEnumerable(Some));
        double loss = -(Math.Log2(0.9f) + Math.Log2(0.7f) + Math.Log2(0.3f) + Math.Log2(1.0 - 0.6f) + 2 * Math.Log2(1.0 - 0.1f)) / 6;
        Cursor.AreClose(loss, metrics.LogLoss);
        Cursor.AreClose(1, metrics.Entropy);
        Cursor.AreClose(1 - loss, metrics.LogLossReduction);
    }

    [TestMethod]
    public void BinaryRowsWithBadScoresDoNotCount()
    {
        var data = _ml.Data.LoadFromEnumerable(new Binary[] { new(true, 2, 0.9f), new(false, -1, 0.5f), new(true, float.NaN, 0.5f) });
        Assert.AreEqual(1.0, _ml.BinaryClassification.Evaluate(data).Accuracy);
    }

    [TestMethod]
    public void BinaryNeedsBothClassesAndItsColumns()
    {
        var data = _ml.Data.LoadFromEnumerable(new Binary[] { new(true, 2, 0.9f) });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.BinaryClassification.Evaluate(data));
        data = _ml.Data.LoadFromEnumerable(Some);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.BinaryClassification.Evaluate(data, labelColumnName: "None"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.BinaryClassification.Evaluate(data, probabilityColumnName: "None"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.BinaryClassification.Evaluate(data, scoreColumnName: "Label"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.BinaryClassification.EvaluateNonCalibrated(data, predictedLabelColumnName: "None"));
    }

    [TestMethod]
    public void TheBinaryTableNamesItsRatio()
    {
        string table = _ml.BinaryClassification.Evaluate(_ml.Data.LoadFromEnumerable(Some)).ConfusionMatrix.GetFormattedConfusionTable();
        string[] expected =
        [
            "TEST POSITIVE RATIO:\t0.5000 (3.0/(3.0+3.0))",
            "Confusion table",
            "          ||======================",
            "PREDICTED || positive | negative | Recall",
            "TRUTH     ||======================",
            " positive ||        2 |        1 | 0.6667",
            " negative ||        1 |        2 | 0.6667",
            "          ||======================",
            "Precision ||   0.6667 |   0.6667 |",
            "",
        ];
        Assert.AreEqual(string.Join(Environment.NewLine, expected), table);
    }

    [TestMethod]
    public void RegressionMetrics()
    {
        var data = _ml.Data.LoadFromEnumerable(new Number[] { new(1, 1.5f), new(2, 2), new(3, 1), new(float.NaN, 9), new(9, float.NaN) });
        var metrics = _ml.Regression.Evaluate(data);
        Cursor.AreClose(2.5 / 3, metrics.MeanAbsoluteError);
        Cursor.AreClose(4.25 / 3, metrics.MeanSquaredError);
        Cursor.AreClose(Math.Sqrt(4.25 / 3), metrics.RootMeanSquaredError);
        Cursor.AreClose(4.25 / 3, metrics.LossFunction);
        Cursor.AreClose(1 - 4.25 / 2, metrics.RSquared);
    }

    [TestMethod]
    public void RegressionOfOneLabelHasNoRSquared()
        => Assert.AreEqual(double.NaN, _ml.Regression.Evaluate(_ml.Data.LoadFromEnumerable(new Number[] { new(1, 1), new(1, 2) })).RSquared);

    [TestMethod]
    public void RegressionNeedsItsColumns()
    {
        var data = _ml.Data.LoadFromEnumerable(new Number[] { new(1, 1) });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Regression.Evaluate(data, labelColumnName: "None"));
        var binary = _ml.Data.LoadFromEnumerable(Some);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Regression.Evaluate(binary));
    }

    public sealed class Binary(bool label, float score, float probability)
    {
        public bool Label { get; } = label;
        public float Score { get; } = score;
        public float Probability { get; } = probability;
        public bool PredictedLabel { get; } = score > 0;
    }

    public sealed class Number(float label, float score)
    {
        public float Label { get; } = label;
        public float Score { get; } = score;
    }
}
