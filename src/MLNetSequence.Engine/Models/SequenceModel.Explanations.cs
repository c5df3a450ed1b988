using MLNetSequence.Engine.Explanations;
using MLNetSequence.Engine.Networks;

namespace MLNetSequence;

/// <content>What a score rests on, step by step.</content>
public sealed partial class SequenceModel
{
    /// <summary>What each token has added to an answer, by gradient × input.</summary>
    /// <remarks>
    /// Denil et al. 2014, "Extraction of Salient Sentences from Labelled Documents"; Shrikumar et al. 2016, "Not Just a Black Box":
    /// <code>
    /// s[t] = Σ_f x[t, f]·∂y[c]/∂x[t, f]
    /// </code>
    /// x[t] is the token's vector, or the step's numbers where the network reads those. y is the network's output before the activation
    /// that it ends with, and before <see cref="Loss"/> reads it: above 0, the step has raised output c, below 0, lowered it. It is a
    /// first-order estimate: exact for a network that is linear, where y[c] is the sum of s and of what the network gives for zeros.
    /// Dropout is off.
    /// </remarks>
    /// <param name="tokens">[T], each at least 1 (0 is padding, and there is none) and below the network's vocabulary.</param>
    /// <param name="output">
    /// c, from 0 to C - 1: the class, say. Null (the default) for the greatest output, the class that is predicted. Name it where outputs
    /// are no classes.
    /// </param>
    /// <returns>s, [T].</returns>
    /// <exception cref="ArgumentException">The network reads features, or does not know a token.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is below 1, or there is no such output.</exception>
    /// <exception cref="InvalidOperationException">The network answers at every step, or the model is being trained.</exception>
    public float[] Explain(ReadOnlySpan<int> tokens, int? output = null) => Explain(One(tokens), output)[0];

    /// <summary>What each step of a series has added to an answer, by gradient × input: Σ_f x[t, f]·∂y[c]/∂x[t, f].</summary>
    /// <remarks>See <see cref="Explain(ReadOnlySpan{int}, int?)"/>.</remarks>
    /// <param name="features">[T, F], step after step, finite.</param>
    /// <param name="output">c, from 0 to C - 1; null (the default) for the greatest output. Name it where outputs are no classes.</param>
    /// <returns>s, [T].</returns>
    /// <exception cref="ArgumentException">The network reads tokens, the numbers are no whole steps, or one is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    /// <exception cref="InvalidOperationException">The network answers at every step, or the model is being trained.</exception>
    public float[] Explain(ReadOnlySpan<float> features, int? output = null) => Explain(One(features), output)[0];

    /// <summary>The same for many sequences, on all processors. Each gives the same bits as on its own.</summary>
    /// <remarks>See <see cref="Explain(ReadOnlySpan{int}, int?)"/>.</remarks>
    /// <param name="examples">The sequences; their targets, if they have any, are not read.</param>
    /// <param name="output">
    /// c, from 0 to C - 1; null (the default) for each sequence's greatest output. Name it where outputs are no classes.
    /// </param>
    /// <returns>s, [T], of each sequence, in order.</returns>
    /// <exception cref="ArgumentException">The network reads other steps, or does not know a token.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    /// <exception cref="InvalidOperationException">The network answers at every step, or the model is being trained.</exception>
    public float[][] Explain(SequenceExamples examples, int? output = null) => Explain(Many(examples), output);

    /// <summary>
    /// How much the network's last attention layer (<see cref="SequenceNetwork.AttentionPooling"/>) counts each token: the weights α of
    /// its mean, 1 in all.
    /// </summary>
    /// <remarks>
    /// Yang et al. 2016, "Hierarchical Attention Networks". The layer weighs what the layers before it made of each step and of those
    /// around it; a great weight says where it looked, not that this step's own token decided (Jain and Wallace 2019, "Attention is not
    /// Explanation"). <see cref="Explain(ReadOnlySpan{int}, int?)"/> asks for that.
    /// </remarks>
    /// <param name="tokens">[T], each at least 1 (0 is padding, and there is none) and below the network's vocabulary.</param>
    /// <returns>α, [T]; null where the network has no attention layer.</returns>
    /// <exception cref="ArgumentException">The network reads features, or does not know a token.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is below 1.</exception>
    /// <exception cref="InvalidOperationException">
    /// The layer weighs other steps, such as those that a stride left, or the model is being trained.
    /// </exception>
    public float[]? AttentionWeights(ReadOnlySpan<int> tokens) => AttentionWeights(One(tokens))?[0];

    /// <summary>How much the network's last attention layer counts each step of a series: the weights of its mean, 1 in all.</summary>
    /// <remarks>See <see cref="AttentionWeights(ReadOnlySpan{int})"/>.</remarks>
    /// <param name="features">[T, F], step after step, finite.</param>
    /// <returns>α, [T]; null where the network has no attention layer.</returns>
    /// <exception cref="ArgumentException">The network reads tokens, the numbers are no whole steps, or one is not finite.</exception>
    /// <exception cref="InvalidOperationException">
    /// The layer weighs other steps, such as those that a stride left, or the model is being trained.
    /// </exception>
    public float[]? AttentionWeights(ReadOnlySpan<float> features) => AttentionWeights(One(features))?[0];

    /// <summary>The same for many sequences, on all processors. Each gives the same bits as on its own.</summary>
    /// <remarks>See <see cref="AttentionWeights(ReadOnlySpan{int})"/>.</remarks>
    /// <param name="examples">The sequences; their targets, if they have any, are not read.</param>
    /// <returns>α, [T], of each sequence, in order; null where the network has no attention layer.</returns>
    /// <exception cref="ArgumentException">The network reads other steps, or does not know a token.</exception>
    /// <exception cref="InvalidOperationException">
    /// The layer weighs other steps, such as those that a stride left, or the model is being trained.
    /// </exception>
    public float[][]? AttentionWeights(SequenceExamples examples) => AttentionWeights(Many(examples));

    private float[][] Explain(Sequences data, int? output)
    {
        RefuseIf(StepSaliency.WhyNot(Network));
        using (_gate.Read())
        {
            float[][] steps = new float[data.Count][];
            StepSaliency.Run(_network, data, All(data), Processors(data), output, (i, values) => steps[i] = values.ToArray());
            return steps;
        }
    }

    private float[][]? AttentionWeights(Sequences data)
    {
        RefuseIf(StepAttention.WhyNot(Network));
        using (_gate.Read())
        {
            float[][] steps = new float[data.Count][];
            return StepAttention.Run(_network, data, All(data), Processors(data), (i, values) => steps[i] = values.ToArray())
                ? steps
                : null;
        }
    }

    private static void RefuseIf(string? reason)
    {
        if (reason is not null)
        {
            throw new InvalidOperationException(reason);
        }
    }
}
