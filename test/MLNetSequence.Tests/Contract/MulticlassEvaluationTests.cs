using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Contract;

[TestClass]
[TestCategory("MLNetContract")]
public class MulticlassEvaluationTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void TheUsualMetrics()
    {
        var metrics = Evaluate((0, 0.7f, 0.2f, 0.1f), (0, 0.3f, 0.6f, 0.1f), (1, 0.1f, 0.8f, 0.1f), (2, 0.2f, 0.2f, 0.6f));
        Cursor.AreClose(0.75, metrics.MicroAccuracy);
        Cursor.AreClose((0.5 + 1 + 1) / 3, metrics.MacroAccuracy);
        double loss = -(Math.Log(0.7f) + Math.Log(0.3f) + Math.Log(0.8f) + Math.Log(0.6f)) / 4;
        Cursor.AreClose(loss, metrics.LogLoss);
        double prior = -(0.5 * Math.Log(0.5) + 0.25 * Math.Log(0.25) + 0.25 * Math.Log(0.25));
        Cursor.AreClose((prior - loss) / prior, metrics.LogLossReduction);
        Cursor.AreClose(-(Math.Log(0.7f) + Math.Log(0.3f)) / 2, metrics.PerClassLogLoss[0]);
        Cursor.AreClose(-Math.Log(0.6f), metrics.PerClassLogLoss[2]);
        Assert.AreEqual(0, metrics.TopKPredictionCount);
        Assert.AreEqual(0.0, metrics.TopKAccuracy);
    }

    [TestMethod]
    public void TheConfusionMatrixCountsActualByPredicted()
    {
        var matrix = Evaluate((0, 0.7f, 0.2f, 0.1f), (0, 0.3f, 0.6f, 0.1f), (1, 0.1f, 0.8f, 0.1f), (2, 0.2f, 0.2f, 0.6f)).ConfusionMatrix;
        Assert.AreEqual(3, matrix.NumberOfClasses);
        CollectionAssert.AreEqual(new double[] { 1, 1, 0 }, matrix.Counts[0].ToArray());
        CollectionAssert.AreEqual(new double[] { 0, 1, 0 }, matrix.Counts[1].ToArray());
        CollectionAssert.AreEqual(new[] { 1, 0.5, 1 }, matrix.PerClassPrecision.ToArray());
        CollectionAssert.AreEqual(new[] { 0.5, 1, 1 }, matrix.PerClassRecall.ToArray());
    }

    [TestMethod]
    public void TheConfusionTableIsPrintedAsMLNetPrintsIt()
    {
        string[] expected =
        [
            "",
            "Confusion table",
            "          ||========================",
            "PREDICTED ||     0 |     1 |     2 | Recall",
            "TRUTH     ||========================",
            "        0 ||     1 |     1 |     0 | 0.5000",
            "        1 ||     0 |     1 |     0 | 1.0000",
            "        2 ||     0 |     0 |     1 | 1.0000",
            "          ||========================",
            "Precision ||1.0000 |0.5000 |1.0000 |",
            "",
        ];
        var matrix = Evaluate((0, 0.7f, 0.2f, 0.1f), (0, 0.3f, 0.6f, 0.1f), (1, 0.1f, 0.8f, 0.1f), (2, 0.2f, 0.2f, 0.6f)).ConfusionMatrix;
        Assert.AreEqual(string.Join(Environment.NewLine, expected), matrix.GetFormattedConfusionTable());
    }

    [TestMethod]
    public void TopKCountsLabelsAmongTheFirstK()
    {
        var metrics = Evaluate(topK: 2, (0, 0.7f, 0.2f, 0.1f), (0, 0.3f, 0.6f, 0.1f), (2, 0.4f, 0.5f, 0.1f), (1, 0.2f, 0.2f, 0.6f));
        Assert.AreEqual(2, metrics.TopKPredictionCount);
        CollectionAssert.AreEqual(new[] { 0.25, 0.5 }, metrics.TopKAccuracyForAllK.ToArray());
        Cursor.AreClose(0.5, metrics.TopKAccuracy);
        Cursor.AreClose(0.25, metrics.MicroAccuracy);
    }

    [TestMethod]
    public void AProbabilityOfZeroIsClamped()
        => Cursor.AreClose(-Math.Log(1e-15f), Evaluate((1, 1, 0, 0)).LogLoss);

    [TestMethod]
    public void RowsWithoutLabelOrWithBadScoresDoNotCount()
    {
        var metrics = Evaluate((0, 0.7f, 0.2f, 0.1f), (uint.MaxValue, 0.3f, 0.6f, 0.1f), (1, float.NaN, 0.8f, 0.1f), (1, float.PositiveInfinity, 0, 0));
        Cursor.AreClose(1, metrics.MicroAccuracy);
        Cursor.AreClose(-Math.Log(0.7f), metrics.LogLoss);
    }

    [TestMethod]
    public void SlotNamesOfTheScoreNameTheClasses()
    {
        var data = _ml.Data.LoadFromEnumerable(new[] { new { Label = 0f, PredictedLabel = 0u, Yes = 0.6f, No = 0.4f } });
        var scored = _ml.Transforms.Concatenate("Score", "Yes", "No").Fit(data).Transform(data);
        StringAssert.Contains(_ml.MulticlassClassification.Evaluate(scored).ConfusionMatrix.GetFormattedConfusionTable(), "|      Yes |       No |");
    }

    [TestMethod]
    public void ColumnsMustBeThereAndOfTheirTypes()
    {
        var data = Data((0, 0.7f, 0.2f, 0.1f));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.Evaluate(data, labelColumnName: "None"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.Evaluate(data, scoreColumnName: "None"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.Evaluate(data, predictedLabelColumnName: "None"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.Evaluate(data, scoreColumnName: "Label"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.Evaluate(data, labelColumnName: "Score"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.Evaluate(data, topKPredictionCount: -1));
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.MulticlassClassification.Evaluate(null!));
    }

    private MulticlassClassificationMetrics Evaluate(params (uint, float, float, float)[] rows) => Evaluate(0, rows);

    private MulticlassClassificationMetrics Evaluate(int topK, params (uint, float, float, float)[] rows)
        => _ml.MulticlassClassification.Evaluate(Data(rows), topKPredictionCount: topK);

    private IDataView Data(params (uint Label, float A, float B, float C)[] rows)
        => _ml.Data.LoadFromEnumerable(rows.Select(row => new Row { Label = row.Label, Score = [row.A, row.B, row.C] }));

    public sealed class Row
    {
        [KeyType(3)]
        public uint Label { get; set; }
        [VectorType(3)]
        public float[] Score { get; set; } = [];
        [KeyType(3)]
        public uint PredictedLabel { get; set; }
    }
}
