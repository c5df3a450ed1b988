using MLNetSequence.Engine.Explanations;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Explanations;

[TestClass]
public sealed class StepAttentionTests
{
    private static readonly int[] Lengths = [4, 0, 7, 1, 2, 6, 7, 3, 1, 5, 2, 19];

    /// <summary>Yang et al. 2016, equations 5 and 6, in double precision.</summary>
    [TestMethod]
    public void WeightsAreTheSoftmaxOfTheScores()
    {
        const int Size = 5, Features = 3;
        Network network = Sample.Network(new SequenceNetwork(Features).AttentionPooling(Size).Dense(2), seed: 1, limit: 2);
        FeatureSequences data = Sample.Features(new SeededRandom(2), Features, Lengths);
        double[] weight = Parameter("0.weight"), bias = Parameter("0.bias"), context = Parameter("0.context");
        float[][] weights = Explaining.Attention(network, data)!;
        for (int i = 0; i < data.Count; i++)
        {
            double[] scores = [.. Explaining.Steps(data, i).Select(x => Math.Exp(Enumerable.Range(0, Size).Sum(s =>
                context[s] * Math.Tanh(bias[s] + Enumerable.Range(0, Features).Sum(f => weight[s * Features + f] * x[f])))))];
            Near.Equal([.. scores.Select(s => s / scores.Sum())], weights[i], 1e-5, 0, $"sequence {i}");
        }

        double[] Parameter(string name) => Array.ConvertAll(
            network.Parameters.Span(network.Parameters.All.Single(p => p.Name == name)).ToArray(), x => (double)x);
    }

    [TestMethod]
    public void WeightsAddUpToOneAndHaveTheBitsTheyHaveAlone()
    {
        Network network = Sample.Network(
            new SequenceNetwork(3).Conv1D(4, 3).Gru(5, bidirectional: true, returnSequences: true).AttentionPooling(4).Dense(2), seed: 3);
        int[] lengths = [.. Enumerable.Range(0, 70).Select(i => i * 11 % 23)];
        FeatureSequences data = Sample.Features(new SeededRandom(4), 3, lengths);
        float[][] weights = Explaining.Attention(network, data, threads: 3)!;
        Parallel.For(0, data.Count, i =>
        {
            Assert.HasCount(lengths[i], weights[i]);
            Near.Equal(lengths[i] == 0 ? 0 : 1, weights[i].Sum(x => (double)x), 0, 1e-6, $"sum of sequence {i}");
            Near.SameBits(Explaining.Attention(network, Explaining.Only(data, i))![0], weights[i], $"sequence {i}");
        });
    }

    /// <summary>Wherever the layer stands, and whatever comes after it.</summary>
    [TestMethod]
    public void LayersInAndBeforeOthersAreFound()
    {
        FeatureSequences data = Sample.Features(new SeededRandom(5), 3, Lengths);
        SequenceNetwork[] networks =
        [
            new SequenceNetwork(3).Dense(4).AttentionPooling(2).RepeatVector(3).Lstm(2, returnSequences: true).Dense(2),
            new SequenceNetwork(3).Dense(4).AttentionPooling(2).Residual(x => x.RepeatVector(2).MeanPooling()),
        ];
        float[][] expected = Explaining.Attention(Sample.Network(new SequenceNetwork(3).Dense(4).AttentionPooling(2), seed: 6), data)!;
        foreach (SequenceNetwork description in networks)
        {
            float[][] weights = Explaining.Attention(Sample.Network(description, seed: 6), data)!;
            for (int i = 0; i < data.Count; i++)
            {
                Near.SameBits(expected[i], weights[i], $"sequence {i}");
            }
        }
    }

    /// <summary>A layer that goes backwards gives the last step first: a weight is still that of the step it was made of.</summary>
    [TestMethod]
    public void StepsThatWereTurnedRoundHaveTheirOwnWeights()
    {
        static SequenceNetwork Turned(SequenceNetwork network, bool backwards = true) =>
            network.SimpleRnn(4, new SimpleRnnOptions { GoBackwards = backwards, ReturnSequences = true });

        var once = new Network(Turned(new SequenceNetwork(3)).AttentionPooling(2));
        once.Initialize(1);
        // No step tells another anything, so that each one's weight is what it is in any order.
        once.Parameters.Span(once.Parameters.Find("0.weight_hh_l0")).Clear();
        once.Pack();
        var forth = new Network(Turned(new SequenceNetwork(3), backwards: false).AttentionPooling(2));
        once.Parameters.Values.Span.CopyTo(forth.Parameters.Values.Span);
        forth.Pack();
        FeatureSequences data = Sample.Features(new SeededRandom(11), 3, Lengths);
        float[][] expected = Explaining.Attention(forth, data)!, actual = Explaining.Attention(once, data)!;
        for (int i = 0; i < data.Count; i++)
        {
            Near.Equal(Array.ConvertAll(expected[i], x => (double)x), actual[i], 1e-6, 0, $"sequence {i}");
        }
        Assert.AreNotEqual(expected[2][0], expected[2][^1], 1e-3f, "Equal weights would tell little.");

        Assert.IsNull(StepAttention.WhyNot(Turned(Turned(new SequenceNetwork(3))).AttentionPooling(2)));
        Assert.IsNull(StepAttention.WhyNot(new SequenceNetwork(4).Residual(x => Turned(Turned(x))).AttentionPooling(2)));
        StringAssert.Contains(
            StepAttention.WhyNot(new SequenceNetwork(4).Residual(x => x.Residual(y => Turned(y))).AttentionPooling(2)), "two steps each");
    }

    [TestMethod]
    public void WhoHasNoAttentionGivesNone() =>
        Assert.IsNull(Explaining.Attention(
            Sample.Network(new SequenceNetwork(3).Conv1D(4, 2, new() { Stride = 2 }).MeanPooling(), seed: 7),
            Sample.Features(new SeededRandom(8), 3, Lengths)));

    [TestMethod]
    public void WeightsOfOtherStepsAreRefused()
    {
        FeatureSequences data = Sample.Features(new SeededRandom(9), 3, Lengths);
        Refused(new SequenceNetwork(3).Conv1D(4, 2, new() { Stride = 2 }).Gru(3, returnSequences: true).AttentionPooling(2), "(T/2, 3)");
        Refused(new SequenceNetwork(3).AttentionPooling(2).RepeatVector(4).AttentionPooling(2), "RepeatVector");
        Refused(
            new SequenceNetwork(3).MeanPooling().RepeatVector(4).Residual(x => x.AttentionPooling(2).RepeatVector(4)), "RepeatVector");

        void Refused(SequenceNetwork network, string says) => StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => Explaining.Attention(Sample.Network(network, seed: 10), data)).Message, says);
    }
}
