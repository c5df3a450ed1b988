using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>All origins of a backtest: worked out of the groups and times of the rows, and of nothing else.</summary>
internal sealed class BacktestSchedule
{
    private const double Rounding = 1e-9;

    private readonly SeriesData _rows;
    private readonly BacktestOptions _options;
    private readonly int _horizon;
    private readonly long[]? _clock;

    /// <param name="rows">The rows, of which only times are kept.</param>
    /// <param name="options">Checked ones.</param>
    /// <param name="horizon">H.</param>
    public BacktestSchedule(SeriesData rows, BacktestOptions options, int horizon)
    {
        (_rows, _options, _horizon) = (rows, options, horizon);
        _clock = rows.Inputs.Time is null ? null : [.. new SortedSet<long>(rows.Series.SelectMany(s => s.Times.ToArray()))];
    }

    /// <summary>The origins at which a series can be forecast, in order.</summary>
    public IEnumerable<BacktestOrigin> Origins() => Numbered(_clock is null ? ByRow() : ByTime(_clock));

    /// <summary>What an error says of data without an origin.</summary>
    public string WhyNone()
    {
        int longest = _rows.Series.Select(s => s.Count).DefaultIfEmpty(0).Max();
        string start = _options.StartTime is { } time ? FormattableString.Invariant($"{time:s}")
            : _options.StartRow is { } row ? FormattableString.Invariant($"row {row}, counted from 0")
            : FormattableString.Invariant($"a share of {_options.Fraction} of them");
        return $"There is nothing to forecast: the longest series has {longest} rows; the first forecast is to begin at {start}, "
            + "with a row "
            + $"of the series before it, and to be of {_horizon} rows that are all there.";
    }

    // 0.29 of 100 rows are 29 of them, though the product is a little less.
    private int Start(int rows) => _options.StartRow ?? (int)(rows * _options.Fraction + Rounding);

    private IEnumerable<(long Time, int[] Known)> ByRow()
    {
        int[] counts = [.. _rows.Series.Select(s => s.Count)];
        int[] starts = [.. counts.Select(Start)];
        for (long ahead = 0; starts.Zip(counts).Any(s => s.First + ahead + _horizon <= s.Second); ahead += _options.Stride)
        {
            yield return (0, [.. starts.Zip(counts, (start, count) => (int)Math.Min(start + ahead, count))]);
        }
    }

    private IEnumerable<(long Time, int[] Known)> ByTime(long[] clock)
    {
        // The last time at which a whole horizon of some series is still to come.
        long last = _rows.Series.Where(s => s.Count >= _horizon).Select(s => s.Times.Span[s.Count - _horizon]).DefaultIfEmpty(0).Max();
        int first = _options.StartTime is { } time ? Before(clock, time.Ticks) : Start(clock.Length);
        for (long tick = first; tick < clock.Length && clock[tick] <= last; tick += _options.Stride)
        {
            yield return (clock[tick], [.. _rows.Series.Select(s => Before(s.Times.Span, clock[tick]))]);
        }
    }

    // An origin at which a series has no row that it had not at its last one would bring the same forecast again.
    private IEnumerable<BacktestOrigin> Numbered(IEnumerable<(long Time, int[] Known)> origins)
    {
        int[] forecast = new int[_rows.Series.Count];
        int number = 0;
        foreach ((long time, int[] known) in origins)
        {
            int[] series = [.. Enumerable.Range(0, known.Length)
                .Where(s => known[s] > forecast[s] && known[s] + (long)_horizon <= _rows.Series[s].Count)];
            if (series.Length > 0)
            {
                Array.ForEach(series, s => forecast[s] = known[s]);
                yield return new BacktestOrigin(number++, time, known, series);
            }
        }
    }

    // Times that lie before another, of some that rise.
    private static int Before(ReadOnlySpan<long> times, long time)
    {
        int found = times.BinarySearch(time);
        return found < 0 ? ~found : found;
    }
}
