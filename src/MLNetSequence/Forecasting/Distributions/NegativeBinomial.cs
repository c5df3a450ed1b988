using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Forecasting.Distributions;

/// <summary>A negative binomial distribution of counts, as <see cref="NegativeBinomialLoss"/> has it: the variance is μ + α·μ².</summary>
/// <remarks>With n = 1 / α, P(X ≤ k) = Iₓ(n, k + 1) where x = n / (n + μ), whose odds are n / μ.</remarks>
internal readonly struct NegativeBinomial : IParametricDistribution<NegativeBinomial>
{
    // Less dispersion cannot be told from that of Poisson's distribution, which has none.
    private const double LeastDispersion = 1e-12;

    // Beyond it, whole numbers have no place of their own among doubles.
    private const double MostExact = 1L << 52;

    private readonly double _n;

    /// <summary>A distribution.</summary>
    /// <param name="mean">μ, at least 0.</param>
    /// <param name="dispersion">α, at least 0; below 10⁻¹² it counts as that.</param>
    public NegativeBinomial(double mean, double dispersion) => (Mean, _n) = (mean, 1 / Math.Max(dispersion, LeastDispersion));

    public static int Parameters => 2;

    public double Mean { get; }

    public static NegativeBinomial At(ReadOnlySpan<float> parameters, int values, int entry) =>
        new(parameters[entry], parameters[values + entry]);

    /// <summary>The least whole number k with P(X ≤ k) ≥ p.</summary>
    /// <remarks>
    /// Newton's method on the distribution function, which is smooth in k, from the normal distribution's quantile as Fisher and Cornish
    /// (1960) bend it for the skew; between a number that is too small and one that is not, until they are neighbours.
    /// </remarks>
    public double Quantile(double p)
    {
        if (!(p > 0 && p < 1 && Mean > 0 && Mean < double.PositiveInfinity && _n > 0))
        {
            return p == 0 || Mean == 0 ? 0 : p == 1 ? double.PositiveInfinity : double.NaN;
        }
        double below = -1;
        double enough = double.PositiveInfinity;
        double k = Start(p);
        for (int step = 1; ; step++)
        {
            double missing = Missing(k, p, out double mass);
            (below, enough) = missing > 0 ? (k, enough) : (below, k);
            if (enough - below <= 1 || k >= MostExact)
            {
                return k >= MostExact ? k : enough;
            }
            double next = k + missing / mass;
            next = missing > 0 ? Math.Max(k + 1, Math.Ceiling(next)) : Math.Min(k - 1, Math.Floor(next));
            // Where the function is flat a step may lead anywhere, and where it is bent there may be many.
            bool astray = !(next > below && next < enough) || step % 4 == 0;
            k = !astray ? next
                : enough < double.PositiveInfinity ? Math.Floor(below + 0.5 * (enough - below))
                : Math.Min(2 * k + 1, MostExact);
        }
    }

    /// <summary>The probability of what is at most x.</summary>
    public double Cumulative(double x) =>
        x < 0 ? 0 : Mean == 0 ? 1 : IncompleteBeta.Lower(_n, Math.Floor(x) + 1, _n / Mean, out _);

    private double Start(double p)
    {
        double variance = Mean + Mean / _n * Mean;
        double deviation = Math.Sqrt(variance);
        double skew = (1 + 2 * Mean / _n) / deviation;
        double z = NormalCurve.Quantile(p);
        return Math.Clamp(Math.Floor(Mean + deviation * (z + skew * (z * z - 1) / 6)), 0, MostExact);
    }

    // p - P(X ≤ k), made of the smaller tail; and P(X = k).
    private double Missing(double k, double p, out double mass)
    {
        double density;
        double missing = p <= 0.5
            ? p - IncompleteBeta.Lower(_n, k + 1, _n / Mean, out density)
            : IncompleteBeta.Lower(k + 1, _n, Mean / _n, out density) - (1 - p);
        mass = density * (_n / Mean + 1) / (_n + k);
        return missing;
    }
}
