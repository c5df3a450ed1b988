using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Tests.Support;

/// <summary>Random data for tests: the same for a seed on every machine.</summary>
internal static class Sample
{
    /// <summary>Floats, uniform in ±limit.</summary>
    public static float[] Floats(SeededRandom random, int count, double limit = 1)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = random.NextUniform(limit);
        }
        return values;
    }

    /// <summary>Sequences of the given lengths, tokens from 1 to vocabulary - 1.</summary>
    public static TokenSequences Sequences(SeededRandom random, int vocabulary, params ReadOnlySpan<int> lengths)
    {
        var data = new TokenSequences();
        foreach (int length in lengths)
        {
            for (int t = 0; t < length; t++)
            {
                data.Add(1 + random.Next(vocabulary - 1));
            }
            data.EndSequence();
        }
        return data;
    }

    /// <summary>Many sequences of random lengths from 0 to <paramref name="longest"/>.</summary>
    public static TokenSequences Sequences(SeededRandom random, int vocabulary, int count, int longest)
    {
        int[] lengths = [.. Enumerable.Range(0, count).Select(_ => random.Next(longest + 1))];
        return Sequences(random, vocabulary, lengths.AsSpan());
    }

    /// <summary>Sequences of the given lengths with so many features a step, uniform in ±1.</summary>
    public static FeatureSequences Features(SeededRandom random, int features, params ReadOnlySpan<int> lengths)
    {
        var data = new FeatureSequences(features);
        foreach (int length in lengths)
        {
            data.Add(Floats(random, length * features));
        }
        return data;
    }

    /// <summary>Sequences of the given lengths as a network reads them.</summary>
    public static Sequences Inputs(SeededRandom random, SequenceNetwork network, params ReadOnlySpan<int> lengths)
    {
        InputShape shape = network.Reads;
        return shape == InputShape.Tokens ? Sequences(random, network.TokenVocabularies[0], lengths)
            : shape == InputShape.OfFeatures(shape.Features) ? Features(random, shape.Features, lengths)
            : Steps(random, network, lengths);
    }

    /// <summary>Sequences of the given lengths as a network reads them, of the kind that holds all: here and there a token is missing, where one may be.</summary>
    public static StepSequences Steps(SeededRandom random, SequenceNetwork network, params ReadOnlySpan<int> lengths)
    {
        InputShape shape = network.Reads;
        int least = shape.TokenColumns + shape.Features > 1 ? 0 : 1;
        var data = new StepSequences(shape.TokenColumns, shape.Features, shape.Statics);
        foreach (int length in lengths)
        {
            int[] tokens =
            [
                .. network.TokenVocabularies.SelectMany(v => Enumerable.Range(0, length).Select(_ => least + random.Next(v - least))),
            ];
            data.Add(length, tokens, Floats(random, length * shape.Features), Floats(random, shape.Statics));
        }
        return data;
    }

    public static int[] Labels(SeededRandom random, int classes, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Next(classes))];

    /// <summary>
    /// A network with every parameter uniform in ±limit, biases too: large enough that no gradient hides in the rounding.
    /// The embedding's row 0 is zero, as always.
    /// </summary>
    public static Network Network(SequenceNetwork description, long seed, double limit = 0.6)
    {
        var network = new Network(description);
        var random = new SeededRandom(seed);
        foreach (Parameter parameter in network.Parameters.All)
        {
            Span<float> values = network.Parameters.Span(parameter);
            Floats(random, values.Length, limit).CopyTo(values);
            if (parameter.Declared.IsTable)
            {
                values[..parameter.Shape[1]].Clear();
            }
        }
        network.Pack();
        return network;
    }

    /// <summary>0, 1, …, count - 1.</summary>
    public static int[] Rows(int count) => [.. Enumerable.Range(0, count)];
}
