using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>What came before the first forecast of each series: what errors are measured against, and what a chart begins with.</summary>
internal sealed class BacktestPast(int season)
{
    private readonly Dictionary<string, (SeriesRows Rows, int Known, double[] Scales)> _series = [];

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
            _series[name] = (at.History, at.Known, scales);
        }
    }

    /// <summary>The scale of MASE for each target of a series, [K], from the rows before its first origin; NaN for none.</summary>
    public double[] Scales(string name) => _series[name].Scales;

    /// <summary>The last values of a target before the first origin of a series.</summary>
    /// <param name="name">The series.</param>
    /// <param name="target">Number of the target.</param>
    /// <param name="most">Most rows.</param>
    /// <returns>Values, and times where rows have them.</returns>
    public (float[] Values, DateTime[] Times) Last(string name, int target, int most)
    {
        (SeriesRows rows, int known, _) = _series[name];
        int count = Math.Min(most, known);
        DateTime[] times = [.. rows.TimesOf(known - count, count).ToArray().Select(t => new DateTime(t))];
        return (Values(rows, known - count, count, target), times);
    }

    private static float[] Values(SeriesRows rows, int first, int count, int target) =>
        [.. Enumerable.Range(first, count).Select(row => rows.ValuesOf(row, 1).Span[target])];
}
