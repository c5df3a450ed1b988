using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Backtesting;

[TestClass]
public sealed class BacktestResultTests
{
    // From row 3 on, two steps: 4 is forecast where 8 and 9 come, then 8 where 9 and 7 come. Before, a row changes by 1 and 2.
    private static readonly float[] Values = [1, 2, 4, 8, 9, 7];

    [TestMethod]
    public void MetricsAreWhatOneReckonsByHand()
    {
        BacktestResult result = Run(new BacktestOptions { StartRow = 3, Quantiles = [0.5] });

        ForecastMetrics all = result.Metrics;
        Assert.AreEqual(4, all.Count);
        Assert.AreEqual((4 + 5 + 1 + 1) / 4.0, all.MeanAbsoluteError, 1e-12);
        Assert.AreEqual(Math.Sqrt((16 + 25 + 1 + 1) / 4.0), all.RootMeanSquaredError, 1e-12);
        Assert.AreEqual(100 * (4 / 8.0 + 5 / 9.0 + 1 / 9.0 + 1 / 7.0) / 4, all.MeanAbsolutePercentageError, 1e-12);
        Assert.AreEqual(200 * (4 / 12.0 + 5 / 13.0 + 1 / 17.0 + 1 / 15.0) / 4, all.SymmetricMeanAbsolutePercentageError, 1e-12);
        Assert.AreEqual(2.75 / 1.5, all.MeanAbsoluteScaledError, 1e-12);
        Assert.AreEqual(2.75 / 2, all.MeanPinballLoss, 1e-12);
        // The intervals reach 3.6 and 4.275 to either side.
        CollectionAssert.AreEqual(new[] { 0.8, 0.95 }, result.Levels.ToArray());
        CollectionAssert.AreEqual(new[] { 0.5, 0.75 }, all.Intervals.Select(i => i.Coverage).ToArray());
        Assert.AreEqual(7.2, all.Intervals[0].MeanWidth, 1e-6);
        CollectionAssert.AreEqual(new[] { 2.5, 3.0 }, result.PerHorizon.Select(m => m.MeanAbsoluteError).ToArray());
        CollectionAssert.AreEqual(new[] { 1, 2 }, result.Steps.ToArray());
        Assert.AreEqual(2.75, result.PerSeries[""].MeanAbsoluteError);
        Assert.AreEqual(2.75, result.PerTarget.Single().MeanAbsoluteError);
        Assert.AreEqual((2, 2, 1), (result.Origins, result.Horizon, result.Fits));
    }

    [TestMethod]
    public void OnlyTheLastPointCounts()
    {
        BacktestResult result = Run(new BacktestOptions { StartRow = 3, LastPointOnly = true });

        Assert.AreEqual(2, result.Metrics.Count);
        Assert.AreEqual(3, result.Metrics.MeanAbsoluteError);
        Assert.AreEqual(3, result.PerHorizon.Single().MeanAbsoluteError);
        CollectionAssert.AreEqual(new[] { 2 }, result.Steps.ToArray());
        CollectionAssert.AreEqual(new[] { 8f, 9 }, result.Forecasts[0].Actuals());
    }

    [TestMethod]
    public void SeriesAndTargetsAreMeasuredApart()
    {
        Table data = new Table()
            .AddText("Series", "a", "b", "a", "b", "a", "b", "a", "b")
            .AddNumbers("Y", 1, 10, 2, 20, 4, 40, 4, 70)
            .AddNumbers("Z", 0, 0, 0, 0, 5, 7, float.NaN, 7);
        var forecaster = new NaiveToy(new ToyOptions { TargetColumnNames = ["Y", "Z"], GroupColumnName = "Series" });

        BacktestResult result = Forecast(data, forecaster, new BacktestOptions { StartRow = 2 });

        // a: 2 for 4, 4 for 4; b: 20 for 40, 40 for 70. Of Z: 0 for 5, nothing for 5; 0 for 7, 7 for 7.
        CollectionAssert.AreEqual(new[] { "Y", "Z" }, result.Targets.ToArray());
        Assert.AreEqual((2 + 0 + 20 + 30) / 4.0, result.PerTarget[0].MeanAbsoluteError);
        Assert.AreEqual((5 + 7 + 0) / 3.0, result.PerTarget[1].MeanAbsoluteError);
        CollectionAssert.AreEqual(new[] { "a", "b" }, result.PerSeries.Keys.ToArray());
        Assert.AreEqual((2 + 0 + 5) / 3.0, result.PerSeries["a"].MeanAbsoluteError);
        Assert.AreEqual((20 + 30 + 7 + 0) / 4.0, result.PerSeries["b"].MeanAbsoluteError);
        Assert.AreEqual(7, result.Metrics.Count);
        // The changes of Y before are 1 and 10; of Z none, so it has no scale.
        Assert.AreEqual((2 / 1.0 + 0 + 20 / 10.0 + 30 / 10.0) / 4, result.Metrics.MeanAbsoluteScaledError, 1e-12);
        string[] report = result.ToString().Split(Environment.NewLine);
        StringAssert.StartsWith(report[0], "4 forecasts of 2 series at 2 origins, 1 step; trained once");
        Assert.IsTrue(Array.Exists(report, line => line.TrimStart().StartsWith("target Z")));
        Assert.IsTrue(Array.Exists(report, line => line.TrimStart().StartsWith("series b")));
    }

    [TestMethod]
    public void AReportOfManySeriesIsShort()
    {
        ToyRow[] rows = ToyRows.Of(1, [.. Enumerable.Range(0, 25).Select(i => ($"s{i}", 0, 6, -1))]);

        string[] report = BacktestTests.Run(
            rows, new NaiveToy(new ToyOptions { TargetColumnNames = ["Y"], GroupColumnName = "Series" }), new BacktestOptions())
            .ToString().Split(Environment.NewLine);

        Assert.AreEqual(20, report.Count(line => line.TrimStart().StartsWith("series ")));
        CollectionAssert.Contains(report, "and 5 more series");
    }

    [TestMethod]
    public void APointForecastHasNoIntervals()
    {
        var forecaster = new NaiveToy(new ToyOptions { TargetColumnNames = ["Y"], IsPoint = true });

        BacktestResult result = Forecast(new Table().AddNumbers("Y", Values), forecaster, new BacktestOptions());

        Assert.IsEmpty(result.Levels);
        Assert.IsEmpty(result.Metrics.Intervals);
        Assert.AreEqual(double.NaN, result.Metrics.MeanPinballLoss);
        StringAssert.EndsWith(result.ToCsv().Split('\n')[0], ",actual,forecast");
    }

    private static BacktestResult Run(BacktestOptions options) => Forecast(
        new Table().AddNumbers("Y", Values), new NaiveToy(new ToyOptions { TargetColumnNames = ["Y"], Horizon = 2 }), options);

    internal static BacktestResult Forecast(IDataView data, IEstimator<ITransformer> forecaster, BacktestOptions options) =>
        new MLContext(1).Forecasting.Backtest(data, forecaster, options);
}
