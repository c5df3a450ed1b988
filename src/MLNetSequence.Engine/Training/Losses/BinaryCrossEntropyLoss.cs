using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training.Losses;

namespace MLNetSequence;

/// <summary>Cross-entropy of K yes-or-no questions, in nats, from outputs z before the sigmoid; targets t are from 0 to 1.</summary>
/// <remarks>
/// <code>
/// t' = (1 - ε)·t + ε / 2
/// loss = mean over K of  w·t'·softplus(-z) + (1 - t')·softplus(z)      softplus(z) = log(1 + eᶻ) = -log(1 - σ(z))
/// ∂loss/∂z = (-w·t'·σ(-z) + (1 - t')·σ(z)) / K
/// </code>
/// Without smoothing it is PyTorch's BCEWithLogitsLoss with pos_weight w; the smoothing ε is that of Keras' BinaryCrossentropy.
/// A row is counted as classified correctly where all K answers are: z above 0 where t is above 0.5, and not above it elsewhere.
/// </remarks>
public sealed record BinaryCrossEntropyLoss : Loss
{
    /// <summary>How far a target is drawn to 0.5, ε: from 0 (the default) to below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public double LabelSmoothing { get; init => field = LossSettings.Smoothing(value, nameof(LabelSmoothing)); }

    /// <summary>
    /// The weight w of a yes beside that of a no, above 0; 1 is the default. (Number of no) / (number of yes) evens them out.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not a finite number above 0.</exception>
    public double PositiveWeight { get; init => field = LossSettings.Positive(value, nameof(PositiveWeight)); } = 1;

    internal override Activation Absorbs => Activation.Sigmoid;

    internal override int OutputsFor(int targets) => LossSettings.Outputs(targets, Question.Outputs);

    internal override string? Refuse(int label, ReadOnlySpan<float> target, int classes, bool mayMiss = false) =>
        TargetCheck.Probabilities(target, mayMiss);

    internal override double Row(
        Span<float> output, int label, ReadOnlySpan<float> target, float scale, bool gradient, out bool hit)
    {
        hit = true;
        for (int k = 0; k < target.Length; k++)
        {
            hit &= TargetCheck.IsMissing(target[k]) || output[k] > 0 == target[k] > 0.5f;
        }
        double loss = TargetRow.Run(new Question(LabelSmoothing, PositiveWeight), output, target, scale, gradient);
        if (!gradient)
        {
            Predict(output);
        }
        return loss;
    }

    internal override void Predict(Span<float> output)
    {
        foreach (ref float z in output)
        {
            z = (float)SpecialFunctions.Sigmoid(z);
        }
    }

    private readonly struct Question(double smoothing, double positiveWeight) : ITargetLoss
    {
        public static int Outputs => 1;

        public double Loss(ReadOnlySpan<double> outputs, double target)
        {
            double t = Smoothed(target);
            double z = outputs[0];
            // Both softplus share the logarithm; neither form loses the small one of them.
            double rest = SpecialFunctions.Log1P(Math.Exp(-Math.Abs(z)));
            return positiveWeight * t * (Math.Max(-z, 0) + rest) + (1 - t) * (Math.Max(z, 0) + rest);
        }

        public void Slopes(ReadOnlySpan<double> outputs, double target, Span<double> slopes)
        {
            double t = Smoothed(target);
            double z = outputs[0];
            slopes[0] = (1 - t) * SpecialFunctions.Sigmoid(z) - positiveWeight * t * SpecialFunctions.Sigmoid(-z);
        }

        private double Smoothed(double target) => (1 - smoothing) * target + 0.5 * smoothing;
    }
}
