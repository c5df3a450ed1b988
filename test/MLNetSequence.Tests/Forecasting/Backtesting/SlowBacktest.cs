using Microsoft.ML;

namespace MLNetSequence.Tests.Forecasting.Backtesting;

/// <summary>
/// A backtest as one would write it by hand: at each origin a table of the rows before it is made, and the forecaster is fitted to it
/// and asked for a forecast by the public API.
/// </summary>
internal static class SlowBacktest
{
    /// <summary>A line for each forecast: series, first row, values, bounds, times, what came.</summary>
    public static string[] Run(ToyRow[] rows, ToyOptions forecasting, BacktestOptions options)
    {
        int horizon = options.Horizon ?? forecasting.Horizon;
        bool timed = forecasting.TimeColumnName is not null;
        ToyRow[][] series = forecasting.GroupColumnName is null ? [rows] : [.. rows.GroupBy(r => r.Series).Select(g => g.ToArray())];
        var lines = new List<string>();
        ForecastingTransformer? model = null;
        int origins = 0;
        int[] last = new int[series.Length];
        foreach (int[] known in timed ? ByTime(rows, series, options) : ByRow(series, options))
        {
            int[] taking = [.. Enumerable.Range(0, series.Length)
                .Where(s => known[s] > last[s] && known[s] + horizon <= series[s].Length)];
            if (taking.Length == 0)
            {
                continue;
            }
            Array.ForEach(taking, s => last[s] = known[s]);
            if (model is null || (options.RefitEvery > 0 && origins % options.RefitEvery == 0))
            {
                model = new ToyForecaster(forecasting).Fit(Table(rows, series, s => (
                    options.TrainingRows is { } most ? Math.Max(0, known[s] - most) : 0, known[s])));
            }
            origins++;
            bool ahead = forecasting.Future.Length > 0 || (forecasting.ReadsTimes && model.Model.Step is null);
            // What reads rows to come reads as many as it has steps, or gives none.
            int needed = ahead && !forecasting.AnyHorizon ? forecasting.Horizon : horizon;
            taking = [.. taking.Where(s => known[s] + needed <= series[s].Length)];
            IDataView history = Table(rows, series, s => (0, taking.Contains(s) ? known[s] : 0));
            IDataView future = Table(rows, series, s => taking.Contains(s) ? (known[s], known[s] + needed) : (0, 0));
            IReadOnlyList<SeriesForecast> made = model.Forecast(history, horizon, ahead ? future : null);
            foreach (int s in taking)
            {
                SeriesForecast forecast = made.Single(f => f.Series == (forecasting.GroupColumnName is null ? "" : series[s][0].Series));
                ToyRow[] came = series[s][known[s]..(known[s] + horizon)];
                lines.Add(Line(forecast, known[s], [.. came.Select(r => r.Time)], target =>
                    [.. came.Select(r => forecasting.TargetColumnNames[target] == "Y" ? r.Y : r.Z)], timed));
            }
        }
        return [.. lines];
    }

    /// <summary>The same line of a forecast of the backtest.</summary>
    public static string Line(BacktestForecast at, bool timed) =>
        Line(at.Forecast, at.OriginRow, at.Forecast.Times, at.Actuals, timed);

    private static string Line(SeriesForecast forecast, int row, IReadOnlyList<DateTime> times, Func<int, float[]> actuals, bool timed) =>
        FormattableString.Invariant($"{forecast.Series} {row} {(timed ? string.Join(',', times.Select(t => $"{t:s}")) : "")}: ")
        + string.Join(" | ", Enumerable.Range(0, forecast.Targets.Count).Select(k =>
            $"{Bits(forecast.Values(k))} {Bits(forecast.Interval(0.8, k).Lower)} {Bits(actuals(k))}"));

    private static string Bits(float[] values) => string.Join(',', values.Select(v => BitConverter.SingleToUInt32Bits(v).ToString("x8")));

    private static IEnumerable<int[]> ByRow(ToyRow[][] series, BacktestOptions options)
    {
        for (int i = 0; i < 50; i++)
        {
            yield return [.. series.Select(s => Math.Min(
                s.Length, (options.StartRow ?? (int)(s.Length * (options.StartFraction ?? 0.5))) + i * options.Stride))];
        }
    }

    private static IEnumerable<int[]> ByTime(ToyRow[] rows, ToyRow[][] series, BacktestOptions options)
    {
        DateTime[] times = [.. rows.Select(r => r.Time).Distinct().Order()];
        int start = options.StartTime is { } time ? times.Count(t => t < time)
            : options.StartRow ?? (int)(times.Length * (options.StartFraction ?? 0.5));
        for (int i = start; i < times.Length; i += options.Stride)
        {
            yield return [.. series.Select(s => s.Count(r => r.Time < times[i]))];
        }
    }

    // In the order of the rows, as they are in the data.
    private static IDataView Table(ToyRow[] rows, ToyRow[][] series, Func<int, (int First, int End)> span)
    {
        HashSet<ToyRow> kept = [.. series.SelectMany((s, i) => s[span(i).First..span(i).End])];
        return ToyRows.Table([.. rows.Where(kept.Contains)]);
    }
}
