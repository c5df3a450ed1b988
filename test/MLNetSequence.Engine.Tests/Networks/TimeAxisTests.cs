using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>Layers that change the number of steps: convolutions, pooling, repeated rows.</summary>
[TestClass]
public sealed class TimeAxisTests
{
    private static readonly SequenceNetwork Start = new(5);
    private static readonly SequenceNetwork Row = Start.LastStep();

    [TestMethod]
    public void PoolingGivesOneRow()
    {
        SequenceNetwork[] all = [Start.LastStep(), Start.MeanPooling(), Start.MaxPooling(), Start.AttentionPooling(9)];
        foreach (SequenceNetwork pooled in all)
        {
            Assert.AreEqual(new LayerShape(ShapeKind.Vector, 5), pooled.Output);
        }
    }

    [TestMethod]
    public void WhatReadsEveryStepCannotFollowOneRow()
    {
        Func<SequenceNetwork, SequenceNetwork>[] layers =
        [
            n => n.LastStep(), n => n.MeanPooling(), n => n.MaxPooling(), n => n.AttentionPooling(3), n => n.Conv1D(3, 2),
            n => n.SpatialDropout(0.5), n => n.Gru(3), n => n.SimpleRnn(3), n => n.Lstm(3),
        ];
        foreach (Func<SequenceNetwork, SequenceNetwork> layer in layers)
        {
            layer(Start);
            ArgumentException onRow = Assert.ThrowsExactly<ArgumentException>(() => layer(Row));
            StringAssert.Contains(onRow.Message, "cannot follow an output of shape (5): it reads every step of a sequence");
            StringAssert.Contains(onRow.Message, "say returnSequences: true there");
            ArgumentException onTokens = Assert.ThrowsExactly<ArgumentException>(() => layer(new SequenceNetwork()));
            StringAssert.Contains(onTokens.Message, "put an embedding before it");
        }
    }

    [TestMethod]
    public void RepeatedRowsHaveSteps()
    {
        SequenceNetwork repeated = Row.RepeatVector(7);
        Assert.AreEqual(new LayerShape(ShapeKind.Sequence, 5, Steps: 7), repeated.Output);
        Assert.AreEqual("(7, 5)", repeated.Output.ToString());
        Assert.AreEqual("(7, 3)", repeated.Gru(3, returnSequences: true).Output.ToString());
        Assert.AreEqual("(4, 3)", repeated.Conv1D(3, 2, new() { Stride = 2 }).Output.ToString());
        Assert.AreEqual("(5)", repeated.MeanPooling().Output.ToString());
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => Start.RepeatVector(7));
        StringAssert.Contains(error.Message, "it repeats one row a sequence");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Row.RepeatVector(1_000_001));
    }

    [TestMethod]
    public void StrideThinsTheSteps()
    {
        Assert.AreEqual("(T, 3)", Start.Conv1D(3, 4).Output.ToString());
        Assert.AreEqual("(T, 3)", Start.Conv1D(3, 4, new() { Dilation = 2, Padding = ConvPadding.Same }).Output.ToString());
        SequenceNetwork half = Start.Conv1D(3, 4, new() { Stride = 2 });
        Assert.AreEqual("(T/2, 3)", half.Output.ToString());
        Assert.AreEqual("(T/6, 8)", half.Conv1D(8, 4, new() { Stride = 3 }).Output.ToString());
        Assert.AreEqual("(T/2, 8)", half.Dense(8).Output.ToString());
        SequenceNetwork least = half;
        for (int i = 0; i < 10; i++)
        {
            least = least.Conv1D(3, 1, new() { Stride = 1 << 20 });
        }
        Assert.AreEqual($"(T/{int.MaxValue}, 3)", least.Output.ToString());
    }

    [TestMethod]
    public void StrideAndDilationHaveTheirRanges()
    {
        foreach (int number in (int[])[0, -1, int.MinValue])
        {
            CheckRange("Stride", () => Start.Conv1D(3, 4, new() { Stride = number }));
            CheckRange("Dilation", () => Start.Conv1D(3, 4, new() { Dilation = number }));
        }
        CheckRange("Stride", () => Start.Conv1D(3, 4, new() { Stride = int.MaxValue }));
        ArgumentException both = Assert.ThrowsExactly<ArgumentException>(() => Start.Conv1D(3, 4, new() { Stride = 2, Dilation = 2 }));
        StringAssert.Contains(both.Message, "cannot have both a Stride (2) and a Dilation (2) above 1");
        ArgumentException wide = Assert.ThrowsExactly<ArgumentException>(() => Start.Conv1D(3, 4, new() { Dilation = int.MaxValue }));
        StringAssert.Contains(wide.Message, "spans too many steps");
    }

    private static void CheckRange(string argument, Action build) =>
        Assert.AreEqual(argument, Assert.ThrowsExactly<ArgumentOutOfRangeException>(build).ParamName);
}
