namespace MLNetSequence.Forecasting.Distributions;

/// <summary>What was drawn, in rising order, taken for the distribution that it was drawn from.</summary>
/// <param name="sorted">The values, at least one.</param>
internal readonly ref struct Samples(ReadOnlySpan<double> sorted) : IPredictiveDistribution
{
    private readonly ReadOnlySpan<double> _sorted = sorted;

    public double Mean
    {
        get
        {
            double sum = 0;
            foreach (double value in _sorted)
            {
                sum += value;
            }
            return sum / _sorted.Length;
        }
    }

    /// <summary>Straight between the values, the least of which is the quantile 0 and the greatest the quantile 1.</summary>
    /// <remarks>Type 7 of Hyndman and Fan (1996), "Sample quantiles in statistical packages": what NumPy and R do unless told.</remarks>
    public double Quantile(double p)
    {
        double place = (_sorted.Length - 1) * p;
        int below = (int)Math.Clamp(Math.Floor(place), 0, _sorted.Length - 1);
        double value = _sorted[below];
        return below + 1 < _sorted.Length ? value + (place - below) * (_sorted[below + 1] - value) : value;
    }
}
