using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Forecasting.Distributions;

/// <summary>Student's t distribution, as <see cref="StudentTLoss"/> has it.</summary>
/// <param name="centre">μ, the mean where ν is above 1.</param>
/// <param name="scale">σ, at least 0.</param>
/// <param name="freedom">ν, at least 2.</param>
internal readonly struct StudentT(double centre, double scale, double freedom) : IParametricDistribution<StudentT>
{
    public static int Parameters => 3;

    public double Mean => centre;

    public static StudentT At(ReadOnlySpan<float> parameters, int values, int entry) =>
        new(parameters[entry], parameters[values + entry], parameters[2 * values + entry]);

    public double Quantile(double p) => centre + scale * StudentCurve.Quantile(p, freedom);

    /// <summary>The probability of what is at most x.</summary>
    public double Cumulative(double x) => StudentCurve.Cumulative((x - centre) / scale, freedom);
}
