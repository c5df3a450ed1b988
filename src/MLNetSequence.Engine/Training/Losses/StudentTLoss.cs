using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training.Losses;

namespace MLNetSequence;

/// <summary>The negative log-likelihood of K targets t under Student's t, in nats: a normal distribution with heavier tails.</summary>
/// <remarks>
/// Outputs are [3, K]: the K locations μ, then K numbers s that make the scales σ, then K numbers f that make the degrees of
/// freedom ν, above 2 so that there is a variance. A prediction holds μ, σ and ν in that order; the mean is μ.
/// <code>
/// σ = softplus(s) + 10⁻⁶        ν = 2 + softplus(f)        z = (t - μ) / σ
/// loss = mean over K of  log σ + log(νπ) / 2 + log Γ(ν / 2) - log Γ((ν + 1) / 2) + (ν + 1) / 2 · log(1 + z² / ν)
/// </code>
/// Lange, Little and Taylor (1989), "Robust statistical modeling using the t distribution"; torch.distributions.StudentT, with
/// the parameters made from outputs as GluonTS makes them (Alexandrov et al. 2020).
/// </remarks>
public sealed record StudentTLoss : Loss
{
    private const double LeastFreedom = 2;

    internal override int OutputsFor(int targets) => LossSettings.Outputs(targets, Student.Outputs);

    internal override double Row(
        Span<float> output, int label, ReadOnlySpan<float> target, float scale, bool gradient, out bool hit)
    {
        hit = false;
        double loss = TargetRow.Run(default(Student), output, target, scale, gradient);
        if (!gradient)
        {
            Predict(output);
        }
        return loss;
    }

    internal override void Predict(Span<float> output)
    {
        int targets = output.Length / Student.Outputs;
        PositiveOutput.Apply(output.Slice(targets, targets));
        foreach (ref float f in output[(2 * targets)..])
        {
            f = (float)Freedom(f);
        }
    }

    private static double Freedom(double f) => LeastFreedom + SpecialFunctions.Softplus(f);

    private readonly struct Student : ITargetLoss
    {
        public static int Outputs => 3;

        public double Loss(ReadOnlySpan<double> outputs, double target)
        {
            double scale = PositiveOutput.Of(outputs[1]);
            double nu = Freedom(outputs[2]);
            double z = (target - outputs[0]) / scale;
            return Math.Log(scale) + 0.5 * Math.Log(nu * Math.PI)
                + SpecialFunctions.LogGamma(0.5 * nu) - SpecialFunctions.LogGamma(0.5 * (nu + 1))
                + 0.5 * (nu + 1) * SpecialFunctions.Log1P(z * z / nu);
        }

        public void Slopes(ReadOnlySpan<double> outputs, double target, Span<double> slopes)
        {
            double scale = PositiveOutput.Of(outputs[1]);
            double nu = Freedom(outputs[2]);
            double z = (target - outputs[0]) / scale;
            // (ν + 1)·z² / (ν + z²): how many squares of σ the error counts for, at most ν + 1.
            double pull = (nu + 1) * z / (nu + z * z);
            slopes[0] = -pull / scale;
            slopes[1] = (1 - pull * z) / scale * PositiveOutput.Slope(outputs[1]);
            double byFreedom = SpecialFunctions.Digamma(0.5 * nu) - SpecialFunctions.Digamma(0.5 * (nu + 1))
                + 1 / nu + SpecialFunctions.Log1P(z * z / nu) - pull * z / nu;
            slopes[2] = 0.5 * byFreedom * SpecialFunctions.Sigmoid(outputs[2]);
        }
    }
}
