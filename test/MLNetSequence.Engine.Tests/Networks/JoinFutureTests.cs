using MLNetSequence.Engine.Models;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>What is known of the future joins the steps of a decoder.</summary>
/// <remarks>That it runs and learns right, <c>SequenceLayersTests</c> shows.</remarks>
[TestClass]
public sealed class JoinFutureTests
{
    private static readonly SequenceNetwork Encoder = new SequenceNetwork(3).Lstm(4);

    private static readonly SequenceNetwork Decoder = Encoder.RepeatVector(5);

    [TestMethod]
    public void TheFutureComesAfterTheStatics()
    {
        Assert.AreEqual(new LayerShape(ShapeKind.Sequence, 6, Steps: 5), Decoder.JoinFuture(2).Output);
        Assert.AreEqual(new InputShape(0, 3, 10), Decoder.JoinFuture(2).Reads);
        Assert.AreEqual(new InputShape(0, 3, 13), Decoder.JoinFuture(2).JoinStatics(3).Reads);
        Assert.AreEqual(new InputShape(0, 3, 13), Encoder.JoinStatics(3).RepeatVector(5).JoinFuture(2).Reads);
        Assert.AreEqual(10, Decoder.JoinFuture(2).Dense(1).Statics);
        Assert.AreEqual(10, Decoder.Residual(x => x.JoinFuture(2).Dense(4)).JoinFuture(2).Statics);
    }

    [TestMethod]
    public void EachStepGetsItsOwn()
    {
        var network = new Network(new SequenceNetwork(1).LastStep().RepeatVector(3).JoinStatics(1).JoinFuture(2));
        var data = new StepSequences(0, 1, 7);
        data.Add(2, [], [8, 9], [-1, 1, 2, 3, 4, 5, 6]);
        data.Add(1, [], [7], [-2, 10, 20, 30, 40, 50, 60]);
        NetworkRun run = network.Rent();
        run.Batch.Fill(data, [0, 1]);
        var outputs = run.Forward(training: false);
        float[][] expected = [[9, -1, 1, 2], [7, -2, 10, 20], [9, -1, 3, 4], [7, -2, 30, 40], [9, -1, 5, 6], [7, -2, 50, 60]];
        for (int row = 0; row < 6; row++)
        {
            CollectionAssert.AreEqual(expected[row], outputs.RowSpan(row).ToArray(), $"row {row}");
        }
        network.Return(run);
    }

    [TestMethod]
    public void AModelTakesItWithItsStatics()
    {
        var model = new SequenceModel(Decoder.JoinFuture(2).Gru(3, returnSequences: true).JoinStatics(1).Dense(1));
        float[] statics = [.. Sample.Rows(11).Select(i => i / 10f)];
        float[] scores = model.Score(new SequenceSteps(1) { Features = [1, 2, 3], Statics = statics });
        Assert.HasCount(5, scores);
        statics[^1]++;
        float[] others = model.Score(new SequenceSteps(1) { Features = [1, 2, 3], Statics = statics });
        CollectionAssert.AreEqual(scores[..4], others[..4]);
        Assert.AreNotEqual(scores[4], others[4]);
        Assert.ThrowsExactly<ArgumentException>(() => model.Score(new SequenceSteps(1) { Features = [1, 2, 3], Statics = new float[10] }));
        StringAssert.Contains(StateSlots.WhyNot(model.Network), "RepeatVector");
    }

    [TestMethod]
    public void ItIsALayerAsAnyOther()
    {
        SequenceNetwork network = Decoder.JoinFuture(2).Gru(3, returnSequences: true);
        Assert.AreEqual("JoinFuture(2)                            (5, 6)                      0", Lines(network)[3]);
        Assert.AreEqual(4, network.LayerCount);
        Assert.AreEqual(network.Summary(), SequenceNetwork.FromJson(network.ToJson()).Summary());
        StringAssert.Contains(network.ToJson(), """{"type":"joinFuture","features":2}""");
        Assert.AreEqual(10, SequenceNetwork.FromJson(network.ToJson()).Statics);
        SequenceNetwork frozen = network.Freeze(0, 2, 3);
        Assert.AreEqual("JoinFuture(2)                            (5, 6)                      0", Lines(frozen)[3]);
        Assert.AreEqual(frozen.ParameterCount, frozen.FrozenParameterCount);
        Assert.AreEqual(10, frozen.Statics);
    }

    [TestMethod]
    public void WhatHasNoFutureIsRefused()
    {
        const string steps = "it reads numbers of the future for each of a fixed number of steps; put a RepeatVector before it";
        Refused("JoinFuture(2) cannot follow an output of shape (4): " + steps, () => Encoder.JoinFuture(2));
        Refused("JoinFuture(2) cannot follow an output of shape (T, 3): " + steps, () => new SequenceNetwork(3).JoinFuture(2));
        Refused("put an embedding before it", () => new SequenceNetwork().JoinFuture(2));
        Refused("features must be at least 1", () => Decoder.JoinFuture(0));
        SequenceNetwork joined = Decoder.JoinFuture(2);
        Refused("there are (5, 2) and (5, 3)", () => joined.JoinFuture(3));
        Refused("there are (5, 2) and (3, 2)", () => joined.Conv1D(4, 2, new() { Stride = 2 }).JoinFuture(2));
        Refused("there are (5, 2) and (5, 1)", () => joined.Residual(x => x.Dense(4).JoinFuture(1).Dense(6)));
        Refused("there are 3 and 4", () => joined.JoinStatics(3).JoinStatics(4));
        Assert.ThrowsExactly<InvalidDataException>(
            () => SequenceNetwork.FromJson("""{"features":3,"layers":[{"type":"joinFuture","features":2}]}"""));
    }

    private static string[] Lines(SequenceNetwork network) => network.Summary().Split(Environment.NewLine);

    private static void Refused(string reason, Action build) =>
        StringAssert.Contains(Assert.Throws<ArgumentException>(build).Message, reason);
}
