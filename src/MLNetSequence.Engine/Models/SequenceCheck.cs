using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Models;

/// <summary>The checks of what users hand over: each names the argument, the place, what was expected and what came.</summary>
internal static class SequenceCheck
{
    /// <summary>That tokens are at least 1.</summary>
    /// <returns>The greatest; 0 where there is none.</returns>
    public static int Tokens(ReadOnlySpan<int> tokens)
    {
        int largest = 0;
        for (int t = 0; t < tokens.Length; t++)
        {
            if (tokens[t] < 1)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(tokens), tokens[t], $"tokens[{t}] must be at least 1: 0 is padding, and a sequence has none.");
            }
            largest = Math.Max(largest, tokens[t]);
        }
        return largest;
    }

    /// <summary>That there are whole steps of finite numbers.</summary>
    public static void Features(ReadOnlySpan<float> features, int width)
    {
        if (features.Length % width != 0)
        {
            throw new ArgumentException(
                $"Steps of {width} features each cannot have {features.Length} numbers in all.", nameof(features));
        }
        for (int i = 0; i < features.Length; i++)
        {
            if (!float.IsFinite(features[i]))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"features[{i}] (step {i / width}, feature {i % width}) must be finite; it is {features[i]}."), nameof(features));
            }
        }
    }

    /// <summary>That there is a weight for each target, or none at all, and each is at least 0 and finite.</summary>
    public static void Weights(ReadOnlySpan<float> weights, int targets, string argument)
    {
        if (!weights.IsEmpty && weights.Length != targets)
        {
            throw new ArgumentException($"There must be a weight for each of the {targets} targets; there are {weights.Length}.", argument);
        }
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0) || !float.IsFinite(weights[i]))
            {
                throw new ArgumentOutOfRangeException(argument, weights[i], $"Weight {i} must be at least 0 and finite.");
            }
        }
    }

    /// <summary>That classes are at least 0 where they count.</summary>
    public static void Labels(ReadOnlySpan<int> labels, ReadOnlySpan<float> weights, string argument)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0 && (weights.IsEmpty || weights[i] > 0))
            {
                throw new ArgumentOutOfRangeException(argument, labels[i], $"Label {i} must be at least 0, or have a weight of 0.");
            }
        }
    }

    /// <summary>That numbers are finite where they count.</summary>
    public static void Targets(ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, int width)
    {
        for (int i = 0; i < targets.Length; i++)
        {
            if (!float.IsFinite(targets[i]) && (weights.IsEmpty || weights[i / width] > 0))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"targets[{i}] (target {i / width}, number {i % width}) must be finite; it is {targets[i]}."), nameof(targets));
            }
        }
    }

    /// <summary>That the network knows the greatest token of each column.</summary>
    public static void Vocabulary(SequenceNetwork network, ReadOnlySpan<int> largest, string argument)
    {
        int[] vocabularies = network.TokenVocabularies;
        for (int k = 0; k < vocabularies.Length; k++)
        {
            if (largest[k] >= vocabularies[k])
            {
                string column = vocabularies.Length == 1 ? "" : $" in column {k}";
                throw new ArgumentException(
                    $"The network knows tokens from 1 to {vocabularies[k] - 1}{column}; one is {largest[k]}.", argument);
            }
        }
    }

    /// <summary>That the network reads such sequences.</summary>
    public static void Reads(SequenceNetwork network, InputShape shape, string argument)
    {
        if (network.Reads != shape)
        {
            throw new ArgumentException($"The network reads {network.Reads}, not {shape}.", argument);
        }
    }
}
