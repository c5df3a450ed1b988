using MLNetSequence.Engine.Training.Losses;

namespace MLNetSequence;

/// <summary>The negative log-likelihood of K counts t under negative binomial distributions, in nats: for sales, visits, events.</summary>
/// <remarks>
/// Outputs are [2, K]: K numbers m that make the means μ, then K numbers a that make the dispersions α. A prediction holds μ and
/// α in that order; the variance is μ + α·μ². Targets are whole numbers of at least 0.
/// <code>
/// μ = softplus(m) + 10⁻⁶        α = softplus(a) + 10⁻⁶        n = 1 / α
/// loss = mean over K of  log Γ(t + 1) + log Γ(n) - log Γ(t + n) + n·log(1 + αμ) - t·log(αμ / (1 + αμ))
/// ∂loss/∂μ = (μ - t) / (μ·(1 + αμ)) / K
/// ∂loss/∂α = (n²·(ψ(t + n) - ψ(n) - log(1 + αμ)) + n·(μ - t) / (1 + αμ)) / K
/// </code>
/// The parameters are those of Salinas et al. (2020), "DeepAR", which has no floor. torch.distributions.NegativeBinomial has
/// total_count = n and logits = log(αμ).
/// </remarks>
public sealed record NegativeBinomialLoss : Loss
{
    internal override int OutputsFor(int targets) => LossSettings.Outputs(targets, Count.Outputs);

    internal override string? Refuse(int label, ReadOnlySpan<float> target, int classes, bool mayMiss = false) =>
        TargetCheck.Counts(target, mayMiss);

    internal override double Row(
        Span<float> output, int label, ReadOnlySpan<float> target, float scale, bool gradient, out bool hit)
    {
        hit = false;
        double loss = TargetRow.Run(default(Count), output, target, scale, gradient);
        if (!gradient)
        {
            Predict(output);
        }
        return loss;
    }

    internal override void Predict(Span<float> output) => PositiveOutput.Apply(output);

    private readonly struct Count : ITargetLoss
    {
        public static int Outputs => 2;

        public double Loss(ReadOnlySpan<double> outputs, double target) =>
            NegativeBinomial.Loss(PositiveOutput.Of(outputs[0]), PositiveOutput.Of(outputs[1]), target);

        public void Slopes(ReadOnlySpan<double> outputs, double target, Span<double> slopes)
        {
            (double byMean, double byDispersion) =
                NegativeBinomial.Slopes(PositiveOutput.Of(outputs[0]), PositiveOutput.Of(outputs[1]), target);
            slopes[0] = byMean * PositiveOutput.Slope(outputs[0]);
            slopes[1] = byDispersion * PositiveOutput.Slope(outputs[1]);
        }
    }
}
