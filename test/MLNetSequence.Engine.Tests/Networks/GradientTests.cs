using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>
/// Every entry of every parameter's gradient, for every kind of network, against finite differences of the double-precision
/// reference. Nothing here knows how backpropagation works.
/// </summary>
[TestClass]
public sealed class GradientTests
{
    private const double Relative = 1e-4;
    private const double Absolute = 1e-7;

    [TestMethod]
    [DynamicData(nameof(TestNetworks.Names), typeof(TestNetworks))]
    public void GradientsEqualFiniteDifferences(string name)
    {
        Network network = Sample.Network(TestNetworks.Get(name), seed: 1);
        var random = new SeededRandom(seed: 2);
        TokenSequences data = Sample.Sequences(random, TestNetworks.Vocabulary, 3, 0, 6, 1, 3, 4);
        int[] labels = Sample.Labels(random, TestNetworks.Classes, data.Count);

        ReferenceNetwork reference = ReferenceNetwork.Of(network);
        var exact = new Dictionary<string, double[]>();
        foreach ((string parameter, double[] values) in reference.Parameters)
        {
            exact[parameter] = FiniteDifferences.Gradient(values, () => reference.Loss(data, labels, Sample.Rows(data.Count)));
        }

        Check(exact, EngineGradients.OfOneRun(network, data, labels), "one run");
        foreach (int shards in (int[])[1, 2, 3, 6])
        {
            Dictionary<string, float[]> dealt =
                EngineGradients.OfShards(network, data, labels, shards, threads: 2, out double norm);
            Check(exact, dealt, $"{shards} shards");
            Near.Equal(Math.Sqrt(exact.Values.Sum(g => g.Sum(x => x * x))), norm, Relative, 0, "norm");
        }
    }

    /// <summary>A shard may be left without a sequence, or with nothing but empty ones.</summary>
    [TestMethod]
    public void ShardsWithoutStepsAddNothing()
    {
        Network network = Sample.Network(TestNetworks.Get("bidirectional"), seed: 3);
        TokenSequences data = Sample.Sequences(new SeededRandom(4), TestNetworks.Vocabulary, 5, 0, 0);
        int[] labels = [0, 1, 2];
        Dictionary<string, float[]> together = EngineGradients.OfOneRun(network, data, labels);
        Dictionary<string, float[]> dealt = EngineGradients.OfShards(network, data, labels, shards: 5, threads: 1, out _);
        foreach ((string parameter, float[] values) in together)
        {
            Near.Equal(values, dealt[parameter], 1e-5, 1e-8, parameter);
        }
    }

    /// <summary>
    /// A batch of more rows than one chain of the weights' product: it must be the sum of its sequences, all of them far shorter.
    /// </summary>
    [TestMethod]
    public void LargeBatchIsTheSumOfItsSequences()
    {
        Network network = Sample.Network(TestNetworks.Get("two bidirectional layers"), seed: 5);
        var random = new SeededRandom(seed: 6);
        TokenSequences data = Sample.Sequences(random, TestNetworks.Vocabulary, count: 90, longest: 20);
        int[] labels = Sample.Labels(random, TestNetworks.Classes, data.Count);
        Assert.IsGreaterThan(2 * Gemm.DepthBlock, Sample.Rows(data.Count).Sum(data.Length));
        Dictionary<string, float[]> together = EngineGradients.OfOneRun(network, data, labels);
        Dictionary<string, float[]> dealt =
            EngineGradients.OfShards(network, data, labels, shards: data.Count, threads: 2, out _);
        foreach ((string parameter, float[] values) in together)
        {
            Near.Equal(values, dealt[parameter], Relative, 1e-6, parameter);
        }
    }

    /// <summary>The same run serves batches that grow and shrink: no gradient may hold anything of an earlier batch.</summary>
    [TestMethod]
    [DynamicData(nameof(TestNetworks.Names), typeof(TestNetworks))]
    public void BuffersOfAnEarlierBatchDoNotShine(string name)
    {
        Network used = Sample.Network(TestNetworks.Get(name), seed: 7);
        var random = new SeededRandom(seed: 8);
        for (int i = 0; i < 8; i++)
        {
            TokenSequences data = Sample.Sequences(random, TestNetworks.Vocabulary, count: 1 + i * 5 % 7, longest: 1 + i * 3 % 8);
            int[] labels = Sample.Labels(random, TestNetworks.Classes, data.Count);
            Dictionary<string, float[]> expected =
                EngineGradients.OfOneRun(Sample.Network(TestNetworks.Get(name), seed: 7), data, labels);
            Dictionary<string, float[]> actual = EngineGradients.OfOneRun(used, data, labels);
            foreach ((string parameter, float[] values) in expected)
            {
                Near.SameBits(values, actual[parameter], $"{parameter}, batch {i}");
            }
        }
    }

    private static void Check(Dictionary<string, double[]> exact, Dictionary<string, float[]> engine, string how)
    {
        Assert.HasCount(exact.Count, engine);
        foreach ((string parameter, double[] values) in exact)
        {
            Assert.IsTrue(values.Any(x => Math.Abs(x) > 1e-5), $"{parameter}: a gradient of nothing tests nothing.");
            Near.Equal(values, engine[parameter], Relative, Absolute, $"{parameter}, {how}");
        }
    }
}
