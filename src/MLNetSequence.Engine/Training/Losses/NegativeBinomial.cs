using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training.Losses;

/// <summary>The negative binomial distribution with mean μ and variance μ + α·μ²: what the losses of counts share.</summary>
internal static class NegativeBinomial
{
    /// <summary>-log p(t).</summary>
    public static double Loss(double mean, double dispersion, double target)
    {
        double n = 1 / dispersion;
        double odds = dispersion * mean;
        double log = SpecialFunctions.Log1P(odds);
        return SpecialFunctions.LogGamma(target + 1) + SpecialFunctions.LogGamma(n) - SpecialFunctions.LogGamma(target + n)
            + n * log - target * (Math.Log(odds) - log);
    }

    /// <summary>Its derivatives by μ and by α.</summary>
    public static (double ByMean, double ByDispersion) Slopes(double mean, double dispersion, double target)
    {
        double n = 1 / dispersion;
        double odds = dispersion * mean;
        double error = (mean - target) / (1 + odds);
        double psi = SpecialFunctions.Digamma(target + n) - SpecialFunctions.Digamma(n);
        return (error / mean, n * (n * (psi - SpecialFunctions.Log1P(odds)) + error));
    }
}
