using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>
/// What came before the first forecast of each series, against which errors are measured, and all that came, to be drawn.
/// </summary>
internal sealed class BacktestPast(int season)
{
    private readonly Dictionary<string, (SeriesRows Rows, int Known, int LeftOut, double[] Scales)> _series = [];

    /// <summary>Takes in a series at an origin; only its first one counts.</summary>
    /// <param name="name">The series.</param>
    /// <param name="at">What is known of it there.</param>
    /// <param name="targets">K.</param>
    public void See(string name, OriginWindow at, int targets)
    {
        if (!_series.ContainsKey(name))
        {
            double[] scales = [.. Enumerable.Range(0, targets).Select(
                target => ForecastErrors.ScaleOf(Values(at.History, 0, at.Known, target), season))];
            _series[name] = (at.All, at.Known, at.Origin.Known[at.Series] - at.Known, scales);
        }
    }

    /// <summary>The scale of MASE for each target of a series, [K], from the rows before its first origin; NaN for none.</summary>
    public double[] Scales(string name) => _series[name].Scales;

    /// <summary>What came of a target: some rows before the first origin of a series, and all after it.</summary>
    /// <param name="name">The series.</param>
    /// <param name="target">Number of the target.</param>
    /// <param name="before">Most rows before.</param>
    /// <returns>Number of the first row, values, and times where rows have them.</returns>
    public (int First, float[] Values, ReadOnlyMemory<long> Times) Actual(string name, int target, int before)
    {
        (SeriesRows rows, int known, int leftOut, _) = _series[name];
        int first = Math.Max(0, known - before);
        int count = rows.Count - first;
        return (first + leftOut, Values(rows, first, count, target), rows.TimesOf(first, count));
    }

    private static float[] Values(SeriesRows rows, int first, int count, int target) =>
        [.. Enumerable.Range(first, count).Select(row => rows.ValuesOf(row, 1).Span[target])];
}
