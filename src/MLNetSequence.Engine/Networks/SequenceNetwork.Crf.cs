using MLNetSequence.Engine.Networks;

namespace MLNetSequence;

/// <content>Labels that depend on each other.</content>
public sealed partial class SequenceNetwork
{
    /// <summary>
    /// A conditional random field over the labels of a sequence (Lafferty et al. 2001; on a recurrent network, Lample et al. 2016):
    /// (T, C) → (T, C). The last layer of a network that labels every step, where some labels go together and others do not.
    /// </summary>
    /// <remarks>
    /// With x[t, c] the score that the layer before gives class c at step t, a sequence of labels y gets
    /// <code>
    /// score(y) = start[y_0] + Σ_t x[t, y_t] + Σ_t transitions[y_t, y_t+1] + end[y_T-1]
    /// p(y) = e^score(y) / Σ e^score of all C^T sequences of labels
    /// </code>
    /// <para>
    /// <see cref="CrossEntropyLoss"/>, the only loss for it, is then -log p(y), the negative log-likelihood of a sequence's labels. A
    /// step of weight 0 has no label: the sum over all classes takes its place. A sequence counts with the mean weight w of its labelled
    /// steps, and the loss of a batch is Σ w·(-log p) / Σ(weights of labelled steps): nats a labelled step, as pytorch-crf's
    /// "token_mean", and comparable with the loss of the same network without a Crf. Accuracy is the share of labelled steps where the
    /// best path (Viterbi) has the label, in training, too.
    /// </para>
    /// <para>
    /// <c>Score</c> gives the probability of each class at each step, given the whole sequence; <c>Decode</c> the sequence of labels
    /// with the greatest p. Weights are named and drawn as by pytorch-crf, uniform in ±0.1: <c>transitions</c> [C, C] from row to column,
    /// <c>start_transitions</c> [C] and <c>end_transitions</c> [C]. A transition that must never be taken may be set to -400. Any number
    /// is taken as it is, but where the smallest transition is more than 500 below the greatest, each costs an exponential at every step.
    /// </para>
    /// Training and scoring take time that grows with T·C², and training keeps C² numbers for each sequence of a batch.
    /// </remarks>
    /// <param name="regularizer">Penalty on each of the three arrays of weights; none if null.</param>
    /// <returns>The network with the layer; no other can follow.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are more than 4,096 classes.</exception>
    /// <exception cref="ArgumentException">
    /// The layer before it does not give a score for each class at every step: it is not a <c>Dense</c> or <c>Conv1D</c> without an
    /// activation, or the network is that inside a residual block.
    /// </exception>
    /// <example><code>
    /// new SequenceNetwork().Embedding(20_000, 100).Lstm(100, bidirectional: true, returnSequences: true).Dense(9).Crf()
    /// </code></example>
    public SequenceNetwork Crf(Regularizer? regularizer = null) => Add(new CrfDescription(regularizer));

    /// <summary>Whether the last layer is a Crf.</summary>
    internal bool EndsInCrf => _layers is [.., CrfDescription];
}
