using MLNetSequence.Engine.Serialization;
using MLNetSequence.Forecasting.Backtesting;
using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>What a backtest forecast, and how far it was from what came.</summary>
/// <remarks>
/// Each step that is measured of each forecast counts once, so a series with more forecasts counts more. MASE is measured against the rows
/// of a series before its own first origin. Where there are several targets, numbers over all of them mix their units; MAPE, sMAPE, MASE
/// and coverage have none.
/// </remarks>
public sealed class BacktestResult
{
    private const int MostSeries = 20;

    private readonly BacktestPast _past;

    internal BacktestResult(
        BacktestOptions options, IReadOnlyList<BacktestForecast> forecasts, BacktestPast past, bool hasDistribution, int fits)
    {
        (Forecasts, Fits, _past) = (forecasts, fits, past);
        SeriesForecast any = forecasts[0].Forecast;
        (Targets, Horizon, Origins) = (any.Targets, any.Horizon, forecasts.DistinctBy(f => f.Origin).Count());
        Steps = options.LastPointOnly ? [Horizon] : [.. Enumerable.Range(1, Horizon)];
        Levels = hasDistribution ? options.Levels : [];
        var measures = new BacktestMeasures(Levels, hasDistribution ? options.Quantiles : [], Steps.Count, Targets.Count);
        foreach (BacktestForecast forecast in forecasts)
        {
            measures.Add(forecast, past.Scales(forecast.Series));
        }
        (Metrics, PerHorizon, PerTarget, PerSeries) = (measures.All, measures.Steps, measures.Targets, measures.Series);
    }

    /// <summary>All forecasts: origin by origin, and of each the series in the order in which they first come in the data.</summary>
    public IReadOnlyList<BacktestForecast> Forecasts { get; }

    /// <summary>Names of the targets, K.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>Steps of each forecast, H.</summary>
    public int Horizon { get; }

    /// <summary>The steps that were measured, counted from 1: 1 to H, or H alone.</summary>
    public IReadOnlyList<int> Steps { get; }

    /// <summary>
    /// Probabilities of the intervals that were measured: those of the options; none where the forecaster knows nothing of probabilities.
    /// </summary>
    public IReadOnlyList<double> Levels { get; }

    /// <summary>How often the estimator was fitted.</summary>
    public int Fits { get; }

    /// <summary>Origins at which at least one series was forecast.</summary>
    public int Origins { get; }

    /// <summary>How far all forecasts were from what came.</summary>
    public ForecastMetrics Metrics { get; }

    /// <summary>The same for each of the <see cref="Steps"/>, in their order.</summary>
    public IReadOnlyList<ForecastMetrics> PerHorizon { get; }

    /// <summary>The same for each target, in the order of <see cref="Targets"/>.</summary>
    public IReadOnlyList<ForecastMetrics> PerTarget { get; }

    /// <summary>The same for each series that was forecast, by its name; "" is that of a single series without a group column.</summary>
    public IReadOnlyDictionary<string, ForecastMetrics> PerSeries { get; }

    /// <summary>
    /// The metrics as a table: all, by step, by target where there are several, and by series where there are several, the first 20.
    /// </summary>
    /// <returns>Lines of text.</returns>
    public override string ToString()
    {
        string head = $"{Count(Forecasts.Count, "forecast")} of {PerSeries.Count} series at {Count(Origins, "origin")}, "
            + (Steps.Count < Horizon ? $"step {Horizon} alone" : Count(Horizon, "step"))
            + (Fits == 1 ? "; trained once" : $"; trained {Fits} times");
        int left = PerSeries.Count - MostSeries;
        string rest = left > 0 ? $"and {left} more series{Environment.NewLine}" : "";
        return $"{head}{Environment.NewLine}{ForecastReport.Table([.. Rows(MostSeries).Select(r => (r.Label, r.Metrics))])}{rest}";
    }

    /// <summary>
    /// The forecasts as a table for a spreadsheet or pandas: a header, and a line for each series, origin, step that was measured and
    /// target (RFC 4180, but for its line ends, here \n).
    /// </summary>
    /// <remarks>
    /// The columns are series, origin (its time, or where rows have none the rows of the series before it), step (from 1), target, time,
    /// actual, forecast, and lower_ and upper_ for each level. Numbers and times are those of the invariant culture; what is missing is
    /// empty.
    /// </remarks>
    /// <returns>CSV.</returns>
    public string ToCsv() => BacktestCsv.Of(this);

    /// <summary>Saves the table that <see cref="ToCsv"/> gives, in UTF-8.</summary>
    /// <param name="path">The file; one that exists is replaced as a whole.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveCsv(string path) => AtomicFile.Write(path, ToCsv());

    /// <summary>
    /// Saves the metrics of all, of each step, target and series, as CSV in UTF-8: columns of, name, count, mae, rmse, and so on.
    /// </summary>
    /// <param name="path">The file; one that exists is replaced as a whole.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveMetricsCsv(string path) => AtomicFile.Write(path, MetricsCsv.Of(Rows(int.MaxValue), Levels));

    /// <summary>
    /// One series as an SVG picture: what came, from some rows before the first forecast on; the forecasts; and their intervals as bands.
    /// </summary>
    /// <remarks>
    /// Of whole forecasts those are drawn that do not overlap, from the first one on; of last points all, as one line. The picture has a
    /// light ground of its own and needs nothing else.
    /// </remarks>
    /// <param name="series">The series; null for the first one that was forecast.</param>
    /// <param name="target">Number of the target, from 0.</param>
    /// <param name="title">What stands above it; null for the names of series and target.</param>
    /// <param name="width">Pixels, from 240 to 10,000.</param>
    /// <param name="height">Pixels, from 240 to 10,000.</param>
    /// <returns>The picture, XML.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such target, or the picture would be too small or too large.</exception>
    /// <exception cref="ArgumentException">The series was not forecast.</exception>
    public string ToSvg(string? series = null, int target = 0, string? title = null, int width = 960, int height = 420)
    {
        Arguments.Require(target >= 0 && target < Targets.Count, target, nameof(target), $"from 0 to {Targets.Count - 1}");
        series ??= Forecasts[0].Series;
        if (!PerSeries.ContainsKey(series))
        {
            throw new ArgumentException($"There is no forecast of a series '{series}'.", nameof(series));
        }
        title ??= series.Length > 0 ? $"{series}: {Targets[target]}" : Targets[target];
        return new BacktestPicture(this, _past, series, target).Draw(title, width, height);
    }

    /// <summary>Saves the picture that <see cref="ToSvg"/> gives.</summary>
    /// <param name="path">The file; one that exists is replaced as a whole.</param>
    /// <param name="series">The series; null for the first one that was forecast.</param>
    /// <param name="target">Number of the target, from 0.</param>
    /// <param name="title">What stands above it; null for the names of series and target.</param>
    /// <param name="width">Pixels, from 240 to 10,000.</param>
    /// <param name="height">Pixels, from 240 to 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such target, or the picture would be too small or too large.</exception>
    /// <exception cref="ArgumentException">The series was not forecast.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveSvg(string path, string? series = null, int target = 0, string? title = null, int width = 960, int height = 420) =>
        AtomicFile.Write(path, ToSvg(series, target, title, width, height));

    private IEnumerable<MetricsRow> Rows(int mostSeries) =>
    [
        new("all", "", Metrics),
        .. Steps.Count > 1 ? Steps.Zip(PerHorizon, (step, m) => new MetricsRow("step", FormattableString.Invariant($"{step}"), m)) : [],
        .. Targets.Count > 1 ? Targets.Zip(PerTarget, (name, m) => new MetricsRow("target", name, m)) : [],
        .. PerSeries.Count > 1 ? PerSeries.Take(mostSeries).Select(s => new MetricsRow("series", s.Key, s.Value)) : [],
    ];

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
