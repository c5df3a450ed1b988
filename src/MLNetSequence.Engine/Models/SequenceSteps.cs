using MLNetSequence.Engine.Networks;

namespace MLNetSequence;

/// <summary>
/// A sequence whose steps have several tokens, or tokens and numbers, and which may have numbers of its own: what a network that begins
/// with <see cref="SequenceNetwork.EmbedSteps"/>, or has a <see cref="SequenceNetwork.JoinStatics"/> or a
/// <see cref="SequenceNetwork.JoinFuture"/>, reads.
/// </summary>
/// <example><code>
/// // Two steps with two tokens and a number each; the sequence itself has one number.
/// var steps = new SequenceSteps(2) { Tokens = [12, 7, 3, 3], Features = [0.5f, 0.1f], Statics = [42f] };
/// </code></example>
public readonly ref struct SequenceSteps
{
    /// <summary>A sequence of so many steps.</summary>
    /// <param name="count">T, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 0.</exception>
    public SequenceSteps(int count)
    {
        Check.AtLeast(count, 0, nameof(count));
        Count = count;
    }

    /// <summary>T.</summary>
    public int Count { get; }

    /// <summary>
    /// [K·T], column after column: the first token of every step, then the second. Each is below its vocabulary and at least 1, or 0
    /// for one that is missing; but where a step has one token and no features, it must be there.
    /// </summary>
    public ReadOnlySpan<int> Tokens { get; init; }

    /// <summary>[T·F], step after step, finite.</summary>
    public ReadOnlySpan<float> Features { get; init; }

    /// <summary>
    /// [S], finite: what the sequence has once, then, where the network has a <see cref="SequenceNetwork.JoinFuture"/>, what is known of
    /// its future, step after step.
    /// </summary>
    public ReadOnlySpan<float> Statics { get; init; }
}
