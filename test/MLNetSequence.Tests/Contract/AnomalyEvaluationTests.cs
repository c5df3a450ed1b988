using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Contract;

[TestClass]
[TestCategory("MLNetContract")]
public class AnomalyEvaluationTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    [DataRow(1, 1 / 4.0)]
    [DataRow(2, 3 / 4.0)]
    [DataRow(3, 3 / 4.0)]
    [DataRow(5, 1.0)]
    [DataRow(10, 1.0)]
    public void TheDetectionRateIsThatUpToTheNextFalsePositive(int count, double expected)
    {
        // From the greatest score down: + - - + + - - + - -; the false positive after the last allowed ends it.
        var data = Rows((9, 1), (8, 0), (7, 0), (6, 1), (5, 1), (4, 0), (3, 0), (2, 1), (1, 0), (0, 0));
        var metrics = _ml.AnomalyDetection.Evaluate(data, falsePositiveCount: count);
        Assert.AreEqual(expected, metrics.DetectionRateAtFalsePositiveCount);
        Cursor.AreClose((6 + 4 + 4 + 2) / 24.0, metrics.AreaUnderRocCurve);
    }

    [TestMethod]
    public void ATieIsHalfAPair()
        => Cursor.AreClose(3.5 / 4, _ml.AnomalyDetection.Evaluate(Rows((1, 1), (1, 0), (2, 1), (0, 0))).AreaUnderRocCurve);

    [TestMethod]
    [DataRow(new float[] { 1, 0, 1, 0, 1, 0, 1, 0, 1, 0 }, new float[] { 5, 5, 5, 5, 5, 5, 5, 5, 5, 5 }, new double[] { 0.2, 0.4, 0.6, 0.8 })]
    [DataRow(new float[] { 0, 0, 0, 0, 0, 1, 1, 1, 1, 1 }, new float[] { 5, 5, 5, 5, 5, 5, 5, 5, 5, 5 }, new double[] { 0, 0, 0, 1 })]
    [DataRow(new float[] { 0, 1, 1, 0, 0, 1, 0, 0, 0, 0 }, new float[] { 3, 2, 3, 2, 2, 2, 3, 1, 3, 2 },
        new double[] { 1 / 3.0, 1 / 3.0, 1 / 3.0, 2 / 3.0 })]
    [DataRow(new float[] { 1, 0, 0, 0, 1, 0, 1, 1, 0, 0 }, new float[] { 1, 2, 3, 4, 1, 1, 1, 2, 2, 4 }, new double[] { 0, 0, 0, 0.25 })]
    public void WhichOfEqualScoresCountsFirstIsMLNets(float[] labels, float[] scores, double[] expected)
    {
        var data = Rows([.. scores.Zip(labels)]);
        for (int count = 1; count <= 4; count++)
            Cursor.AreClose(expected[count - 1], _ml.AnomalyDetection.Evaluate(data, falsePositiveCount: count).DetectionRateAtFalsePositiveCount);
    }

    [TestMethod]
    public void WithFewNormalRowsTheirOrderCounts()
    {
        // One normal row is all that is looked for; of what comes after it, only what scores as high is kept.
        Assert.AreEqual(1, _ml.AnomalyDetection.Evaluate(Rows((1, 1), (2, 0)), falsePositiveCount: 1).DetectionRateAtFalsePositiveCount);
        Assert.AreEqual(0, _ml.AnomalyDetection.Evaluate(Rows((2, 0), (1, 1)), falsePositiveCount: 1).DetectionRateAtFalsePositiveCount);
    }

    [TestMethod]
    public void RowsWithoutALabelOrAFiniteScoreDoNotCount()
    {
        var data = Rows((2, 1), (1, 0), (9, float.NaN), (float.NaN, 1), (float.PositiveInfinity, 1), (float.NegativeInfinity, 0));
        var metrics = _ml.AnomalyDetection.Evaluate(data);
        Assert.AreEqual(1, metrics.AreaUnderRocCurve);
        Assert.AreEqual(1, metrics.DetectionRateAtFalsePositiveCount);
    }

    [TestMethod]
    public void AKeyOfTwoValuesIsALabelWhoseSecondIsTheAnomaly()
    {
        var data = new Table().AddKeys("Label", ["normal", "strange"], 1, 2, 0, 1).Add("Score", NumberDataViewType.Single, 1f, 2, 3, 1.5f)
            .Add("PredictedLabel", BooleanDataViewType.Instance, false, true, true, true);
        Assert.AreEqual(1, _ml.AnomalyDetection.Evaluate(data).AreaUnderRocCurve);
    }

    [TestMethod]
    public void OtherLabelsAreRefused()
    {
        foreach (var (type, data) in new (string, Table)[]
        {
            ("Boolean", new Table().Add("Label", BooleanDataViewType.Instance, true, false)),
            ("Double", new Table().Add("Label", NumberDataViewType.Double, 1.0, 0)),
            ("key of three", new Table().AddKeys("Label", ["a", "b", "c"], 1, 2)),
        })
        {
            data.Add("Score", NumberDataViewType.Single, 1f, 2).Add("PredictedLabel", BooleanDataViewType.Instance, false, true);
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.AnomalyDetection.Evaluate(data), type);
        }
    }

    [TestMethod]
    public void BothKindsOfRowAndAllColumnsMustBeThere()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.AnomalyDetection.Evaluate(Rows((1, 1), (2, 1))));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.AnomalyDetection.Evaluate(Rows((1, 0), (2, 0))));
        var data = Rows((2, 1), (1, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.AnomalyDetection.Evaluate(data, labelColumnName: "None"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.AnomalyDetection.Evaluate(data, scoreColumnName: "None"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.AnomalyDetection.Evaluate(data, predictedLabelColumnName: "None"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.AnomalyDetection.Evaluate(data, scoreColumnName: "PredictedLabel"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.AnomalyDetection.Evaluate(data, falsePositiveCount: 0));
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.AnomalyDetection.Evaluate(null!));
    }

    private IDataView Rows(params (float Score, float Label)[] rows)
        => _ml.Data.LoadFromEnumerable(rows.Select(row => new Row { Score = row.Score, Label = row.Label, PredictedLabel = row.Score > 0 }));

    public sealed class Row
    {
        public float Label { get; set; }
        public float Score { get; set; }
        public bool PredictedLabel { get; set; }
    }
}
