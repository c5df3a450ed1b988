using MLNetSequence.Engine.Training.Losses;

namespace MLNetSequence;

/// <summary>Squared for small errors of K targets t, absolute for large ones: outliers pull no harder than δ.</summary>
/// <remarks>
/// <code>
/// e = y - t
/// loss = mean over K of  e² / 2             where |e| ≤ δ
///                        δ·(|e| - δ / 2)    elsewhere
/// ∂loss/∂y = min(max(e, -δ), δ) / K
/// </code>
/// Huber (1964), "Robust estimation of a location parameter"; PyTorch's HuberLoss and Keras' Huber.
/// </remarks>
public sealed record HuberLoss : Loss
{
    /// <summary>Where the loss turns from a square to a line, δ, in units of the target: above 0; 1 is the default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not a finite one above 0.</exception>
    public double Delta { get; init => field = LossSettings.Positive(value, nameof(Delta)); } = 1;

    internal override int OutputsFor(int targets) => LossSettings.Outputs(targets, Bend.Outputs);

    internal override double Row(
        Span<float> output, int label, ReadOnlySpan<float> target, float scale, bool gradient, out bool hit)
    {
        hit = false;
        return TargetRow.Run(new Bend(Delta), output, target, scale, gradient);
    }

    private readonly struct Bend(double delta) : ITargetLoss
    {
        public static int Outputs => 1;

        public double Loss(ReadOnlySpan<double> outputs, double target)
        {
            double error = Math.Abs(outputs[0] - target);
            return error <= delta ? 0.5 * error * error : delta * (error - 0.5 * delta);
        }

        public void Slopes(ReadOnlySpan<double> outputs, double target, Span<double> slopes) =>
            slopes[0] = Math.Clamp(outputs[0] - target, -delta, delta);
    }
}
