using MLNetSequence.Engine.Models;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Training;

namespace MLNetSequence;

/// <summary>
/// Sequences of any length and what they should come to: a growing set to train, measure or score on. Everything is copied and
/// checked as it is added; what is refused leaves the set as it was.
/// </summary>
/// <remarks>
/// A target is a class (a label), or K numbers. There is one for a sequence (<c>Add</c>) or one for each step of it
/// (<c>AddPerStep</c>); a set holds one kind only. Sequences without targets can be scored, and not learned from. A set must not
/// grow while it is in use; nothing else about it is tied to a thread.
/// </remarks>
/// <example><code>
/// var reviews = SequenceExamples.OfTokens();
/// reviews.Add([12, 7, 431], label: 1);
///
/// var readings = SequenceExamples.OfFeatures(2);          // two numbers a step
/// readings.Add([0.1f, 3f, 0.2f, 4f], [0.3f]);             // two steps, and a number to learn
///
/// var days = SequenceExamples.OfSteps(tokenColumns: 1, features: 1, statics: 1);
/// days.Add(new SequenceSteps(2) { Tokens = [3, 4], Features = [0.1f, 0.2f], Statics = [42f] }, label: 0);
/// </code></example>
public sealed partial class SequenceExamples
{
    private readonly int _width;
    private TargetRows? _targets;
    private int _withoutTargets;

    private SequenceExamples(Sequences inputs, int targets)
    {
        Check.AtLeast(targets, 1, nameof(targets));
        (Inputs, _width) = (inputs, targets);
        LargestTokens = new int[inputs.TokenColumns];
    }

    /// <summary>Sequences in the set.</summary>
    public int Count => Inputs.Count;

    /// <summary>K, the tokens a step has; 0 where steps are numbers only.</summary>
    public int TokenColumns => Inputs.TokenColumns;

    /// <summary>F, the numbers a step has; 0 where steps are tokens only.</summary>
    public int Features => Inputs.Features;

    /// <summary>S, the numbers that a sequence has beside its steps.</summary>
    public int Statics => Inputs.Statics;

    /// <summary>The sequences.</summary>
    internal Sequences Inputs { get; }

    /// <summary>The greatest token of each column, [K]; 0 where there is none.</summary>
    internal int[] LargestTokens { get; }

    /// <summary>An empty set of sequences of tokens.</summary>
    /// <param name="targets">K, the numbers in a target, at least 1; it matters where targets are numbers and not labels.</param>
    /// <returns>The set.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public static SequenceExamples OfTokens(int targets = 1) => new(new TokenSequences(), targets);

    /// <summary>An empty set of series of numbers.</summary>
    /// <param name="features">F, the numbers a step has, at least 1.</param>
    /// <param name="targets">K, the numbers in a target, at least 1; it matters where targets are numbers and not labels.</param>
    /// <returns>The set.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public static SequenceExamples OfFeatures(int features, int targets = 1)
    {
        Check.AtLeast(features, 1, nameof(features));
        return new(new FeatureSequences(features), targets);
    }

    /// <summary>
    /// An empty set of sequences whose steps have several tokens, or tokens and numbers, or which have numbers of their own: what
    /// <see cref="SequenceNetwork.EmbedSteps"/> and <see cref="SequenceNetwork.JoinStatics"/> read.
    /// </summary>
    /// <param name="tokenColumns">K, the tokens a step has, at least 0.</param>
    /// <param name="features">F, the numbers a step has, at least 0; a step has a token or a number at least.</param>
    /// <param name="statics">
    /// S, the numbers that a sequence has beside its steps, those of its future among them, at least 0; none by default.
    /// </param>
    /// <param name="targets">The numbers in a target, at least 1; it matters where targets are numbers and not labels.</param>
    /// <returns>The set.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">A step would have neither a token nor a number.</exception>
    public static SequenceExamples OfSteps(int tokenColumns, int features, int statics = 0, int targets = 1) =>
        new(new StepSequences(tokenColumns, features, statics), targets);

    /// <summary>The steps of a sequence.</summary>
    /// <param name="sequence">Which, from 0.</param>
    /// <returns>T.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    public int Steps(int sequence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sequence, Count);
        return Inputs.Length(sequence);
    }

    /// <summary>The set with its targets, for training.</summary>
    internal Examples ToExamples(string argument) => _withoutTargets == 0 && Count > 0
        ? new Examples(Inputs, _targets!)
        : throw new ArgumentException(Count == 0 ? "There are no sequences in it." : "Its sequences have no targets.", argument);

    private void AddTokens(ReadOnlySpan<int> tokens)
    {
        if (Inputs is not TokenSequences sequences)
        {
            throw new ArgumentException($"These examples have {InputShape.Of(Inputs)}; this one has tokens.", nameof(tokens));
        }
        LargestTokens[0] = Math.Max(LargestTokens[0], SequenceCheck.Tokens(tokens));
        sequences.Add(tokens);
    }

    private void AddFeatures(ReadOnlySpan<float> features)
    {
        if (Inputs is not FeatureSequences sequences)
        {
            throw new ArgumentException($"These examples have {InputShape.Of(Inputs)}; this one has features.", nameof(features));
        }
        SequenceCheck.Features(features, Features);
        sequences.Add(features);
    }

    // The targets, which are of the kind of all others. Width 0: labels.
    private TargetRows OfKind(int width, string argument)
    {
        if (_withoutTargets > 0 || (_targets is { } targets && targets.Width != width))
        {
            string others = _withoutTargets > 0 ? "no targets" : width == 0 ? "numbers for targets" : "labels for targets";
            throw new ArgumentException(
                $"The sequences added before have {others}; this one has {(width == 0 ? "labels" : "numbers")}.", argument);
        }
        return _targets ?? new TargetRows(width);
    }
}
