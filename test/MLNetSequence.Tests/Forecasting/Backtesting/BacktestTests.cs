using Microsoft.ML;

namespace MLNetSequence.Tests.Forecasting.Backtesting;

[TestClass]
public sealed class BacktestTests
{
    private static readonly Func<ToyOptions>[] Forecasters =
    [
        () => new ToyOptions { TargetColumnNames = ["Y"], Horizon = 2 },
        () => new ToyOptions { TargetColumnNames = ["Y"], Horizon = 3, TimeColumnName = "Time" },
        () => new ToyOptions { TargetColumnNames = ["Y", "Z"], Horizon = 2, GroupColumnName = "Series", Static = ["Size"] },
        () => new ToyOptions
        {
            TargetColumnNames = ["Z", "Y"], Horizon = 2, GroupColumnName = "Series", TimeColumnName = "Time", Past = ["Past"],
            Future = ["Known"], Static = ["Size"], ReadsTimes = true, AnyHorizon = true,
        },
        () => new ToyOptions
        {
            TargetColumnNames = ["Y"], Horizon = 1, GroupColumnName = "Series", TimeColumnName = "Time", ReadsTimes = true, Window = 30,
        },
    ];

    private static readonly Func<BacktestOptions>[] Ways =
    [
        () => new BacktestOptions(),
        () => new BacktestOptions { RefitEvery = 1 },
        () => new BacktestOptions { RefitEvery = 3, Stride = 2, StartRow = 4 },
        () => new BacktestOptions { TrainingRows = 4, RefitEvery = 2, StartFraction = 0.29 },
        () => new BacktestOptions { TrainingRows = 5, StartRow = 7, LastPointOnly = true },
        () => new BacktestOptions { Stride = 5, Horizon = 1, StartRow = 2, RefitEvery = 1, TrainingRows = 1 },
    ];

    public static IEnumerable<object[]> Cases =>
        Enumerable.Range(0, Forecasters.Length).SelectMany(f => Enumerable.Range(0, Ways.Length).Select(w => new object[] { f, w }));

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void GivesWhatTakingRowsByHandGives(int forecaster, int way)
    {
        ToyOptions forecasting = Forecasters[forecaster]();
        BacktestOptions options = Ways[way]();
        // The public API refuses rows to come that do not follow at the step of the training data; there, nothing may be missing.
        ToyRow[] rows = forecasting.GroupColumnName is null ? ToyRows.One() : ToyRows.Many(gap: forecasting.Future.Length > 0 ? -1 : 9);

        BacktestResult result = Run(rows, new ToyForecaster(forecasting), options);

        string[] expected = SlowBacktest.Run(rows, forecasting, options);
        CollectionAssert.AreEqual(expected, Lines(result, forecasting.TimeColumnName is not null));
        Assert.IsGreaterThan(2, expected.Length);
    }

    [TestMethod]
    public void StartsAtATime()
    {
        var forecasting = new ToyOptions { TargetColumnNames = ["Y"], Horizon = 6, TimeColumnName = "Time" };
        var options = new BacktestOptions { StartTime = ToyRows.Start.AddDays(9.5) };

        BacktestResult result = Run(ToyRows.One(), new ToyForecaster(forecasting), options);

        // 20 rows: the last whole horizon begins at row 14.
        CollectionAssert.AreEqual(Enumerable.Range(10, 5).ToArray(), result.Forecasts.Select(f => f.OriginRow).ToArray());
        Assert.AreEqual(ToyRows.Start.AddDays(10), result.Forecasts[0].OriginTime);
        Assert.AreEqual(ToyRows.Start.AddDays(10), result.Forecasts[0].Forecast.Times[0]);
        CollectionAssert.AreEqual(SlowBacktest.Run(ToyRows.One(), forecasting, options), Lines(result, timed: true));
    }

    [TestMethod]
    public void FitsOnceOrAsOftenAsAsked()
    {
        foreach ((int every, int fits) in new[] { (0, 1), (1, 9), (2, 5), (4, 3), (100, 1) })
        {
            var forecaster = new ToyForecaster(Forecasters[0]());

            BacktestResult result = Run(ToyRows.One(), forecaster, new BacktestOptions { RefitEvery = every });

            Assert.AreEqual(fits, result.Fits);
            Assert.HasCount(fits, forecaster.Fitted);
        }
    }

    [TestMethod]
    public void ManyForecastsAreMadeAtOnce()
    {
        ToyRow[] rows = ToyRows.Of(1, [.. Enumerable.Range(0, 60).Select(i => ($"s{i}", 0, 20, -1))]);
        var forecaster = new ToyForecaster(new ToyOptions { TargetColumnNames = ["Y"], Horizon = 2, GroupColumnName = "Series" });

        BacktestResult result = Run(rows, forecaster, new BacktestOptions());

        Assert.HasCount(60 * 9, result.Forecasts);
        CollectionAssert.AreEqual(new[] { 256, 256, 28 }, forecaster.Batches);
    }

    [TestMethod]
    public void ASeriesWithoutANewRowIsNotForecastAgain()
    {
        // Series c has no row on day 9: what was known of it on day 9 is all that is known on day 10 of the days before.
        var forecasting = new ToyOptions { TargetColumnNames = ["Y"], Horizon = 1, GroupColumnName = "Series", TimeColumnName = "Time" };

        BacktestResult result = Run(ToyRows.Many(), new ToyForecaster(forecasting), new BacktestOptions { StartRow = 8 });

        DateTime[] times = [.. result.Forecasts.Where(f => f.Series == "c").Take(3).Select(f => f.OriginTime!.Value)];
        CollectionAssert.AreEqual(new[] { 8, 9, 11 }.Select(d => ToyRows.Start.AddDays(d)).ToArray(), times);
    }

    internal static BacktestResult Run(ToyRow[] rows, IEstimator<ITransformer> forecaster, BacktestOptions options) =>
        new MLContext(1).Forecasting.Backtest(ToyRows.Table(rows), forecaster, options);

    internal static string[] Lines(BacktestResult result, bool timed) => [.. result.Forecasts.Select(f => SlowBacktest.Line(f, timed))];
}
