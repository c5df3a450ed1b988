using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Forecasting.Distributions;

/// <summary>A distribution of which some quantiles are known, as <see cref="QuantileLoss"/> has it.</summary>
/// <remarks>
/// Between two known quantiles it is straight. Beyond the outermost it goes on as the normal distribution does that passes through the
/// outermost two: straight over the normal quantile of p. With one known quantile it is that number everywhere. The values are put into
/// rising order first, so that quantiles do not cross (Chernozhukov et al. 2010, "Quantile and probability curves without crossing").
/// </remarks>
internal readonly ref struct QuantileTable : IPredictiveDistribution
{
    private readonly ReadOnlySpan<double> _quantiles;
    private readonly ReadOnlySpan<double> _values;

    /// <summary>A distribution.</summary>
    /// <param name="quantiles">[Q], above 0 and below 1, rising; at least one.</param>
    /// <param name="values">[Q], what is not passed with these probabilities. They are sorted in place.</param>
    public QuantileTable(ReadOnlySpan<double> quantiles, Span<double> values)
    {
        values.Sort();
        _quantiles = quantiles;
        _values = values;
    }

    /// <summary>The integral of all quantiles.</summary>
    public double Mean
    {
        get
        {
            // Over a tail up to p, the integral of the normal quantile z(p) is -φ(z(p)).
            double low = _quantiles[0];
            double z = NormalCurve.Quantile(low);
            double sum = low * _values[0] - Slope(0) * (NormalCurve.Density(z) + z * low);
            for (int i = 1; i < _quantiles.Length; i++)
            {
                sum += (_quantiles[i] - _quantiles[i - 1]) * 0.5 * (_values[i] + _values[i - 1]);
            }
            double high = 1 - _quantiles[^1];
            z = NormalCurve.Quantile(_quantiles[^1]);
            return sum + high * _values[^1] + Slope(_quantiles.Length - 2) * (NormalCurve.Density(z) - z * high);
        }
    }

    public double Quantile(double p)
    {
        if (!(p >= _quantiles[0]))
        {
            return Beyond(p, 0, 0);
        }
        if (p > _quantiles[^1])
        {
            return Beyond(p, _quantiles.Length - 1, _quantiles.Length - 2);
        }
        int at = _quantiles.BinarySearch(p);
        if (at >= 0)
        {
            return _values[at];
        }
        (int left, int right) = (~at - 1, ~at);
        double share = (p - _quantiles[left]) / (_quantiles[right] - _quantiles[left]);
        return _values[left] + share * (_values[right] - _values[left]);
    }

    private double Beyond(double p, int end, int interval)
    {
        double slope = Slope(interval);
        // No slope, no tail; 0 times an infinite quantile would be no number.
        return slope == 0 ? _values[end] : _values[end] + slope * (NormalCurve.Quantile(p) - NormalCurve.Quantile(_quantiles[end]));
    }

    // The deviation of the normal distribution that passes through both ends of an interval between known quantiles.
    private double Slope(int interval) => _quantiles.Length < 2
        ? 0
        : (_values[interval + 1] - _values[interval])
            / (NormalCurve.Quantile(_quantiles[interval + 1]) - NormalCurve.Quantile(_quantiles[interval]));
}
