namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>The errors of forecasts, added up; <see cref="ForecastMetrics"/> are their means.</summary>
/// <param name="levels">The prediction intervals' levels, above 0 and below 1; none where there are no intervals.</param>
internal sealed class ForecastErrors(params double[] levels)
{
    private readonly Sum[] _covered = new Sum[levels.Length];
    private readonly Sum[] _widths = new Sum[levels.Length];
    private Sum _absolute, _squared, _percentage, _symmetric, _scaled, _pinball;

    /// <summary>Values that count.</summary>
    public long Count => _absolute.Count;

    /// <summary>|y - f|.</summary>
    public Sum Absolute => _absolute;

    /// <summary>(y - f)².</summary>
    public Sum Squared => _squared;

    /// <summary>|y - f| / |y|, where y is not 0.</summary>
    public Sum Percentage => _percentage;

    /// <summary>|y - f| / (|y| + |f|).</summary>
    public Sum Symmetric => _symmetric;

    /// <summary>|y - f| / scale, where there is a scale.</summary>
    public Sum Scaled => _scaled;

    /// <summary>The mean pinball loss of a value's quantiles.</summary>
    public Sum Pinball => _pinball;

    /// <summary>The scale of MASE: the mean of |y[t] - y[t - m]| where both are known; NaN where there are no two such values.</summary>
    /// <param name="learned">The series, as far as the forecaster learned from it; NaN for what is not known.</param>
    /// <param name="season">m, from 1.</param>
    public static double ScaleOf(ReadOnlySpan<float> learned, int season)
    {
        var differences = new Sum();
        for (int t = season; t < learned.Length; t++)
        {
            double difference = Math.Abs((double)learned[t] - learned[t - season]);
            if (!double.IsNaN(difference))
            {
                differences.Add(difference);
            }
        }
        return differences.Mean;
    }

    /// <summary>Adds a value with its forecast; one that is not known, NaN, does not count.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="forecast">What was forecast.</param>
    /// <param name="scale">What <see cref="ScaleOf"/> gives for its series; NaN or 0 for none.</param>
    /// <param name="intervals">A prediction interval for each level.</param>
    /// <param name="quantileLevels">Levels of forecast quantiles; none where there are no quantiles.</param>
    /// <param name="quantiles">As many forecast quantiles.</param>
    public void Add(
        double actual, double forecast, double scale, ReadOnlySpan<(double Lower, double Upper)> intervals,
        ReadOnlySpan<double> quantileLevels, ReadOnlySpan<double> quantiles)
    {
        if (intervals.Length != levels.Length)
        {
            throw new ArgumentException(
                $"There must be an interval for each of the {levels.Length} levels, not {intervals.Length}.", nameof(intervals));
        }
        if (quantiles.Length != quantileLevels.Length)
        {
            throw new ArgumentException(
                $"There must be a quantile for each of the {quantileLevels.Length} levels, not {quantiles.Length}.", nameof(quantiles));
        }
        if (double.IsNaN(actual))
        {
            return;
        }
        double error = Math.Abs(actual - forecast);
        _absolute.Add(error);
        _squared.Add(error * error);
        _symmetric.Add(error == 0 ? 0 : error / (Math.Abs(actual) + Math.Abs(forecast)));
        if (actual != 0)
        {
            _percentage.Add(error / Math.Abs(actual));
        }
        if (scale > 0)
        {
            _scaled.Add(error / scale);
        }
        for (int i = 0; i < intervals.Length; i++)
        {
            (double lower, double upper) = intervals[i];
            _covered[i].Add(actual >= lower && actual <= upper ? 1 : 0);
            _widths[i].Add(upper - lower);
        }
        if (quantiles.Length > 0)
        {
            _pinball.Add(PinballLoss(actual, quantileLevels, quantiles));
        }
    }

    /// <summary>The intervals' metrics, level by level.</summary>
    public IntervalMetrics[] Intervals() => [.. levels.Select((level, i) => new IntervalMetrics(level, _covered[i].Mean, _widths[i].Mean))];

    private static double PinballLoss(double actual, ReadOnlySpan<double> levels, ReadOnlySpan<double> quantiles)
    {
        double sum = 0;
        for (int i = 0; i < levels.Length; i++)
        {
            double error = actual - quantiles[i];
            sum += Math.Max(levels[i] * error, (levels[i] - 1) * error);
        }
        return sum / levels.Length;
    }

    /// <summary>A sum, and of how many numbers.</summary>
    internal struct Sum
    {
        private double _total;

        /// <summary>How many numbers.</summary>
        public long Count { get; private set; }

        /// <summary>Their mean; NaN where there are none.</summary>
        public readonly double Mean => _total / Count;

        /// <summary>Adds a number.</summary>
        public void Add(double value)
        {
            _total += value;
            Count++;
        }
    }
}
