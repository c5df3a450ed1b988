using MLNetSequence.Engine.Training.Losses;

namespace MLNetSequence;

/// <summary>The squared error of K targets t: what an output y is then an estimate of is the mean.</summary>
/// <remarks>
/// <code>
/// loss = mean over K of (y - t)²
/// ∂loss/∂y = 2·(y - t) / K
/// </code>
/// PyTorch's MSELoss and Keras' MeanSquaredError.
/// </remarks>
public sealed record MeanSquaredLoss : Loss
{
    internal override int OutputsFor(int targets) => LossSettings.Outputs(targets, Square.Outputs);

    internal override double Row(
        Span<float> output, int label, ReadOnlySpan<float> target, float scale, bool gradient, out bool hit)
    {
        hit = false;
        return TargetRow.Run(default(Square), output, target, scale, gradient);
    }

    private readonly struct Square : ITargetLoss
    {
        public static int Outputs => 1;

        public double Loss(ReadOnlySpan<double> outputs, double target) => (outputs[0] - target) * (outputs[0] - target);

        public void Slopes(ReadOnlySpan<double> outputs, double target, Span<double> slopes) =>
            slopes[0] = 2 * (outputs[0] - target);
    }
}
