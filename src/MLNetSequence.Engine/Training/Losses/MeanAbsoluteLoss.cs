using MLNetSequence.Engine.Training.Losses;

namespace MLNetSequence;

/// <summary>The absolute error of K targets t: what an output y is then an estimate of is the median.</summary>
/// <remarks>
/// <code>
/// loss = mean over K of |y - t|
/// ∂loss/∂y = sign(y - t) / K, which is 0 where they are equal
/// </code>
/// PyTorch's L1Loss and Keras' MeanAbsoluteError.
/// </remarks>
public sealed record MeanAbsoluteLoss : Loss
{
    internal override int OutputsFor(int targets) => LossSettings.Outputs(targets, Distance.Outputs);

    internal override double Row(
        Span<float> output, int label, ReadOnlySpan<float> target, float scale, bool gradient, out bool hit)
    {
        hit = false;
        return TargetRow.Run(default(Distance), output, target, scale, gradient);
    }

    private readonly struct Distance : ITargetLoss
    {
        public static int Outputs => 1;

        public double Loss(ReadOnlySpan<double> outputs, double target) => Math.Abs(outputs[0] - target);

        public void Slopes(ReadOnlySpan<double> outputs, double target, Span<double> slopes)
        {
            double error = outputs[0] - target;
            // The error itself is 0 or NaN in the end.
            slopes[0] = error > 0 ? 1 : error < 0 ? -1 : error;
        }
    }
}
