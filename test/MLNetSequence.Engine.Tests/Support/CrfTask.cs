using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Support;

/// <summary>Networks that end in a Crf, and labelled steps for them.</summary>
internal static class CrfTask
{
    /// <summary>Labels for every step of sequences of features; some steps have none, and some sequences none at all.</summary>
    public static Examples Features(Network network, long seed, params ReadOnlySpan<int> lengths)
    {
        var random = new SeededRandom(seed);
        FeatureSequences data = Sample.Features(random, network.Description.Input.Features, lengths);
        return new Examples(data, Labels(data, network.Outputs, random));
    }

    /// <summary>The same for tokens.</summary>
    public static Examples Tokens(Network network, int vocabulary, long seed, int count, int longest)
    {
        var random = new SeededRandom(seed);
        TokenSequences data = Sample.Sequences(random, vocabulary, count, longest);
        return new Examples(data, Labels(data, network.Outputs, random));
    }

    private static Targets Labels(Sequences data, int classes, SeededRandom random)
    {
        var targets = new TargetRows(0);
        for (int i = 0; i < data.Count; i++)
        {
            bool all = random.Next(3) == 0, none = random.Next(7) == 0;
            for (int t = 0; t < data.Length(i); t++)
            {
                float weight = none ? 0 : all ? 1 : random.Next(5) / 2f;
                targets.Add(weight > 0 ? random.Next(classes) : 0, weight);
            }
            targets.EndSequence();
        }
        return targets;
    }
}
