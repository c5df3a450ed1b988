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
        TokenSequences data = Sample.Sequences(
            random, TestNetworks.Vocabulary, 3, 0, 6, 1, 3, 4, 2, 0, 5, 1, 1, 3, 2, 4, 0, 1, 6, 2, 1, 3, 1, 2, 0, 5);
        int[] labels = Sample.Labels(random, TestNetworks.Classes, data.Count);

        ReferenceNetwork reference = ReferenceNetwork.Of(network);
        var exact = new Dictionary<string, double[]>();
        foreach ((string parameter, double[] values) in reference.Parameters)
        {
            exact[parameter] = FiniteDifferences.Gradient(values, () => reference.Loss(data, labels, Sample.Rows(data.Count)));
        }

        foreach (int threads in (int[])[1, 2, 3])
        {
            Check(exact, EngineGradients.Of(network, data, labels, threads), $"{threads} threads");
        }
    }

    /// <summary>A group may be left with nothing but empty sequences.</summary>
    [TestMethod]
    public void GroupsWithoutStepsAddNothing()
    {
        Network network = Sample.Network(TestNetworks.Get("bidirectional"), seed: 3);
        int[] lengths = [5, 4, 3, .. new int[21]];
        TokenSequences data = Sample.Sequences(new SeededRandom(4), TestNetworks.Vocabulary, lengths.AsSpan());
        int[] labels = Sample.Labels(new SeededRandom(5), TestNetworks.Classes, lengths.Length);
        Dictionary<string, float[]> together = EngineGradients.Of(network, data, labels);
        Dictionary<string, float[]> dealt = EngineGradients.Of(network, data, labels, threads: 3);
        foreach ((string parameter, float[] values) in together)
        {
            Near.SameBits(values, dealt[parameter], parameter);
        }
    }

    /// <summary>
    /// A batch of more rows than one chain of the weights' product: it must be the mean of its sequences, all of them far shorter.
    /// </summary>
    [TestMethod]
    public void LargeBatchIsTheMeanOfItsSequences()
    {
        Network network = Sample.Network(TestNetworks.Get("two bidirectional layers"), seed: 5);
        var random = new SeededRandom(seed: 6);
        TokenSequences data = Sample.Sequences(random, TestNetworks.Vocabulary, count: 90, longest: 20);
        int[] labels = Sample.Labels(random, TestNetworks.Classes, data.Count);
        Assert.IsGreaterThan(2 * Gemm.DepthBlock, Sample.Rows(data.Count).Sum(data.Length));
        Dictionary<string, float[]> together = EngineGradients.Of(network, data, labels, threads: 2);
        Dictionary<string, double[]> sums = together.ToDictionary(p => p.Key, p => new double[p.Value.Length]);
        for (int row = 0; row < data.Count; row++)
        {
            var one = new TokenSequences();
            one.Add(data[row]);
            foreach ((string parameter, float[] values) in EngineGradients.Of(network, one, [labels[row]]))
            {
                double[] sum = sums[parameter];
                for (int i = 0; i < values.Length; i++)
                {
                    sum[i] += values[i] / (double)data.Count;
                }
            }
        }
        foreach ((string parameter, double[] values) in sums)
        {
            Near.Equal(values, together[parameter], Relative, 1e-6, parameter);
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
                EngineGradients.Of(Sample.Network(TestNetworks.Get(name), seed: 7), data, labels);
            Dictionary<string, float[]> actual = EngineGradients.Of(used, data, labels);
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
