using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Forecasting.Distributions;

/// <summary>A normal distribution, as <see cref="GaussianLoss"/> has it.</summary>
/// <param name="mean">μ.</param>
/// <param name="deviation">σ, at least 0.</param>
internal readonly struct Gaussian(double mean, double deviation) : IParametricDistribution<Gaussian>
{
    public static int Parameters => 2;

    public double Mean => mean;

    public static Gaussian At(ReadOnlySpan<float> parameters, int values, int entry) => new(parameters[entry], parameters[values + entry]);

    public double Quantile(double p) => mean + deviation * NormalCurve.Quantile(p);

    /// <summary>The probability of what is at most x.</summary>
    public double Cumulative(double x) => NormalCurve.Cumulative((x - mean) / deviation);
}
