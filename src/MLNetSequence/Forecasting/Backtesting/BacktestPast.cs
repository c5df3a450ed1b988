using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>What came before the first forecast of each series: what errors are measured against, and what a chart begins with.</summary>
internal sealed class BacktestPast(int series, int season)
{
    private readonly (SeriesRows Rows, int Known)?[] _series = new (SeriesRows, int)?[series];
    private readonly double[]?[] _scales = new double[]?[series];

    /// <summary>Takes in a series at an origin; only its first one counts.</summary>
    /// <param name="at">The series there.</param>
    /// <param name="targets">K.</param>
    public void See(OriginWindow at, int targets)
    {
        if (_series[at.Series] is null)
        {
            _series[at.Series] = (at.History, at.Known);
            _scales[at.Series] = [.. Enumerable.Range(0, targets).Select(k => SeasonalError(at.History, at.Known, k))];
        }
    }

    /// <summary>
    /// The mean absolute error of a series' seasonal naive forecast over the rows before its first origin, [K]: the scale of MASE. NaN
    /// where there is no pair of values a season apart.
    /// </summary>
    public double[] Scales(int series) => _scales[series]!;

    /// <summary>The last values of a target before the first origin of a series.</summary>
    public (float[] Values, DateTime[] Times) Last(int series, int target, int most)
    {
        (SeriesRows rows, int known) = _series[series]!.Value;
        int count = Math.Min(most, known);
        float[] values = [.. Enumerable.Range(known - count, count).Select(row => Value(rows, row, target))];
        return (values, [.. rows.TimesOf(known - count, count).ToArray().Select(t => new DateTime(t))]);
    }

    private double SeasonalError(SeriesRows rows, int known, int target)
    {
        (double sum, int pairs) = (0, 0);
        for (int row = season; row < known; row++)
        {
            double change = Math.Abs((double)Value(rows, row, target) - Value(rows, row - season, target));
            if (!double.IsNaN(change))
            {
                sum += change;
                pairs++;
            }
        }
        return sum / pairs;
    }

    private static float Value(SeriesRows rows, int row, int target) => rows.ValuesOf(row, 1).Span[target];
}
