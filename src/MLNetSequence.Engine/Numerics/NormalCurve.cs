namespace MLNetSequence.Engine.Numerics;

/// <summary>The normal distribution with mean 0 and deviation 1.</summary>
internal static class NormalCurve
{
    private const double InverseRootTwoPi = 0.3989422804014327;

    // From here on the continued fraction needs fewer terms than the series.
    private const double Tail = 4;

    // Wichura (1988), Algorithm AS 241, PPND16: numerators and denominators of z, highest power first.
    private static ReadOnlySpan<double> MiddleAbove =>
    [
        2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
        1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080,
    ];

    private static ReadOnlySpan<double> MiddleBelow =>
    [
        5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
        5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1,
    ];

    private static ReadOnlySpan<double> SideAbove =>
    [
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258,
        3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734,
    ];

    private static ReadOnlySpan<double> SideBelow =>
    [
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
        6.89767334985100004550e-1, 1.67638483018380384940, 2.05319162663775882187, 1,
    ];

    private static ReadOnlySpan<double> FarAbove =>
    [
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
        2.96560571828504891230e-1, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720,
    ];

    private static ReadOnlySpan<double> FarBelow =>
    [
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
        1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1,
    ];

    /// <summary>The density e^(-z²/2) / √(2π).</summary>
    public static double Density(double z) => InverseRootTwoPi * Math.Exp(-0.5 * z * z);

    /// <summary>The probability Φ(z) of what is at most z; where it is small, too, nearly all digits are right.</summary>
    /// <remarks>
    /// In the middle ½ + φ(z)·(z + z³/3 + z⁵/(3·5) + …) (Marsaglia 2004, "Evaluating the normal distribution"), in the tail Laplace's
    /// continued fraction φ(z) / (z + 1/(z + 2/(z + 3/(z + …)))).
    /// </remarks>
    public static double Cumulative(double z)
    {
        double size = Math.Abs(z);
        if (!(size < Tail))
        {
            double far = UpperTail(size);
            return z < 0 ? far : 1 - far;
        }
        double term = size;
        double sum = size;
        for (int k = 3; term > sum * 1e-17; k += 2)
        {
            term *= z * z / k;
            sum += term;
        }
        double beside = Density(z) * sum;
        // Below -2 this difference would lose digits.
        return z >= 0 ? 0.5 + beside : size < 2 ? 0.5 - beside : UpperTail(size);
    }

    /// <summary>The z below which a share p lies, to about 16 digits: -∞ for 0, +∞ for 1, NaN for what is no probability.</summary>
    /// <remarks>Wichura (1988), Algorithm AS 241, "The percentage points of the normal distribution".</remarks>
    public static double Quantile(double p)
    {
        if (!(p > 0 && p < 1))
        {
            return p == 0 ? double.NegativeInfinity : p == 1 ? double.PositiveInfinity : double.NaN;
        }
        double q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double middle = 0.180625 - q * q;
            return q * Horner(MiddleAbove, middle) / Horner(MiddleBelow, middle);
        }
        double r = Math.Sqrt(-Math.Log(Math.Min(p, 1 - p)));
        double z = r <= 5
            ? Horner(SideAbove, r - 1.6) / Horner(SideBelow, r - 1.6)
            : Horner(FarAbove, r - 5) / Horner(FarBelow, r - 5);
        return q < 0 ? -z : z;
    }

    // Evaluated from its end, with more terms than any z from 2 needs.
    private static double UpperTail(double z)
    {
        double fraction = z;
        for (int k = z < Tail ? 200 : 60; k > 0; k--)
        {
            fraction = z + k / fraction;
        }
        return Density(z) / fraction;
    }

    private static double Horner(ReadOnlySpan<double> coefficients, double x)
    {
        double sum = 0;
        foreach (double coefficient in coefficients)
        {
            sum = sum * x + coefficient;
        }
        return sum;
    }
}
