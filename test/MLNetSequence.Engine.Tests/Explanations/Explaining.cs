using System.Collections.Concurrent;
using MLNetSequence.Engine.Explanations;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Explanations;

/// <summary>Explanations in the order of the data.</summary>
internal static class Explaining
{
    /// <summary>s, [T], of each sequence.</summary>
    public static float[][] Saliency(Network network, Sequences data, int? output = null, int threads = 1)
    {
        var steps = new ConcurrentDictionary<int, float[]>();
        StepSaliency.Run(network, data, Sample.Rows(data.Count), new Workers(threads), output, (i, s) => Add(steps, i, s));
        return InOrder(steps, data.Count);
    }

    /// <summary>α, [T], of each sequence; null where the network has no attention layer.</summary>
    public static float[][]? Attention(Network network, Sequences data, int threads = 1)
    {
        var steps = new ConcurrentDictionary<int, float[]>();
        bool any = StepAttention.Run(network, data, Sample.Rows(data.Count), new Workers(threads), (i, s) => Add(steps, i, s));
        Assert.IsTrue(any || steps.IsEmpty, "Who has no weights must hand out none.");
        return any ? InOrder(steps, data.Count) : null;
    }

    /// <summary>A data set of one sequence of another.</summary>
    public static FeatureSequences Only(FeatureSequences data, int sequence)
    {
        var one = new FeatureSequences(data.Features);
        one.Add(data[sequence]);
        return one;
    }

    /// <summary>A sequence as a reference reads it, [T][F].</summary>
    public static double[][] Steps(FeatureSequences data, int sequence) =>
        [.. data[sequence].ToArray().Select(x => (double)x).Chunk(data.Features)];

    private static void Add(ConcurrentDictionary<int, float[]> steps, int sequence, ReadOnlySpan<float> values) =>
        Assert.IsTrue(steps.TryAdd(sequence, values.ToArray()), $"Sequence {sequence} came twice.");

    private static float[][] InOrder(ConcurrentDictionary<int, float[]> steps, int count)
    {
        Assert.HasCount(count, steps);
        return [.. Enumerable.Range(0, count).Select(i => steps[i])];
    }
}
