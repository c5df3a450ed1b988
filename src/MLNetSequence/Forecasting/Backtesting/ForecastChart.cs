using MLNetSequence.Engine.Charts;

namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>A series as a picture: what came, what was forecast, and the prediction intervals behind.</summary>
internal static class ForecastChart
{
    /// <summary>Where a time lies on a chart's axis of times.</summary>
    public static double Time(DateTime time) => time.Ticks;

    /// <summary>The chart as an SVG picture.</summary>
    /// <param name="title">What stands above it.</param>
    /// <param name="chart">What <see cref="Of"/> gives.</param>
    /// <param name="width">Pixels, from 240 to 10,000.</param>
    /// <param name="height">Pixels, from 240 to 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The picture would be too small or too large.</exception>
    public static string ToSvg(string title, LineChart chart, int width, int height) => SvgPicture.Draw(title, [chart], width, height);

    /// <summary>A chart of one series.</summary>
    /// <param name="x">The axis to the right: of times (<see cref="Time"/>) or of row numbers.</param>
    /// <param name="values">What the values are, with their unit.</param>
    /// <param name="actual">What came, the history before the forecasts with it, from left to right; NaN leaves a gap.</param>
    /// <param name="runs">Forecasts, each from its origin, from left to right.</param>
    /// <exception cref="ArgumentException">A run has not as many intervals as points.</exception>
    public static LineChart Of(
        ChartAxis x, string values, IReadOnlyList<(double X, double Y)> actual, IReadOnlyList<DrawnForecast> runs)
    {
        IGrouping<string, DrawnForecast>[] names = [.. runs.GroupBy(run => run.Name)];
        return new LineChart(
            x, new ChartAxis(values), [new("actual", actual), .. names.Select(each => new ChartSeries(each.Key, Line(each)))])
        {
            Bands = [.. names.SelectMany((each, i) => Bands(each, names.Length > 1 ? each.Key + " " : "", i + 1))],
        };
    }

    // Run after run, with a gap between them.
    private static List<(double X, double Y)> Line(IEnumerable<DrawnForecast> runs)
    {
        var line = new List<(double X, double Y)>();
        foreach (DrawnForecast run in runs)
        {
            if (line.Count > 0)
            {
                line.Add((double.NaN, double.NaN));
            }
            if (run.Origin is { } origin)
            {
                line.Add(origin);
            }
            line.AddRange(run.Points);
        }
        return line;
    }

    // A band for each level, the narrowest in front.
    private static IEnumerable<ChartBand> Bands(IEnumerable<DrawnForecast> runs, string prefix, int series) => runs
        .SelectMany(run => run.Intervals.Select(interval => (Run: run, Interval: interval)))
        .GroupBy(each => each.Interval.Level)
        .OrderBy(level => level.Key)
        .Select(level => new ChartBand(FormattableString.Invariant($"{prefix}{100 * level.Key:0.##} %"), Edges(level)) { Series = series });

    private static List<(double X, double Lower, double Upper)> Edges(IEnumerable<(DrawnForecast Run, ForecastInterval Interval)> runs)
    {
        var edges = new List<(double X, double Lower, double Upper)>();
        foreach ((DrawnForecast run, ForecastInterval interval) in runs)
        {
            if (interval.Bounds.Count != run.Points.Count)
            {
                throw new ArgumentException(
                    $"A run of {run.Points.Count} points must have as many intervals, not {interval.Bounds.Count}.", nameof(runs));
            }
            if (edges.Count > 0)
            {
                edges.Add((double.NaN, double.NaN, double.NaN));
            }
            if (run.Origin is { } origin)
            {
                edges.Add((origin.X, origin.Y, origin.Y));
            }
            edges.AddRange(run.Points.Zip(interval.Bounds, (point, bounds) => (point.X, bounds.Lower, bounds.Upper)));
        }
        return edges;
    }
}
