using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;

namespace MLNetSequence.Engine.Tests.Support;

/// <summary>A chain with random weights, and emissions for one sequence, as the engine and as the reference have them.</summary>
internal sealed class CrfSample
{
    private readonly SeededRandom _random;

    /// <param name="classes">C.</param>
    /// <param name="steps">T.</param>
    /// <param name="limit">Weights are uniform in ±limit.</param>
    /// <param name="seed">Another gives other numbers.</param>
    /// <param name="emissions">Emissions are uniform in ± this.</param>
    /// <param name="whole">Rounds all numbers.</param>
    public CrfSample(int classes, int steps, double limit, long seed, double emissions = 2, bool whole = false)
    {
        (Classes, Steps) = (classes, steps);
        _random = new SeededRandom(seed);
        float[] Draw(int count, double most) =>
            [.. Sample.Floats(_random, count, most).Select(x => whole ? MathF.Round(x) : x)];
        float[] transitions = Draw(classes * classes, limit), start = Draw(classes, limit), end = Draw(classes, limit);
        Emissions = Draw(steps * classes, emissions);
        (Transitions, Start, End) = (Wide(transitions), Wide(start), Wide(end));
        Rows = [.. Wide(Emissions).Chunk(classes)];
        Reference = new ReferenceCrf(Transitions, Start, End);
        Weights = new CrfWeights(classes);
        Weights.Set(transitions, start, end);
    }

    public int Classes { get; }

    public int Steps { get; }

    /// <summary>[T·C].</summary>
    public float[] Emissions { get; }

    /// <summary>The same, [T][C].</summary>
    public double[][] Rows { get; }

    public double[] Transitions { get; }

    public double[] Start { get; }

    public double[] End { get; }

    public CrfWeights Weights { get; }

    public ReferenceCrf Reference { get; }

    /// <summary>One that has the emissions.</summary>
    public CrfChain NewChain()
    {
        var chain = new CrfChain(Weights);
        chain.Load(Emissions);
        return chain;
    }

    /// <summary>Labels for every step, for some, for the ends only, for all but the ends.</summary>
    public IEnumerable<int[]> Labels()
    {
        int[] all = Sample.Labels(new SeededRandom(7), Classes, Steps);
        yield return [.. all.Select((c, t) => t % 2 == 0 ? c : -1)];
        yield return [.. all.Select((c, t) => t == 0 || t == Steps - 1 ? c : -1)];
        yield return [.. all.Select((c, t) => t == 0 || t == Steps - 1 ? -1 : c)];
        yield return all;
    }

    private static double[] Wide(float[] values) => Array.ConvertAll(values, x => (double)x);
}
