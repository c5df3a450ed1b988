using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Layers;

/// <summary>Sums over paths, their gradient and the best path, against every path there is.</summary>
[TestClass]
public sealed class CrfChainTests
{
    // Of weights: learned ones, some that vanish as factors, and such as forbid.
    private static readonly double[] Limits = [1, 200, 2000];

    public static IEnumerable<object[]> Cases =>
        from limit in Limits
        from shape in new[] { (1, 4), (2, 1), (2, 7), (3, 0), (3, 5), (5, 4), (9, 3) }
        select new object[] { limit, shape.Item1, shape.Item2 };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void SumsLossesAndMarginalsAreThoseOfAllPaths(double limit, int classes, int steps)
    {
        var one = new CrfSample(classes, steps, limit, seed: 3);
        CrfChain chain = one.NewChain();
        Near.Equal(one.Reference.LogSum(one.Rows), chain.LogSum(), 1e-12, 1e-9, "log Z");
        float[] marginals = new float[steps * classes];
        chain.Marginals(marginals);
        Near.Equal(one.Reference.Marginals(one.Rows).SelectMany(r => r).ToArray(), marginals, 1e-6, 1e-9, "marginals");
        foreach (int[] labels in one.Labels())
        {
            string text = string.Join(" ", labels);
            Near.Equal(one.Reference.Loss(one.Rows, labels), chain.Loss(labels, scale: 0), 1e-12, 1e-9, text);
            Near.Equal(one.Reference.Loss(one.Rows, labels), chain.Loss(labels, scale: 2), 1e-12, 1e-9, text + ", with a gradient");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void TheBestPathIsTheBestOfAll(double limit, int classes, int steps)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            var one = new CrfSample(classes, steps, limit, seed);
            int[] path = new int[steps];
            one.NewChain().Decode(path);
            CollectionAssert.AreEqual(one.Reference.Best(one.Rows), path, $"seed {seed}");
        }
    }

    /// <summary>Weights and emissions of whole numbers, so that sums are exact and many paths are equal.</summary>
    [TestMethod]
    public void OfEqualPathsTheSmallestClassesAreTaken()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            var one = new CrfSample(3, 4, limit: 1.4, seed, whole: true);
            int[] path = new int[4];
            one.NewChain().Decode(path);
            CollectionAssert.AreEqual(one.Reference.Best(one.Rows), path, $"seed {seed}");
        }
    }

    [TestMethod]
    [DataRow(1.0)]
    [DataRow(200.0)]
    [DataRow(2000.0)]
    public void GradientsAreFiniteDifferences(double limit)
    {
        foreach ((int classes, int steps) in new[] { (1, 3), (3, 1), (3, 4), (4, 3) })
        {
            var one = new CrfSample(classes, steps, limit, seed: 8);
            foreach (int[] labels in one.Labels().Append([.. Enumerable.Repeat(-1, steps)]))
            {
                CheckGradients(one, labels, FormattableString.Invariant($"limit {limit}, labels {string.Join(" ", labels)}"));
            }
        }
    }

    /// <summary>A chain is used again for sequences of other lengths, and must not remember them.</summary>
    [TestMethod]
    public void ALongerSequenceBeforeLeavesNothing()
    {
        var one = new CrfSample(5, 4, limit: 1, seed: 1);
        float[] expected = Everything(one.NewChain(), one, 4);
        CrfChain used = one.NewChain();
        var longer = new CrfSample(5, 40, limit: 9, seed: 2);
        used.Load(longer.Emissions);
        used.Loss(longer.Labels().Last(), scale: 3);
        used.Load(one.Emissions);
        Near.SameBits(expected, Everything(used, one, 4), "used");
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void WhatIsNotFiniteShows(float value)
    {
        var one = new CrfSample(3, 4, limit: 1, seed: 1);
        one.Emissions[7] = value;
        CrfChain chain = one.NewChain();
        Assert.IsTrue(double.IsNaN(chain.Loss([0, 1, 2, 0], scale: 1)));
        float[] marginals = new float[12];
        chain.Marginals(marginals);
        Assert.IsTrue(marginals.All(float.IsNaN));
        int[] path = new int[4];
        chain.Decode(path);
        Assert.IsTrue(path.All(c => c is >= 0 and < 3));
    }

    /// <summary>e^score of such a path no floating-point number holds.</summary>
    [TestMethod]
    [DataRow(1.0)]
    [DataRow(2000.0)]
    public void LongSequencesDoNotOverflow(double limit)
    {
        const int steps = 10_000, classes = 4;
        var one = new CrfSample(classes, steps, limit, seed: 6, emissions: 30);
        CrfChain chain = one.NewChain();
        int[] path = new int[steps];
        chain.Decode(path);
        double best = chain.Score(path), all = chain.LogSum();
        Assert.IsTrue(best > 709 && best <= all && all <= best + steps * Math.Log(classes), $"{best} {all}");
        double loss = chain.Loss(path, scale: 1);
        Assert.IsTrue(loss >= 0 && double.IsFinite(loss), $"{loss}");
        float[] marginals = new float[steps * classes];
        chain.Marginals(marginals);
        for (int t = 0; t < steps; t++)
        {
            Near.Equal(1, marginals.Skip(t * classes).Take(classes).Sum(x => (double)x), 0, 1e-6, $"step {t}");
        }
    }

    private static void CheckGradients(CrfSample one, int[] labels, string what)
    {
        (int classes, int steps) = (one.Classes, one.Steps);
        CrfChain chain = one.NewChain();
        chain.Loss(labels, scale: 0.5);
        double[] Differences(double[] numbers) =>
            [.. FiniteDifferences.Gradient(numbers, () => one.Reference.Loss(one.Rows, labels)).Select(g => g / 2)];
        float[] actual = new float[Math.Max(steps, classes) * classes];
        for (int t = 0; t < steps; t++)
        {
            chain.CopyExpected(t, actual);
            Near.Equal(Differences(one.Rows[t]), actual.AsSpan(0, classes), 1e-6, 1e-5, $"{what}: emissions of step {t}");
        }
        chain.CopyTransitions(actual);
        Near.Equal(Differences(one.Transitions), actual.AsSpan(0, classes * classes), 1e-6, 1e-5, what + ": transitions");
        chain.CopyExpected(0, actual);
        Near.Equal(Differences(one.Start), actual.AsSpan(0, classes), 1e-6, 1e-5, what + ": start");
        chain.CopyExpected(steps - 1, actual);
        Near.Equal(Differences(one.End), actual.AsSpan(0, classes), 1e-6, 1e-5, what + ": end");
    }

    private static float[] Everything(CrfChain chain, CrfSample one, int steps)
    {
        float[] emissions = new float[steps * one.Classes], transitions = new float[one.Classes * one.Classes];
        double loss = chain.Loss(one.Labels().Last(), scale: 3);
        for (int t = 0; t < steps; t++)
        {
            chain.CopyExpected(t, emissions.AsSpan(t * one.Classes, one.Classes));
        }
        chain.CopyTransitions(transitions);
        int[] path = new int[steps];
        chain.Decode(path);
        return [(float)loss, .. emissions, .. transitions, .. path.Select(c => (float)c)];
    }
}
