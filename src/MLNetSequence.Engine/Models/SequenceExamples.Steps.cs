using MLNetSequence.Engine.Models;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Training;

namespace MLNetSequence;

/// <content>One sequence more, of several tokens a step, or of tokens and numbers.</content>
public sealed partial class SequenceExamples
{
    /// <summary>Adds a sequence that has no target: it can be scored, and not learned from.</summary>
    /// <param name="steps">The sequence; it has as much of everything as the set was made for.</param>
    /// <exception cref="ArgumentOutOfRangeException">A token is below 0, or 0 where it must be there.</exception>
    /// <exception cref="ArgumentException">
    /// The set was not made by <see cref="OfSteps"/> or has targets, there is more or less than it was made for, or a number is not
    /// finite.
    /// </exception>
    public void Add(SequenceSteps steps)
    {
        CheckNoTargets(nameof(steps));
        AddSteps(steps);
        _withoutTargets++;
    }

    /// <summary>Adds a sequence and its class.</summary>
    /// <param name="steps">The sequence; it has as much of everything as the set was made for.</param>
    /// <param name="label">The class, from 0 up to, but not including, the network's outputs.</param>
    /// <param name="weight">How much the sequence counts, at least 0; 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A token is below 0, or 0 where it must be there, the label below 0, or the weight below 0 or not finite.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The set was not made by <see cref="OfSteps"/>, there is more or less than it was made for, a number is not finite, or there are
    /// other targets than labels.
    /// </exception>
    public void Add(SequenceSteps steps, int label, float weight = 1)
    {
        TargetRows kept = CheckLabels([label], [weight], nameof(label), nameof(weight));
        AddSteps(steps);
        Keep(kept, [label], [weight]);
    }

    /// <summary>Adds a sequence and the numbers it should come to.</summary>
    /// <param name="steps">The sequence; it has as much of everything as the set was made for.</param>
    /// <param name="targets">As many numbers as the set was made for, finite.</param>
    /// <param name="weight">How much the sequence counts, at least 0; 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A token is below 0, or 0 where it must be there, or the weight below 0 or not finite.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The set was not made by <see cref="OfSteps"/>, there is more or less than it was made for, a number is not finite, or there are
    /// other targets.
    /// </exception>
    public void Add(SequenceSteps steps, ReadOnlySpan<float> targets, float weight = 1)
    {
        CheckOneTarget(targets);
        TargetRows kept = CheckNumbers(targets, [weight], nameof(weight));
        AddSteps(steps);
        Keep(kept, targets, [weight]);
    }

    /// <summary>Adds a sequence and a class for every step that the network answers.</summary>
    /// <param name="steps">The sequence; it has as much of everything as the set was made for.</param>
    /// <param name="labels">[T]: the classes, from 0 on. That of a step of weight 0 is not read.</param>
    /// <param name="weights">[T]: how much each step counts, at least 0, and 0 for one that is masked; 1 each if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A token is below 0, or 0 where it must be there, a label below 0, or a weight below 0 or not finite.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The set was not made by <see cref="OfSteps"/>, there is more or less than it was made for, a number is not finite, there are
    /// other targets than labels, or numbers do not match.
    /// </exception>
    public void AddPerStep(SequenceSteps steps, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights = default)
    {
        TargetRows kept = CheckLabels(labels, weights, nameof(labels), nameof(weights));
        AddSteps(steps);
        Keep(kept, labels, weights);
    }

    /// <summary>Adds a sequence and numbers for every step that the network answers.</summary>
    /// <param name="steps">The sequence; it has as much of everything as the set was made for.</param>
    /// <param name="targets">As many numbers as the set was made for, for each of T steps, finite but where the weight is 0.</param>
    /// <param name="weights">[T]: how much each step counts, at least 0, and 0 for one that is masked; 1 each if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A token is below 0, or 0 where it must be there, or a weight below 0 or not finite.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The set was not made by <see cref="OfSteps"/>, there is more or less than it was made for, a number is not finite, there are
    /// other targets, or numbers do not match.
    /// </exception>
    public void AddPerStep(SequenceSteps steps, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default)
    {
        TargetRows kept = CheckNumbers(targets, weights, nameof(weights));
        AddSteps(steps);
        Keep(kept, targets, weights);
    }

    private void AddSteps(SequenceSteps steps)
    {
        if (Inputs is not StepSequences sequences)
        {
            throw new ArgumentException(
                $"These examples have {InputShape.Of(Inputs)}; a set that takes {nameof(SequenceSteps)} is made by {nameof(OfSteps)}.",
                nameof(steps));
        }
        StepCheck.Fits(steps, sequences, LargestTokens);
        sequences.Add(steps.Count, steps.Tokens, steps.Features, steps.Statics);
    }
}
