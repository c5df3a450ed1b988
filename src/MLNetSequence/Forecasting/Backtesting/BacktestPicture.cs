using MLNetSequence.Engine.Charts;

namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>A series of a backtest as a picture.</summary>
/// <param name="result">The backtest.</param>
/// <param name="past">Its rows.</param>
/// <param name="series">The series.</param>
/// <param name="target">Number of the target.</param>
internal sealed class BacktestPicture(BacktestResult result, BacktestPast past, string series, int target)
{
    private const int LeastHorizons = 4;

    private readonly BacktestForecast[] _forecasts = [.. result.Forecasts.Where(f => f.Series == series)];

    /// <summary>
    /// The series from some rows before the first forecast on: as many as are forecast, and at least four horizons. Whole forecasts follow
    /// one another, as many as do not overlap; of last points there is one line.
    /// </summary>
    public string Draw(string title, int width, int height)
    {
        int forecastRows = _forecasts[^1].OriginRow + result.Horizon - _forecasts[0].OriginRow;
        int before = Math.Max(forecastRows, LeastHorizons * result.Horizon);
        (int first, float[] values, ReadOnlyMemory<long> times) = past.Actual(series, target, before);
        // What came after the last forecast is not shown: nothing is forecast there.
        int count = Math.Min(values.Length, _forecasts[^1].OriginRow + result.Horizon - first);
        (double X, double Y)[] actual = [.. Enumerable.Range(0, count).Select(i =>
            (times.IsEmpty ? first + i : ForecastChart.Time(new DateTime(times.Span[i])), (double)values[i]))];
        ChartAxis x = times.IsEmpty ? new ChartAxis("row", AxisKind.Whole) : new ChartAxis("time", AxisKind.Time);
        LineChart chart = ForecastChart.Of(x, result.Targets[target], actual, Runs(actual, first));
        return ForecastChart.ToSvg(title, chart, width, height);
    }

    private List<DrawnForecast> Runs((double X, double Y)[] actual, int first)
    {
        if (result.Steps.Count < result.Horizon)
        {
            string name = FormattableString.Invariant($"forecast, step {result.Horizon}");
            return [Run(name, [.. _forecasts.Select(f => (f, result.Horizon - 1))], actual, first)];
        }
        var runs = new List<DrawnForecast>();
        int next = 0;
        foreach (BacktestForecast forecast in _forecasts.Where(f => f.OriginRow >= next))
        {
            DrawnForecast run = Run("forecast", [.. Enumerable.Range(0, result.Horizon).Select(step => (forecast, step))], actual, first);
            runs.Add(run with { Origin = forecast.OriginRow > first ? actual[forecast.OriginRow - 1 - first] : null });
            next = forecast.OriginRow + result.Horizon;
        }
        return runs;
    }

    private DrawnForecast Run(string name, (BacktestForecast At, int Step)[] points, (double X, double Y)[] actual, int first) =>
        new(name, [.. points.Select(p => (actual[p.At.OriginRow + p.Step - first].X, (double)p.At.Forecast[p.Step, target]))])
        {
            Intervals = [.. result.Levels.Select(level => new ForecastInterval(level, [.. points.Select(p =>
            {
                (float[] lower, float[] upper) = p.At.Forecast.Interval(level, target);
                return ((double)lower[p.Step], (double)upper[p.Step]);
            })]))],
        };
}
