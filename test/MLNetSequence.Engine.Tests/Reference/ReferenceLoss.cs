using MLNetSequence.Engine.Training.Losses;

namespace MLNetSequence.Engine.Tests.Reference;

/// <summary>The losses of one row, written from their definitions in double precision; slow, and in no way like the engine's.</summary>
internal static class ReferenceLoss
{
    public static double Of(Loss loss, double[] y, int label, double[] t)
    {
        int targets = t.Length;
        double MeanOf(Func<int, double> one) => Enumerable.Range(0, targets).Average(one);
        return loss switch
        {
            CrossEntropyLoss c => CrossEntropy(y, label, c.LabelSmoothing),
            BinaryCrossEntropyLoss b => MeanOf(k => Binary(y[k], t[k] * (1 - b.LabelSmoothing) + b.LabelSmoothing / 2, b.PositiveWeight)),
            MeanSquaredLoss => MeanOf(k => Math.Pow(y[k] - t[k], 2)),
            MeanAbsoluteLoss => MeanOf(k => Math.Abs(y[k] - t[k])),
            HuberLoss h => MeanOf(k => Huber(Math.Abs(y[k] - t[k]), h.Delta)),
            QuantileLoss q => MeanOf(k => q.Quantiles.Select((tau, i) => Pinball(t[k] - y[k * q.Quantiles.Length + i], tau)).Average()),
            GaussianLoss => MeanOf(k => Gaussian(t[k], y[k], Positive(y[targets + k]))),
            StudentTLoss => MeanOf(k => StudentT(t[k], y[k], Positive(y[targets + k]), 2 + Softplus(y[2 * targets + k]))),
            NegativeBinomialLoss => MeanOf(k => NegativeBinomial(t[k], Positive(y[k]), Positive(y[targets + k]))),
            ScaledNegativeBinomialLoss => Enumerable.Range(0, targets / 2).Average(k => NegativeBinomial(
                t[k], t[targets / 2 + k] * Positive(y[k]), Positive(y[targets / 2 + k]) / Math.Sqrt(t[targets / 2 + k]))),
            _ => throw new ArgumentException($"There is no reference of {loss}.", nameof(loss)),
        };
    }

    /// <summary>What the loss makes of outputs for its user.</summary>
    public static double[] Prediction(Loss loss, double[] y)
    {
        int half = y.Length / 2, third = y.Length / 3;
        return loss switch
        {
            CrossEntropyLoss => Softmax(y),
            BinaryCrossEntropyLoss => [.. y.Select(z => 1 / (1 + Math.Exp(-z)))],
            GaussianLoss => [.. y.Select((x, i) => i < half ? x : Positive(x))],
            StudentTLoss => [.. y.Select((x, i) => i < third ? x : i < 2 * third ? Positive(x) : 2 + Softplus(x))],
            NegativeBinomialLoss => [.. y.Select(Positive)],
            _ => y,
        };
    }

    /// <summary>log Γ(x): 200 steps up, where two terms of Stirling's series are enough.</summary>
    public static double LogGamma(double x)
    {
        double far = x + 200;
        double steps = Enumerable.Range(0, 200).Sum(i => Math.Log(x + i));
        return (far - 0.5) * Math.Log(far) - far + 0.5 * Math.Log(2 * Math.PI) + 1 / (12 * far) - 1 / (360 * far * far * far) - steps;
    }

    private static double[] Softmax(double[] y)
    {
        double sum = LogSum(y);
        return Array.ConvertAll(y, x => Math.Exp(x - sum));
    }

    private static double LogSum(double[] y)
    {
        double max = y.Max();
        return max + Math.Log(y.Sum(x => Math.Exp(x - max)));
    }

    private static double CrossEntropy(double[] y, int label, double smoothing)
    {
        double sum = LogSum(y);
        return y.Select((x, c) => ((c == label ? 1 - smoothing : 0) + smoothing / y.Length) * (sum - x)).Sum();
    }

    private static double Binary(double z, double t, double weight) => weight * t * Softplus(-z) + (1 - t) * Softplus(z);

    private static double Huber(double e, double delta) => e <= delta ? e * e / 2 : delta * (e - delta / 2);

    private static double Pinball(double e, double tau) => e >= 0 ? tau * e : (tau - 1) * e;

    private static double Gaussian(double t, double mean, double scale) =>
        0.5 * Math.Log(2 * Math.PI * scale * scale) + (t - mean) * (t - mean) / (2 * scale * scale);

    private static double StudentT(double t, double location, double scale, double nu)
    {
        double z = (t - location) / scale;
        return LogGamma(nu / 2) - LogGamma((nu + 1) / 2) + 0.5 * Math.Log(nu * Math.PI * scale * scale)
            + (nu + 1) / 2 * Math.Log(1 + z * z / nu);
    }

    // n successes, each with probability p: the textbook's form.
    private static double NegativeBinomial(double t, double mean, double dispersion)
    {
        double n = 1 / dispersion;
        double p = 1 / (1 + dispersion * mean);
        return LogGamma(t + 1) + LogGamma(n) - LogGamma(t + n) - n * Math.Log(p) - t * Math.Log(dispersion * mean * p);
    }

    private static double Softplus(double x) => x > 30 ? x : Math.Log(1 + Math.Exp(x));

    private static double Positive(double x) => Softplus(x) + 1e-6;
}
