namespace MLNetSequence.Engine.Numerics;

/// <summary>What distributions are made of and System.Math lacks, in double precision.</summary>
/// <remarks>
/// The gamma function's logarithm and its derivative come from Stirling's series (Abramowitz and Stegun 1964, 6.1.41 and 6.3.18),
/// which at <see cref="Far"/> is exact to the last bit; smaller x are stepped up there by Γ(x + 1) = x Γ(x).
/// </remarks>
internal static class SpecialFunctions
{
    private const double Far = 10;
    private const double HalfLogTwoPi = 0.91893853320467274;

    /// <summary>log(1 + x) for finite x above -1, to full relative precision near 0 (Kahan's correction of 1 + x).</summary>
    public static double Log1P(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>log(1 + x) - x for finite x above -1, to full relative precision near 0, where it is about -x²/2.</summary>
    /// <remarks>With r = x / (2 + x), log(1 + x) is 2·(r + r³/3 + r⁵/5 + …); what it has of x goes away by itself.</remarks>
    public static double Log1PLessItself(double x)
    {
        if (!(Math.Abs(x) < 0.5))
        {
            return Math.Log(1 + x) - x;
        }
        double r = x / (2 + x);
        double s = r * r;
        double power = 1;
        double series = 0;
        for (int k = 3; power > 1e-17; k += 2)
        {
            series += power / k;
            power *= s;
        }
        return r * (2 * s * series - x);
    }

    /// <summary>log(1 + eˣ), without overflow.</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x)));

    /// <summary>1 / (1 + e⁻ˣ), the derivative of <see cref="Softplus"/>; relative precision is kept on both sides.</summary>
    public static double Sigmoid(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /// <summary>log Γ(x); NaN where x is not above 0.</summary>
    public static double LogGamma(double x)
    {
        if (!(x > 0))
        {
            return double.NaN;
        }
        double product = 1;
        for (; x < Far; x++)
        {
            product *= x;
        }
        return Stirling(x) + FarCorrection(x) - Math.Log(product);
    }

    /// <summary>log Γ(x) less Stirling's (x - ½)·log x - x + log(2π) / 2; NaN where x is not above 0.</summary>
    /// <remarks>
    /// Near 1 / 12x where x is large. Quotients of gamma functions are made of it without the loss that large logarithms bring (Loader
    /// 2000, "Fast and accurate computation of binomial probabilities").
    /// </remarks>
    public static double StirlingCorrection(double x) => x >= Far ? FarCorrection(x) : LogGamma(x) - Stirling(x);

    /// <summary>ψ(x) = d log Γ(x) / dx; NaN where x is not above 0.</summary>
    public static double Digamma(double x)
    {
        if (!(x > 0))
        {
            return double.NaN;
        }
        double steps = 0;
        for (; x < Far; x++)
        {
            steps += 1 / x;
        }
        double r = 1 / x;
        double s = r * r;
        double series = 1.0 / 12;
        series = series * s - 691.0 / 32760;
        series = series * s + 1.0 / 132;
        series = series * s - 1.0 / 240;
        series = series * s + 1.0 / 252;
        series = series * s - 1.0 / 120;
        series = series * s + 1.0 / 12;
        return Math.Log(x) - 0.5 * r - series * s - steps;
    }

    private static double Stirling(double x) => (x - 0.5) * Math.Log(x) - x + HalfLogTwoPi;

    private static double FarCorrection(double x)
    {
        double r = 1 / x;
        double s = r * r;
        double series = 1.0 / 156;
        series = series * s - 691.0 / 360360;
        series = series * s + 1.0 / 1188;
        series = series * s - 1.0 / 1680;
        series = series * s + 1.0 / 1260;
        series = series * s - 1.0 / 360;
        series = series * s + 1.0 / 12;
        return series * r;
    }
}
