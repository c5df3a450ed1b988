namespace MLNetSequence.Engine.Training.Losses;

/// <summary>
/// <see cref="NegativeBinomialLoss"/> of counts t that cannot be divided by their scale, as they would be counts no more: the scale ν,
/// which the data gives beside each count, is put into the distribution instead.
/// </summary>
/// <remarks>
/// A target row is [2, K]: the K counts, then their K scales ν, above 0. Outputs are [2, K]: K numbers m, then K numbers a. A
/// prediction holds μ / ν and α·√ν in that order, as the outputs alone do not tell ν: who knows it makes μ and α of them.
/// <code>
/// μ = ν·(softplus(m) + 10⁻⁶)        α = (softplus(a) + 10⁻⁶) / √ν
/// ∂loss/∂m = ∂loss/∂μ·ν·sigmoid(m)        ∂loss/∂a = ∂loss/∂α / √ν·sigmoid(a)
/// </code>
/// Loss, ∂loss/∂μ and ∂loss/∂α are those of <see cref="NegativeBinomialLoss"/>. Salinas et al. (2020), "DeepAR", section 3.3.
/// </remarks>
internal sealed record ScaledNegativeBinomialLoss : Loss
{
    // A target row has two numbers for each count.
    internal override int OutputsFor(int targets) => targets % 2 == 0
        ? LossSettings.Outputs(targets / 2, ScaledCount.Outputs)
        : throw new ArgumentOutOfRangeException(
            nameof(targets), targets, "A target row must have as many scales as counts, so an even number in all.");

    internal override string? Refuse(int label, ReadOnlySpan<float> target, int classes, bool mayMiss = false) =>
        TargetCheck.Counts(target[..(target.Length / 2)], mayMiss) ?? TargetCheck.Positive(target[(target.Length / 2)..]);

    internal override double Row(
        Span<float> output, int label, ReadOnlySpan<float> target, float scale, bool gradient, out bool hit)
    {
        hit = false;
        double loss = TargetRow.Run(default(ScaledCount), output, target, scale, gradient);
        if (!gradient)
        {
            Predict(output);
        }
        return loss;
    }

    internal override void Predict(Span<float> output) => PositiveOutput.Apply(output);

    private readonly struct ScaledCount : ITargetLoss
    {
        public static int Outputs => 2;

        public static int Given => 1;

        public double Loss(ReadOnlySpan<double> outputs, double target)
        {
            (double mean, double dispersion) = Parameters(outputs);
            return NegativeBinomial.Loss(mean, dispersion, target);
        }

        public void Slopes(ReadOnlySpan<double> outputs, double target, Span<double> slopes)
        {
            (double mean, double dispersion) = Parameters(outputs);
            (double byMean, double byDispersion) = NegativeBinomial.Slopes(mean, dispersion, target);
            double scale = outputs[2];
            slopes[0] = byMean * scale * PositiveOutput.Slope(outputs[0]);
            slopes[1] = byDispersion / Math.Sqrt(scale) * PositiveOutput.Slope(outputs[1]);
        }

        private static (double Mean, double Dispersion) Parameters(ReadOnlySpan<double> outputs) =>
            (outputs[2] * PositiveOutput.Of(outputs[0]), PositiveOutput.Of(outputs[1]) / Math.Sqrt(outputs[2]));
    }
}
