using System.Runtime.InteropServices;

namespace MLNetSequence.Scaling;

/// <summary>Median and distance of the quartiles. Quantiles need all values.</summary>
internal sealed class QuantileStatistics : SeriesStatistics
{
    private readonly List<float> _values = [];

    protected override void Include(double value) => _values.Add((float)value);

    protected override void Include(SeriesStatistics other) => _values.AddRange(((QuantileStatistics)other)._values);

    protected override (double Centre, double Scale) Finish()
    {
        Span<float> sorted = CollectionsMarshal.AsSpan(_values);
        sorted.Sort();
        return (Quantile(sorted, 0.5), Quantile(sorted, 0.75) - Quantile(sorted, 0.25));
    }

    /// <summary>NumPy's default: linear between the two values beside place (n − 1)·q.</summary>
    private static double Quantile(ReadOnlySpan<float> sorted, double q)
    {
        double place = (sorted.Length - 1) * q;
        int below = (int)place;
        double low = sorted[below];
        double high = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return low + (high - low) * (place - below);
    }
}
