using MLNetSequence.Engine.Networks;

namespace MLNetSequence;

/// <content>From every step to one row a sequence, and back.</content>
public sealed partial class SequenceNetwork
{
    /// <summary>A sequence's last step: (T, F) → (F).</summary>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentException">The layer before it gives no sequence of features.</exception>
    public SequenceNetwork LastStep() => Add(new LastStepDescription());

    /// <summary>The mean of each feature over a sequence's steps: (T, F) → (F).</summary>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentException">The layer before it gives no sequence of features.</exception>
    public SequenceNetwork MeanPooling() => Add(new MeanPoolingDescription());

    /// <summary>The greatest value of each feature over a sequence's steps: (T, F) → (F).</summary>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentException">The layer before it gives no sequence of features.</exception>
    public SequenceNetwork MaxPooling() => Add(new MaxPoolingDescription());

    /// <summary>
    /// A mean of a sequence's steps, each weighted by how well tanh(W·x + b) agrees with a learned context (Yang et al. 2016):
    /// (T, F) → (F). W is [size, F], b and the context are [size].
    /// </summary>
    /// <param name="size">Units that look at a step, at least 1.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
    /// <exception cref="ArgumentException">The layer before it gives no sequence of features.</exception>
    public SequenceNetwork AttentionPooling(int size) => Add(new AttentionPoolingDescription(size));

    /// <summary>The same row at every step of a sequence: (F) → (steps, F).</summary>
    /// <param name="steps">Steps of the sequence, from 1 to 1,000,000.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    /// <exception cref="ArgumentException">The layer before it gives a sequence.</exception>
    public SequenceNetwork RepeatVector(int steps) => Add(new RepeatVectorDescription(steps));
}
