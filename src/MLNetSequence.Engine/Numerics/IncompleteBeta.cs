namespace MLNetSequence.Engine.Numerics;

/// <summary>The regularised incomplete beta function Iₓ(a, b), of which the tails of Student's t and of counts are made.</summary>
/// <remarks>
/// It is asked for the odds x / (1 - x), so that x near 0 and x near 1 are equally exact. Where a and b are large it is the integral of
/// its bell over the tail, by Gauss and Legendre's rule; otherwise a continued fraction (Didonato and Morris 1992, Algorithm
/// 708). What stands before both is put together as in Loader (2000), so that it is exact for a and b of a thousand million.
/// </remarks>
internal static class IncompleteBeta
{
    // From here on the continued fraction needs more time than the integral, and the bell is narrow enough for it.
    private const double Large = 1000;

    private const double InverseRootTwoPi = 0.3989422804014327;

    // e^-50, of what the integrand is at its beginning, may be left out.
    private const double Negligible = 50;

    private static readonly (double Place, double Weight)[] Rule = LegendreRule(40);

    /// <summary>Iₓ(a, b) = ∫₀ˣ tᵃ⁻¹ (1 - t)ᵇ⁻¹ dt / B(a, b): 0 for odds 0, 1 for odds ∞.</summary>
    /// <param name="a">Above 0.</param>
    /// <param name="b">Above 0.</param>
    /// <param name="odds">x / (1 - x), at least 0.</param>
    /// <param name="density">xᵃ (1 - x)ᵇ / B(a, b), the derivative by the odds' logarithm.</param>
    public static double Lower(double a, double b, double odds, out double density)
    {
        density = 0;
        if (!(odds > 0 && odds < double.PositiveInfinity))
        {
            return odds == 0 ? 0 : odds > 0 ? 1 : double.NaN;
        }
        double ratio = odds * b / a;
        double height = Height(a, b);
        density = height * Math.Exp(Exponent(a, b, ratio));
        if (Math.Min(a, b) >= Large)
        {
            double tail = height * Tail(a, b, ratio);
            return ratio < 1 ? tail : 1 - tail;
        }
        (double x, double y) = (odds / (1 + odds), 1 / (1 + odds));
        return ratio < 1 ? density / Fraction(a, b, x, y) : 1 - density / Fraction(b, a, y, x);
    }

    // The density's greatest value, where the odds are a / b.
    private static double Height(double a, double b)
    {
        double log = SpecialFunctions.StirlingCorrection(a + b)
            - SpecialFunctions.StirlingCorrection(a) - SpecialFunctions.StirlingCorrection(b);
        return InverseRootTwoPi * Math.Sqrt(a / (a + b) * b) * Math.Exp(log);
    }

    // log(density / height) where the odds are a / b times a ratio: a·log(ratio) - (a + b)·log(1 + (ratio - 1)·a / (a + b)).
    private static double Exponent(double a, double b, double ratio)
    {
        if (a > b)
        {
            // The same from the other side, where less takes away from each other.
            (a, b, ratio) = (b, a, 1 / ratio);
        }
        double sum = a + b;
        double e = ratio - 1;
        double share = a / sum * e;
        // Near 1 what is linear in e goes away by itself, before it can take digits along.
        return Math.Abs(e) < 0.5
            ? a * SpecialFunctions.Log1PLessItself(e) - sum * SpecialFunctions.Log1PLessItself(share)
            : a * Math.Log(ratio) - sum * SpecialFunctions.Log1P(share);
    }

    // The integral of density / height over the odds' logarithm, from here away from the bell's top.
    private static double Tail(double a, double b, double ratio)
    {
        double from = Math.Log(ratio);
        double deviation = Math.Sqrt(1 / a + 1 / b);
        double away = Math.Abs(from) / deviation;
        double half = 0.5 * deviation * (Math.Sqrt(away * away + 2 * Negligible) - away) * (from < 0 ? -1 : 1);
        double sum = 0;
        foreach ((double place, double weight) in Rule)
        {
            sum += weight * Math.Exp(Exponent(a, b, Math.Exp(from + half * (1 + place))));
        }
        return Math.Abs(half) * sum;
    }

    // density / Iₓ(a, b) where x is at most a / (a + b); y = 1 - x. By the method of Lentz (Thompson and Barnett 1986).
    private static double Fraction(double a, double b, double x, double y)
    {
        double beyond = a * y - b * x + 1;
        double fraction = a * beyond / (a + 1);
        double c = fraction;
        double d = 0;
        for (int n = 1; n < 10_000; n++)
        {
            double above = n * (b - n) * x / (a + 2 * n - 1);
            double numerator = (a + n - 1) * (a + b + n - 1) / (a + 2 * n - 1) * above * x;
            double denominator = n + above + (a + n) * (beyond + n * (1 + y)) / (a + 2 * n + 1);
            d = 1 / (denominator + numerator * d);
            c = denominator + numerator / c;
            fraction *= c * d;
            if (Math.Abs(c * d - 1) < 1e-15)
            {
                break;
            }
        }
        return fraction;
    }

    // The zeros of Legendre's polynomial of degree n by Newton's method, and their weights, for an integral from -1 to 1.
    private static (double Place, double Weight)[] LegendreRule(int n)
    {
        var rule = new (double Place, double Weight)[n];
        for (int i = 0; i < n; i++)
        {
            double x = Math.Cos(Math.PI * (i + 0.75) / (n + 0.5));
            double slope = 0;
            for (int round = 0; round < 10; round++)
            {
                double before = 1;
                double value = x;
                for (int k = 2; k <= n; k++)
                {
                    (before, value) = (value, ((2 * k - 1) * x * value - (k - 1) * before) / k);
                }
                slope = n * (x * value - before) / (x * x - 1);
                x -= value / slope;
            }
            rule[i] = (x, 2 / ((1 - x * x) * slope * slope));
        }
        return rule;
    }
}
