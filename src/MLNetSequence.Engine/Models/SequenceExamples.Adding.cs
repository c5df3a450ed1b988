using MLNetSequence.Engine.Models;
using MLNetSequence.Engine.Training;

namespace MLNetSequence;

/// <content>One sequence more.</content>
public sealed partial class SequenceExamples
{
    /// <summary>Adds a sequence of tokens that has no target: it can be scored, and not learned from.</summary>
    /// <param name="tokens">[T], each at least 1 (0 is padding, and there is none) and below the network's vocabulary.</param>
    /// <exception cref="ArgumentOutOfRangeException">A token is below 1.</exception>
    /// <exception cref="ArgumentException">The set holds features, or targets.</exception>
    public void Add(ReadOnlySpan<int> tokens)
    {
        CheckNoTargets(nameof(tokens));
        AddTokens(tokens);
        _withoutTargets++;
    }

    /// <summary>Adds a series that has no target: it can be scored, and not learned from.</summary>
    /// <param name="features">[T, F], step after step, finite.</param>
    /// <exception cref="ArgumentException">
    /// The set holds tokens, or targets, or the numbers are no whole steps, or not finite.
    /// </exception>
    public void Add(ReadOnlySpan<float> features)
    {
        CheckNoTargets(nameof(features));
        AddFeatures(features);
        _withoutTargets++;
    }

    /// <summary>Adds a sequence of tokens and its class.</summary>
    /// <param name="tokens">[T], each at least 1 (0 is padding, and there is none) and below the network's vocabulary.</param>
    /// <param name="label">The class, from 0 up to, but not including, the network's outputs.</param>
    /// <param name="weight">How much the sequence counts, at least 0; 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A token is below 1, the label below 0, or the weight below 0 or not finite.
    /// </exception>
    /// <exception cref="ArgumentException">The set holds features, or other targets than labels.</exception>
    public void Add(ReadOnlySpan<int> tokens, int label, float weight = 1)
    {
        TargetRows targets = CheckLabels([label], [weight], nameof(label), nameof(weight));
        AddTokens(tokens);
        Keep(targets, [label], [weight]);
    }

    /// <summary>Adds a series and its class.</summary>
    /// <param name="features">[T, F], step after step, finite.</param>
    /// <param name="label">The class, from 0 up to, but not including, the network's outputs.</param>
    /// <param name="weight">How much the sequence counts, at least 0; 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The label is below 0, or the weight below 0 or not finite.</exception>
    /// <exception cref="ArgumentException">
    /// The set holds tokens, or other targets than labels, or the numbers are no whole steps, or not finite.
    /// </exception>
    public void Add(ReadOnlySpan<float> features, int label, float weight = 1)
    {
        TargetRows targets = CheckLabels([label], [weight], nameof(label), nameof(weight));
        AddFeatures(features);
        Keep(targets, [label], [weight]);
    }

    /// <summary>Adds a sequence of tokens and the numbers it should come to.</summary>
    /// <param name="tokens">[T], each at least 1 (0 is padding, and there is none) and below the network's vocabulary.</param>
    /// <param name="targets">[K], as many as the set was made for, finite.</param>
    /// <param name="weight">How much the sequence counts, at least 0; 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A token is below 1, or the weight below 0 or not finite.</exception>
    /// <exception cref="ArgumentException">The set holds features, or other targets, or there are not K finite targets.</exception>
    public void Add(ReadOnlySpan<int> tokens, ReadOnlySpan<float> targets, float weight = 1)
    {
        CheckOneTarget(targets);
        TargetRows kept = CheckNumbers(targets, [weight], nameof(weight));
        AddTokens(tokens);
        Keep(kept, targets, [weight]);
    }

    /// <summary>Adds a series and the numbers it should come to.</summary>
    /// <param name="features">[T, F], step after step, finite.</param>
    /// <param name="targets">[K], as many as the set was made for, finite.</param>
    /// <param name="weight">How much the sequence counts, at least 0; 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is below 0 or not finite.</exception>
    /// <exception cref="ArgumentException">
    /// The set holds tokens, or other targets, or there are not K finite targets, or the features are no whole steps, or not finite.
    /// </exception>
    public void Add(ReadOnlySpan<float> features, ReadOnlySpan<float> targets, float weight = 1)
    {
        CheckOneTarget(targets);
        TargetRows kept = CheckNumbers(targets, [weight], nameof(weight));
        AddFeatures(features);
        Keep(kept, targets, [weight]);
    }

    /// <summary>Adds a sequence of tokens and a class for every step that the network answers.</summary>
    /// <param name="tokens">[T], each at least 1 (0 is padding, and there is none) and below the network's vocabulary.</param>
    /// <param name="labels">[T]: the classes, from 0 on. That of a step of weight 0 is not read.</param>
    /// <param name="weights">[T]: how much each step counts, at least 0, and 0 for one that is masked; 1 each if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A token is below 1, a label below 0, or a weight below 0 or not finite.</exception>
    /// <exception cref="ArgumentException">The set holds features, or other targets than labels, or numbers do not match.</exception>
    public void AddPerStep(ReadOnlySpan<int> tokens, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights = default)
    {
        TargetRows targets = CheckLabels(labels, weights, nameof(labels), nameof(weights));
        AddTokens(tokens);
        Keep(targets, labels, weights);
    }

    /// <summary>Adds a series and a class for every step that the network answers.</summary>
    /// <param name="features">[T, F], step after step, finite.</param>
    /// <param name="labels">[T]: the classes, from 0 on. That of a step of weight 0 is not read.</param>
    /// <param name="weights">[T]: how much each step counts, at least 0, and 0 for one that is masked; 1 each if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A label is below 0, or a weight below 0 or not finite.</exception>
    /// <exception cref="ArgumentException">
    /// The set holds tokens, or other targets than labels, or the features are no whole steps or not finite, or numbers do not match.
    /// </exception>
    public void AddPerStep(ReadOnlySpan<float> features, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights = default)
    {
        TargetRows targets = CheckLabels(labels, weights, nameof(labels), nameof(weights));
        AddFeatures(features);
        Keep(targets, labels, weights);
    }

    /// <summary>Adds a sequence of tokens and numbers for every step that the network answers.</summary>
    /// <param name="tokens">[T], each at least 1 (0 is padding, and there is none) and below the network's vocabulary.</param>
    /// <param name="targets">[T, K], finite but where the weight is 0.</param>
    /// <param name="weights">[T]: how much each step counts, at least 0, and 0 for one that is masked; 1 each if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A token is below 1, or a weight below 0 or not finite.</exception>
    /// <exception cref="ArgumentException">
    /// The set holds features, or other targets, or a target is not finite, or numbers do not match.
    /// </exception>
    public void AddPerStep(ReadOnlySpan<int> tokens, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default)
    {
        TargetRows kept = CheckNumbers(targets, weights, nameof(weights));
        AddTokens(tokens);
        Keep(kept, targets, weights);
    }

    /// <summary>Adds a series and numbers for every step that the network answers.</summary>
    /// <param name="features">[T, F], step after step, finite.</param>
    /// <param name="targets">[T, K], finite but where the weight is 0.</param>
    /// <param name="weights">[T]: how much each step counts, at least 0, and 0 for one that is masked; 1 each if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is below 0 or not finite.</exception>
    /// <exception cref="ArgumentException">
    /// The set holds tokens, or other targets, or a number is not finite, or numbers do not match.
    /// </exception>
    public void AddPerStep(ReadOnlySpan<float> features, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default)
    {
        TargetRows kept = CheckNumbers(targets, weights, nameof(weights));
        AddFeatures(features);
        Keep(kept, targets, weights);
    }

    private TargetRows CheckLabels(ReadOnlySpan<int> labels, ReadOnlySpan<float> weights, string labelsName, string weightsName)
    {
        SequenceCheck.Weights(weights, labels.Length, weightsName);
        SequenceCheck.Labels(labels, weights, labelsName);
        return OfKind(0, labelsName);
    }

    private TargetRows CheckNumbers(ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, string weightsName)
    {
        if (targets.Length % _width != 0)
        {
            throw new ArgumentException(
                $"Targets of {_width} numbers each, as the set was made for (targets: {_width}), cannot have {targets.Length} in all.",
                nameof(targets));
        }
        SequenceCheck.Weights(weights, targets.Length / _width, weightsName);
        SequenceCheck.Targets(targets, weights, _width);
        return OfKind(_width, nameof(targets));
    }

    private void CheckOneTarget(ReadOnlySpan<float> targets)
    {
        if (targets.Length != _width)
        {
            throw new ArgumentException(
                $"A target has {_width} numbers, as the set was made for (targets: {_width}); this one has {targets.Length}.",
                nameof(targets));
        }
    }

    private void CheckNoTargets(string argument)
    {
        if (_targets is not null)
        {
            throw new ArgumentException("The sequences added before have targets; this one has none.", argument);
        }
    }

    private void Keep(TargetRows targets, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            float weight = weights.IsEmpty ? 1 : weights[i];
            // A step that is masked may bear any number; a class that is none must not reach a table of classes.
            targets.Add(weight == 0 ? 0 : labels[i], weight);
        }
        targets.EndSequence();
        _targets = targets;
    }

    private void Keep(TargetRows targets, ReadOnlySpan<float> numbers, ReadOnlySpan<float> weights)
    {
        for (int i = 0; i < numbers.Length / _width; i++)
        {
            targets.Add(numbers.Slice(i * _width, _width), weights.IsEmpty ? 1 : weights[i]);
        }
        targets.EndSequence();
        _targets = targets;
    }
}
