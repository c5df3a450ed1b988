using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Explanations;

/// <summary>That an explanation is the same whoever asks when, and which output it is of.</summary>
[TestClass]
public sealed class SaliencyRunsTests
{
    private static readonly Dictionary<string, SequenceNetwork> Networks = new()
    {
        ["both ways"] = new SequenceNetwork(3).Lstm(9, bidirectional: true, returnSequences: true).Gru(5, bidirectional: true).Dense(3),
        ["attention"] = new SequenceNetwork(3).SimpleRnn(7, returnSequences: true).LayerNorm().AttentionPooling(5).Dense(2),
        ["convolutions"] = new SequenceNetwork(3).Conv1D(9, 5, new() { Dilation = 2, Activation = Activation.Softplus })
            .Conv1D(5, 3, new() { Stride = 2 }).Residual(x => x.Dense(5, Activation.Tanh)).MaxPooling().Dense(2),
        ["stateful"] = new SequenceNetwork(3).Gru(6, new GruOptions { Stateful = true, LearnInitialState = true }).Dense(2),
    };

    public static IEnumerable<object[]> Names => Networks.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void EachHasTheBitsItHasAlone(string name)
    {
        Network network = Sample.Network(Networks[name], seed: 1);
        FeatureSequences data = Data();
        float[][] alone = [.. Sample.Rows(data.Count).Select(i => Explaining.Saliency(network, Explaining.Only(data, i))[0])];
        Assert.IsTrue(alone.SelectMany(s => s).All(float.IsFinite));
        foreach (int threads in (int[])[1, 2, 3])
        {
            AssertSameBits(alone, Explaining.Saliency(network, data, threads: threads), $"{threads} threads");
        }
    }

    /// <summary>Runs are pooled: who scores, or explains another sequence, must find nothing of it.</summary>
    [TestMethod]
    [DynamicData(nameof(Names))]
    public void ManyMayAskAtOnce(string name)
    {
        Network network = Sample.Network(Networks[name], seed: 2);
        FeatureSequences data = Data();
        int[] rows = Sample.Rows(data.Count);
        float[][] expected = Explaining.Saliency(network, data);
        float[] scores = Scoring.Run(network, data, rows, threads: 1);
        Parallel.For(0, 24, i =>
        {
            if (i % 3 == 0)
            {
                Near.SameBits(scores, Scoring.Run(network, data, rows, threads: 1), "scores");
                return;
            }
            AssertSameBits(expected, Explaining.Saliency(network, data, threads: 1 + i % 2), $"call {i}");
        });
    }

    /// <summary>All kinds of dropout, and what is penalized, in a run that has just trained: it is as if they were not there.</summary>
    [TestMethod]
    public void NothingOfTrainingIsOn()
    {
        Network with = Sample.Network(Trained(0.5, new Regularizer(L1: 0.3, L2: 0.2)), seed: 3);
        Network without = Sample.Network(Trained(0, null), seed: 3);
        FeatureSequences data = Data();
        NetworkRun run = with.Rent();
        run.Batch.Fill(data, new BatchOrder().Sort(data, Sample.Rows(data.Count)).Span);
        run.Backward(run.Forward(training: true));
        with.Return(run);
        AssertSameBits(Explaining.Saliency(without, data), Explaining.Saliency(with, data), "with dropout and penalties");
    }

    /// <summary>The penalty comes after the softmax, and does not keep it from being left out.</summary>
    [TestMethod]
    public void TheLastActivationIsLeftOut()
    {
        FeatureSequences data = Data();
        float[][] expected = Explaining.Saliency(Ending(new DenseOptions()), data);
        AssertSameBits(expected, Explaining.Saliency(Ending(new DenseOptions { Activation = Activation.Softmax }), data), "softmax");
        AssertSameBits(expected, Explaining.Saliency(Ending(new DenseOptions { Activation = Activation.Sigmoid }), data), "sigmoid");
        var penalized = new DenseOptions { Activation = Activation.Softmax, ActivityRegularizer = new Regularizer(L2: 0.5) };
        AssertSameBits(expected, Explaining.Saliency(Ending(penalized), data), "softmax with a penalty");

        static Network Ending(DenseOptions options) => Sample.Network(new SequenceNetwork(3).Lstm(4).Dense(3, options), seed: 4);
    }

    [TestMethod]
    public void TheGreatestOutputIsExplainedUnlessOneIsNamed()
    {
        Network network = Sample.Network(new SequenceNetwork(3).Gru(4).Dense(3), seed: 5);
        FeatureSequences data = Data();
        float[] scores = Scoring.Run(network, data, Sample.Rows(data.Count), threads: 1);
        float[][] greatest = Explaining.Saliency(network, data);
        float[][][] named = [.. Enumerable.Range(0, 3).Select(c => Explaining.Saliency(network, data, c))];
        var seen = new HashSet<int>();
        for (int i = 0; i < data.Count; i++)
        {
            int c = Array.IndexOf(scores, scores[(3 * i)..(3 * i + 3)].Max(), 3 * i) - 3 * i;
            seen.Add(c);
            Near.SameBits(named[c][i], greatest[i], $"sequence {i}");
        }
        Assert.IsGreaterThan(1, seen.Count, "One class for all tests little.");
    }

    [TestMethod]
    public void WhatCannotBeExplainedIsRefused()
    {
        Network network = Sample.Network(new SequenceNetwork(3).Gru(4).Dense(3), seed: 6);
        Network perStep = Sample.Network(new SequenceNetwork(3).Gru(4, returnSequences: true), seed: 6);
        FeatureSequences data = Data();
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Explaining.Saliency(network, data, 3)).Message, "from 0 to 2");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Explaining.Saliency(network, data, -1));
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => Explaining.Saliency(perStep, data)).Message, "at every step");
        Assert.IsEmpty(Explaining.Saliency(network, new FeatureSequences(3)));
    }

    // Lengths that fill several passes, and more rows in one of them than a convolution's backward takes at a time.
    private static FeatureSequences Data()
    {
        int[] lengths = [.. Enumerable.Range(0, 70).Select(i => i * 11 % 23)];
        return Sample.Features(new SeededRandom(9), 3, lengths);
    }

    private static SequenceNetwork Trained(double rate, Regularizer? penalty) => new SequenceNetwork(3)
        .SpatialDropout(rate)
        .Lstm(5, new LstmOptions { Dropout = rate, RecurrentDropout = rate, ReturnSequences = true, ActivityRegularizer = penalty })
        .Dropout(rate)
        .Gru(4, new GruOptions { Dropout = rate, RecurrentDropout = rate, Bidirectional = true, ActivityRegularizer = penalty })
        .Dense(4, new DenseOptions { Activation = Activation.Tanh, ActivityRegularizer = penalty })
        .Dropout(rate)
        .Dense(2);

    private static void AssertSameBits(float[][] expected, float[][] actual, string what)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
        {
            Near.SameBits(expected[i], actual[i], $"{what}, sequence {i}");
        }
    }
}
