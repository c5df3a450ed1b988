using MLNetSequence.Engine.Training.Losses;

namespace MLNetSequence;

/// <summary>The negative log-likelihood of K targets t under normal distributions, in nats.</summary>
/// <remarks>
/// Outputs are [2, K]: the K means μ, then K numbers s that make the deviations σ. A prediction holds μ and σ in that order.
/// <code>
/// σ = softplus(s) + 10⁻⁶        z = (t - μ) / σ
/// loss = mean over K of  log σ + z² / 2 + log(2π) / 2
/// ∂loss/∂μ = -z / σ / K         ∂loss/∂s = (1 - z²) / σ · sigmoid(s) / K
/// </code>
/// Nix and Weigend (1994), "Estimating the mean and variance of the target probability distribution"; PyTorch's GaussianNLLLoss
/// with full=True, which reads the variance.
/// </remarks>
public sealed record GaussianLoss : Loss
{
    internal override int OutputsFor(int targets) => LossSettings.Outputs(targets, Normal.Outputs);

    internal override double Row(
        Span<float> output, int label, ReadOnlySpan<float> target, float scale, bool gradient, out bool hit)
    {
        hit = false;
        double loss = TargetRow.Run(default(Normal), output, target, scale, gradient);
        if (!gradient)
        {
            Predict(output);
        }
        return loss;
    }

    internal override void Predict(Span<float> output) => PositiveOutput.Apply(output[(output.Length / Normal.Outputs)..]);

    private readonly struct Normal : ITargetLoss
    {
        private const double HalfLogTwoPi = 0.91893853320467274;

        public static int Outputs => 2;

        public double Loss(ReadOnlySpan<double> outputs, double target)
        {
            double scale = PositiveOutput.Of(outputs[1]);
            double z = (target - outputs[0]) / scale;
            return Math.Log(scale) + 0.5 * z * z + HalfLogTwoPi;
        }

        public void Slopes(ReadOnlySpan<double> outputs, double target, Span<double> slopes)
        {
            double scale = PositiveOutput.Of(outputs[1]);
            double z = (target - outputs[0]) / scale;
            slopes[0] = -z / scale;
            slopes[1] = (1 - z * z) / scale * PositiveOutput.Slope(outputs[1]);
        }
    }
}
