namespace MLNetSequence.Engine.Numerics;

/// <summary>Student's t distribution with centre 0, scale 1 and ν degrees of freedom.</summary>
internal static class StudentCurve
{
    // Newton's method squares what is missing: after a step as small as this, nothing is.
    private const double Close = 1e-10;
    private const int MostSteps = 60;

    /// <summary>The probability of what is at most t; where it is small, too, nearly all digits are right.</summary>
    /// <param name="t">Any number.</param>
    /// <param name="freedom">ν, above 0.</param>
    public static double Cumulative(double t, double freedom)
    {
        double tail = Tail(Math.Abs(t), freedom, out _);
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>The t below which a share p lies: -∞ for 0, +∞ for 1, NaN for what is no probability.</summary>
    /// <param name="p">From 0 to 1.</param>
    /// <param name="freedom">ν, above 0; made for ν from 2.</param>
    /// <remarks>
    /// Newton's method on the distribution function of the half that p lies in: in the tail for its logarithm over that of t, which is
    /// concave and nearly straight, nearer to the centre for the function itself, which is concave, too. So it cannot go astray. It
    /// begins between the quantiles of ν = 2 (Hill 1970 gives them in closed form) and of the normal distribution.
    /// </remarks>
    public static double Quantile(double p, double freedom)
    {
        if (!(p > 0 && p < 1))
        {
            return p == 0 ? double.NegativeInfinity : p == 1 ? double.PositiveInfinity : double.NaN;
        }
        if (p == 0.5)
        {
            return 0;
        }
        double tail = Math.Min(p, 1 - p);
        double normal = -NormalCurve.Quantile(tail);
        double ofTwo = (1 - 2 * tail) / Math.Sqrt(2 * tail * (1 - tail));
        double t = normal * Math.Pow(ofTwo / normal, 2 / freedom);
        t = tail < 0.25 ? InTail(t, tail, freedom) : InMiddle(t, 0.5 - tail, freedom);
        return p < 0.5 ? -t : t;
    }

    // The probability of what is above t ≥ 0, and t times the density.
    private static double Tail(double t, double freedom, out double slope) =>
        0.5 * IncompleteBeta.Lower(0.5 * freedom, 0.5, freedom / t / t, out slope);

    private static double InTail(double t, double tail, double freedom)
    {
        for (int step = 0; step < MostSteps; step++)
        {
            double here = Tail(t, freedom, out double slope);
            double by = Math.Log(here / tail) * here / slope;
            t *= Math.Exp(by);
            if (!(Math.Abs(by) > Close))
            {
                break;
            }
        }
        return t;
    }

    // How much lies between 0 and t: near the centre the tail's difference to ½ would lose digits.
    private static double InMiddle(double t, double share, double freedom)
    {
        for (int step = 0; step < MostSteps; step++)
        {
            double here = 0.5 * IncompleteBeta.Lower(0.5, 0.5 * freedom, t * t / freedom, out double slope);
            double by = (share - here) / slope;
            t *= 1 + by;
            if (!(Math.Abs(by) > Close))
            {
                break;
            }
        }
        return t;
    }
}
