using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Anomalies;

[TestClass]
public class PlantedAnomalyTests
{
    private static readonly MLContext Context = new(1);

    [TestMethod]
    public void AnAutoencoderFindsThemInASine() => IsFound(Detectors.Sine, withinRows: 0);

    [TestMethod]
    public void AGruAutoencoderDoesToo() => IsFound(
        Context.AnomalyDetection.Trainers.GruAutoencoder(Detectors.Layers, Detectors.Options()).Fit(Planted.Sine(600, 1).Table()),
        withinRows: 0);

    [TestMethod]
    public void AForecasterFindsThemInASine() => IsFound(Detectors.Residuals, withinRows: 12);

    [TestMethod]
    public void AForecasterOfPointsFindsThemInASine()
    {
        SequenceForecaster forecaster = Detectors.Forecaster(o => o.Loss = new MeanSquaredLoss());
        IsFound(Context.AnomalyDetection.Trainers.ForecastResiduals(forecaster).Fit(Planted.Sine(600, 1).Table()), withinRows: 12);
    }

    /// <summary>Each value alone is as usual; it does not go with those of the others.</summary>
    [TestMethod]
    public void ABrokenCorrelationIsFoundAndWhoBrokeIt()
    {
        SequenceAnomalyTransformer model = Context.AnomalyDetection.Trainers
            .LstmAutoencoder(Detectors.Layers, Detectors.Options(o => o.InputColumnNames = ["A", "B", "C"]))
            .Fit(Planted.Sensors(1000, 1).Table());
        BreaksAreFound(model, withinRows: 0);
    }

    [TestMethod]
    public void AndByAForecaster()
    {
        // White noise on top makes the level of the next row a guess; what its values have in common it is not.
        BaselineForecaster forecaster = Context.Forecasting.ForecastByLinearAutoregression(
            new BaselineForecaster.LinearAutoregressionOptions { TargetColumnNames = ["A", "B", "C"], WindowSize = 16 });
        BreaksAreFound(
            Context.AnomalyDetection.Trainers
                .ForecastResiduals(forecaster, new() { ContributionsColumnName = "Why", ExpectedRate = 0.003 })
                .Fit(Planted.Sensors(1000, 1).Table()),
            withinRows: 16);
    }

    [TestMethod]
    [DataRow(0.05)]
    [DataRow(0.01)]
    public void CleanRowsAlertAsOftenAsExpected(double rate)
    {
        Table data = Planted.Sine(6000, 1).Table(), fresh = Planted.Sine(4000, 2).Table();
        SequenceAnomalyTransformer[] models =
        [
            Context.AnomalyDetection.Trainers.LstmAutoencoder(
                Detectors.Layers, Detectors.Options(o => (o.ExpectedRate, o.Stride, o.CalibrationFraction) = (rate, 4, 0.5))).Fit(data),
            Context.AnomalyDetection.Trainers.ForecastResiduals(
                Detectors.Forecaster(o => o.Stride = 4), new() { ExpectedRate = rate, CalibrationFraction = 0.5 }).Fit(data),
        ];
        foreach (SequenceAnomalyTransformer model in models)
        {
            Verdicts verdicts = Verdicts.Of(model, fresh);
            Assert.AreEqual(rate, verdicts.AlertRate, 0.3 * rate + 0.005);
            double few = verdicts.Predictions.Count(p => p[2] <= 0.2) / 3988.0;
            Assert.AreEqual(0.2, few, 0.04, "P-values are uniform.");
        }
    }

    [TestMethod]
    public void EvaluateReadsTheColumns()
    {
        Planted test = Planted.Sine(600, 2).Plant("Value", 1.5f, 50, 213, 300, 407);
        AnomalyDetectionMetrics metrics = Context.AnomalyDetection.Evaluate(Detectors.Sine.Transform(test.Table()));
        Assert.IsTrue(metrics.AreaUnderRocCurve > 0.99, $"{metrics.AreaUnderRocCurve}");
        Assert.AreEqual(1, metrics.DetectionRateAtFalsePositiveCount);
    }

    [TestMethod]
    public void AlertsAreJoinedAsTheExampleSays()
    {
        Table data = Planted.Sine(60, 2).Plant("Value", 3, 30, 32, 50).Table().AddText("Machine", TableColumns.Each(60, _ => "m"));
        SequenceAnomalyTransformer model = Detectors.Sine;
        IDataView scored = model.Transform(data);
        IDataView series = Context.Data.GroupIntoSequences(scored, "Machine", "Score");
        var rules = new EventRules { Threshold = (float)model.Threshold, MinimumGap = 5 };
        IDataView events = Context.Transforms.DetectEvents("Events", "Series", rules: rules).Fit(series).Transform(series);
        CollectionAssert.AreEqual(new[] { "[30 50]" }, Values.Of(events, "EventsStarts"));
    }

    private static void IsFound(SequenceAnomalyTransformer model, int withinRows)
    {
        Planted test = Planted.Sine(600, 2).Plant("Value", 1.5f, 50, 213).Plant("Value", -1.5f, 120, 300, 407);
        Verdicts verdicts = Verdicts.Of(model, test.Table());
        CheckAlerts(test, verdicts, withinRows);
    }

    // All are found, and of the other rows no more have alerts than the threshold allows, give or take chance; but those that follow an
    // anomaly, where it is in the past that a forecast is made of.
    private static void CheckAlerts(Planted test, Verdicts verdicts, int withinRows)
    {
        int[] alerts = [.. Enumerable.Range(0, test.Rows).Where(t => verdicts.Alerts[t])];
        CollectionAssert.IsSubsetOf(Enumerable.Range(0, test.Rows).Where(t => test.Labels[t] == 1).ToArray(), alerts);
        int[] wrong = [.. alerts.Where(t => !test.Labels[Math.Max(0, t - withinRows)..(t + 1)].Contains(1))];
        Assert.IsTrue(wrong.Length <= 10, $"False alarms at {string.Join(' ', wrong)}");
    }

    private static void BreaksAreFound(SequenceAnomalyTransformer model, int withinRows)
    {
        Planted test = Planted.Sensors(600, 2).Plant("A", 1, 50, 213).Plant("B", 20, 120, 300, 407);
        Verdicts verdicts = Verdicts.Of(model, test.Table());
        CheckAlerts(test, verdicts, withinRows);
        float[][] why = [.. model.Transform(test.Table()).GetColumn<float[]>("Why")];
        foreach (int row in (int[])[50, 213, 120, 300, 407])
        {
            // A and B are to be opposite, so one is as much to blame as the other; C is not.
            Assert.IsTrue(Math.Min(why[row][0], why[row][1]) > 2 * Math.Abs(why[row][2]), $"{row}: {string.Join(' ', why[row])}");
        }
    }
}
