using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Backtesting;

/// <summary>Nothing that comes after an origin is in what is forecast there.</summary>
[TestClass]
public sealed class BacktestLeakTests
{
    private static readonly MLContext Context = new(1);

    [TestMethod]
    [DataRow(true, null, 0)]
    [DataRow(true, 3, 2)]
    [DataRow(false, null, 1)]
    [DataRow(false, 4, 1)]
    public void TheEstimatorSeesTheRowsBeforeTheOriginAndNoOthers(bool timed, int? most, int every)
    {
        ToyRow[] rows = ToyRows.Many();
        var seen = new List<string[]>();
        var forecaster = new ToyForecaster(Options(timed)) { Seen = view => seen.Add(Everything(view)) };

        BacktestResult result = BacktestTests.Run(
            rows, forecaster, new BacktestOptions { StartRow = 5, Stride = 2, TrainingRows = most, RefitEvery = every });

        BacktestForecast[] fitted = [.. result.Forecasts.DistinctBy(f => f.Origin).Where(f => every == 0 ? f.Origin == 0 : f.Origin % every == 0)];
        Assert.HasCount(fitted.Length, seen);
        foreach ((BacktestForecast at, string[] view) in fitted.Zip(seen))
        {
            ToyRow[] known = Known(rows, at, timed);
            HashSet<ToyRow> kept = [.. known.GroupBy(r => r.Series).SelectMany(g => g.TakeLast(most ?? int.MaxValue))];
            CollectionAssert.AreEqual(Everything(ToyRows.Table([.. rows.Where(kept.Contains)])), view);
        }
    }

    public static IEnumerable<object[]> Poisons =>
        from timed in new[] { true, false }
        from every in new[] { 0, 1, 3 }
        from pipeline in new[] { "", "by row", "over rows", "leaving out" }
        from poison in new[] { 1e30f, float.NaN }
        select new object[] { timed, every, pipeline, poison };

    [TestMethod]
    [DynamicData(nameof(Poisons))]
    public void WhatComesAfterAnOriginChangesNoBitOfWhatIsForecastThere(bool timed, int every, string pipeline, float poison)
    {
        ToyRow[] rows = ToyRows.Many();
        var options = new BacktestOptions { StartRow = 6, RefitEvery = every };
        BacktestResult clean = BacktestTests.Run(rows, Pipeline(pipeline, timed), options);

        foreach (int origin in new[] { 0, 1, clean.Origins / 2, clean.Origins - 1 })
        {
            BacktestForecast at = clean.Forecasts.First(f => f.Origin == origin);
            HashSet<ToyRow> known = [.. Known(rows, at, timed)];
            ToyRow[] poisoned = [.. rows.Select(r => known.Contains(r) ? r : r with { Y = poison, Z = poison, Past = poison })];

            BacktestResult result = BacktestTests.Run(poisoned, Pipeline(pipeline, timed), options);

            CollectionAssert.AreEqual(Forecasts(clean, origin), Forecasts(result, origin), $"Origin {origin}.");
            if (origin + 1 < clean.Origins)
            {
                CollectionAssert.AreNotEqual(Forecasts(clean, origin + 1), Forecasts(result, origin + 1), "The poison does not work.");
            }
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public void WhatIsMadeOfAllRowsTogetherIsMadeOfThoseThatAreKnown(int every)
    {
        ToyRow[] rows = ToyRows.One();
        ToyRow[] poisoned = [.. rows.Select((r, i) => i < 12 ? r : r with { Y = 1e30f, Z = 1e30f, Past = 1e30f })];
        var options = new BacktestOptions { StartRow = 10, RefitEvery = every };
        IEstimator<ITransformer> Pipeline() => new WholeMean().Append(new ToyForecaster(new ToyOptions
        {
            TargetColumnNames = ["Y", "Z"],
            Horizon = 2,
            Past = ["Whole"],
        }));

        BacktestResult clean = BacktestTests.Run(rows, Pipeline(), options);
        BacktestResult result = BacktestTests.Run(poisoned, Pipeline(), options);

        // Origin 2 is row 12.
        CollectionAssert.AreEqual(Forecasts(clean, 2), Forecasts(result, 2));
        CollectionAssert.AreNotEqual(Forecasts(clean, 3), Forecasts(result, 3));
    }

    [TestMethod]
    public void OfRowsToComeKnownCovariatesAreReadAsFarAsTheHorizon()
    {
        ToyRow[] rows = ToyRows.One();
        var options = new BacktestOptions { StartRow = 10 };
        BacktestResult clean = BacktestTests.Run(rows, Pipeline("", timed: true), options);

        // Origin 0 forecasts rows 10 and 11.
        BacktestResult inside = BacktestTests.Run([.. rows.Select((r, i) => i == 11 ? r with { Known = 99 } : r)], Pipeline("", true), options);
        BacktestResult outside = BacktestTests.Run([.. rows.Select((r, i) => i == 12 ? r with { Known = 99 } : r)], Pipeline("", true), options);

        CollectionAssert.AreNotEqual(Forecasts(clean, 0), Forecasts(inside, 0));
        CollectionAssert.AreEqual(Forecasts(clean, 0), Forecasts(outside, 0));
        CollectionAssert.AreNotEqual(Forecasts(clean, 1), Forecasts(outside, 1));
    }

    [TestMethod]
    public void TheScaleOfErrorsComesOfRowsBeforeTheFirstOrigin()
    {
        ToyRow[] rows = ToyRows.One();
        double Scale(ToyRow[] of)
        {
            ForecastMetrics metrics = BacktestTests.Run(of, Pipeline("", timed: true), new BacktestOptions { StartRow = 10, SeasonLength = 3 }).PerTarget[0];
            return metrics.MeanAbsoluteError / metrics.MeanAbsoluteScaledError;
        }

        double expected = Enumerable.Range(3, 7).Average(i => Math.Abs((double)rows[i].Y - rows[i - 3].Y));
        Assert.AreEqual(expected, Scale(rows), 1e-9 * expected);
        Assert.AreEqual(expected, Scale([.. rows.Select((r, i) => i < 10 ? r : r with { Y = r.Y * 1000 })]), 1e-9 * expected);
    }

    [TestMethod]
    public void APipelineMayNotLeaveOutRowsWhereForecastsBegin()
    {
        // Its last rows wait for others, and are left out where there are none.
        IEstimator<ITransformer> pipeline = Context.Transforms.SlidingWindow("Window", "Y", window: 2, horizon: 2)
            .Append(new ToyForecaster(new ToyOptions { TargetColumnNames = ["Y"], Horizon = 1 }));

        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => BacktestTests.Run(ToyRows.One(), pipeline, new BacktestOptions()));

        StringAssert.Contains(error.Message, "leaves out rows");
    }

    [TestMethod]
    public void APipelineMayNotChangeWhatSeriesAre()
    {
        IEstimator<ITransformer> pipeline = Context.Transforms.Conversion.MapValueToKey("Series")
            .Append(new ToyForecaster(Options(timed: true)));

        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => BacktestTests.Run(ToyRows.Many(), pipeline, new BacktestOptions()));

        StringAssert.Contains(error.Message, "'Series'");
    }

    private static ToyOptions Options(bool timed, string past = "Past") => new()
    {
        TargetColumnNames = ["Y", "Z"],
        Horizon = 2,
        GroupColumnName = "Series",
        TimeColumnName = timed ? "Time" : null,
        Past = [past],
        Future = ["Known"],
        Static = ["Size"],
        ReadsTimes = timed,
    };

    private static IEstimator<ITransformer> Pipeline(string kind, bool timed) => kind switch
    {
        "by row" => Context.Transforms.NormalizeMinMax("Scaled", "Past", fixZero: false).Append(new ToyForecaster(Options(timed, "Scaled"))),
        "over rows" => Context.Transforms.Difference("Change", "Y", groupColumnName: "Series")
            .Append(new ToyForecaster(Options(timed, "Change"))),
        "leaving out" => Context.Transforms.Difference("Change", "Y", groupColumnName: "Series", incompleteRows: IncompleteRows.Drop)
            .Append(new ToyForecaster(Options(timed, "Change"))),
        _ => new ToyForecaster(Options(timed)),
    };

    private static ToyRow[] Known(ToyRow[] rows, BacktestForecast at, bool timed) => timed
        ? [.. rows.Where(r => r.Time < at.OriginTime)]
        : [.. rows.GroupBy(r => r.Series).SelectMany(g => g.Take(at.OriginRow))];

    // All forecasts up to an origin.
    private static string[] Forecasts(BacktestResult result, int origin) => [.. result.Forecasts.Where(f => f.Origin <= origin).Select(f =>
        $"{f.Series} {f.Origin} " + string.Join(' ', Enumerable.Range(0, 2).SelectMany(k =>
            f.Forecast.Values(k).Concat(f.Forecast.Quantile(0.3, k)).Select(Values.Write))))];

    private static string[] Everything(IDataView view)
    {
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        Func<string>[] readers = [.. view.Schema.Select(c => Values.Reader(cursor, c))];
        var rows = new List<string>();
        while (cursor.MoveNext())
        {
            rows.Add(string.Join(' ', readers.Select(r => r())));
        }
        return [.. rows];
    }
}
