using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training.Losses;

/// <summary>A parameter of a distribution that must be above 0, made from any number x: softplus(x) + 10⁻⁶.</summary>
/// <remarks>The floor keeps a logarithm or a quotient of it finite where softplus is 0.</remarks>
internal static class PositiveOutput
{
    private const double Floor = 1e-6;

    public static double Of(double x) => SpecialFunctions.Softplus(x) + Floor;

    /// <summary>The derivative of <see cref="Of"/>.</summary>
    public static double Slope(double x) => SpecialFunctions.Sigmoid(x);

    public static void Apply(Span<float> row)
    {
        foreach (ref float x in row)
        {
            x = (float)Of(x);
        }
    }
}
