using System.Collections.Immutable;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training.Losses;

namespace MLNetSequence;

/// <summary>Cross-entropy of one class of C, in nats, from outputs x before the softmax: the loss of a classifier.</summary>
/// <remarks>
/// <code>
/// p = softmax(x)
/// q[c] = (1 - ε)·[c = label] + ε / C
/// loss = -Σ_c q[c]·log p[c]
/// ∂loss/∂x = p - q
/// </code>
/// ε is the label smoothing of Szegedy et al. (2016), "Rethinking the Inception architecture". A class weight is a weight of the
/// row: the loss of a batch is Σ w[label]·loss / Σ w[label]. With either setting alone that is PyTorch's CrossEntropyLoss. With
/// both, PyTorch weighs the smoothed part class by class, ε / C · Σ_c w[c]·(-log p[c]); here the whole row has the weight of its
/// label, so that a row of weight 0 counts for nothing.
/// <para>
/// Of a network that ends in a <see cref="SequenceNetwork.Crf"/> it is the negative log-likelihood of whole sequences of labels, with
/// neither setting.
/// </para>
/// </remarks>
public sealed record CrossEntropyLoss : Loss
{
    /// <summary>Share of the label that is spread evenly over all classes, ε: from 0 (the default) to below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public double LabelSmoothing { get; init => field = LossSettings.Smoothing(value, nameof(LabelSmoothing)); }

    /// <summary>The weight of each class, [C], at least 0 and not all 0; null (the default) weighs all the same.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are none, one is negative or not finite, or all are 0.</exception>
    public ImmutableArray<double>? ClassWeights
    {
        get;
        init => field = value is { } weights ? LossSettings.Weights(weights, nameof(ClassWeights)) : null;
    }

    internal override Activation Absorbs => Activation.Softmax;

    internal override bool ReadsLabel => true;

    internal override int OutputsFor(int targets)
    {
        if (ClassWeights is { } weights && weights.Length != targets)
        {
            throw new ArgumentException(
                $"{nameof(ClassWeights)} must hold a number for each of the {targets} classes; it holds {weights.Length}.",
                nameof(ClassWeights));
        }
        return LossSettings.Outputs(targets, each: 1);
    }

    internal override double Weight(int label) => ClassWeights is { } weights ? weights[label] : 1;

    internal override string? Refuse(int label, ReadOnlySpan<float> target, int classes, bool mayMiss = false) =>
        TargetCheck.Label(label, classes);

    internal override double Row(
        Span<float> output, int label, ReadOnlySpan<float> target, float scale, bool gradient, out bool hit)
    {
        float own = output[label];
        float max = SoftmaxRow.Max(output);
        // The first of equals is the one predicted.
        hit = own == max && !output[..label].Contains(max);
        double spread = LabelSmoothing / output.Length;
        SoftmaxSums sums;
        if (gradient)
        {
            sums = SoftmaxRow.Apply(output, max, scale, (float)(-scale * spread));
            output[label] -= (float)(scale * (1 - LabelSmoothing));
        }
        else
        {
            sums = SoftmaxRow.Apply(output, max, factor: 1, offset: 0);
        }
        return (1 - LabelSmoothing) * (sums.LogSum - own) + LabelSmoothing * (sums.LogSum - sums.Mean);
    }

    internal override void Predict(Span<float> output) =>
        SoftmaxRow.Apply(output, SoftmaxRow.Max(output), factor: 1, offset: 0);

    /// <summary>Equal settings, weight by weight.</summary>
    /// <param name="other">What to compare with.</param>
    /// <returns>True where all settings are equal.</returns>
    public bool Equals(CrossEntropyLoss? other) =>
        other is not null && LabelSmoothing.Equals(other.LabelSmoothing) && LossSettings.Same(ClassWeights, other.ClassWeights);

    /// <summary>Equal for equal settings.</summary>
    /// <returns>The hash.</returns>
    public override int GetHashCode() => HashCode.Combine(LabelSmoothing, LossSettings.Hash(ClassWeights));

    /// <summary>The settings, for a log.</summary>
    /// <returns>For example: CrossEntropyLoss { LabelSmoothing = 0.1, ClassWeights = [1, 2.5] }.</returns>
    public override string ToString() => FormattableString.Invariant(
        $"{nameof(CrossEntropyLoss)} {{ {nameof(LabelSmoothing)} = {LabelSmoothing}, ") +
        $"{nameof(ClassWeights)} = {LossSettings.Text(ClassWeights)} }}";
}
