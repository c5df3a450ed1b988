using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>What a user may build, and what he is told where he may not.</summary>
[TestClass]
public sealed class SequenceNetworkTests
{
    private static readonly SequenceNetwork Empty = new();
    private static readonly SequenceNetwork Embedded = Empty.Embedding(100, 8);
    private static readonly SequenceNetwork Last = Embedded.Lstm(4);
    private static readonly SequenceNetwork EveryStep = Embedded.Lstm(4, returnSequences: true);

    [TestMethod]
    public void ShapesFollowFromLayerToLayer()
    {
        Assert.AreEqual(new LayerShape(ShapeKind.Tokens, 0), Empty.Output);
        Assert.AreEqual(new LayerShape(ShapeKind.Sequence, 8), Embedded.Output);
        Assert.AreEqual(new LayerShape(ShapeKind.Sequence, 8), Embedded.Dropout(0.5).Output);
        Assert.AreEqual(new LayerShape(ShapeKind.Vector, 4), Last.Output);
        Assert.AreEqual(new LayerShape(ShapeKind.Vector, 8), Embedded.Lstm(4, bidirectional: true).Output);
        Assert.AreEqual(new LayerShape(ShapeKind.Sequence, 8), Embedded.Lstm(4, true, true).Output);
        Assert.AreEqual(new LayerShape(ShapeKind.Vector, 4), Last.Dropout(0).Output);
        Assert.AreEqual(new LayerShape(ShapeKind.Vector, 3), Last.Dense(7).Dense(3).Output);
        Assert.AreEqual(new LayerShape(ShapeKind.Sequence, 7), EveryStep.Dense(7).Output, "Dense at every step.");
        Assert.AreEqual(new LayerShape(ShapeKind.Sequence, 5), new SequenceNetwork(5).Output);
        Assert.AreEqual(new LayerShape(ShapeKind.Sequence, 100), Empty.OneHot(100).Output);
        foreach (SequenceNetwork same in (SequenceNetwork[])[Embedded, Last])
        {
            Assert.AreEqual(same.Output, same.LayerNorm().Activate(Activation.Relu).Output);
        }
        Assert.AreEqual(Embedded.Output, Embedded.SpatialDropout(0.5).Output);
    }

    [TestMethod]
    public void LstmAfterTheLastStepOnlyIsRefusedWithTheReason()
    {
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => Last.Lstm(3));
        Assert.AreEqual(
            "LSTM(3) cannot follow an output of shape (4): it reads every step of a sequence, " +
            "but the layer before it gives only the last: say returnSequences: true there.",
            error.Message);
        Assert.ThrowsExactly<ArgumentException>(() => Last.Dropout(0.1).Lstm(3));
        Assert.ThrowsExactly<ArgumentException>(() => Last.Dense(3).Lstm(3));
    }

    [TestMethod]
    public void EmbeddingIsOnlyTheFirst()
    {
        foreach (SequenceNetwork network in (SequenceNetwork[])[Embedded, Last, EveryStep, Last.Dense(2)])
        {
            ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => network.Embedding(5, 6));
            StringAssert.StartsWith(error.Message, $"Embedding(5, 6) cannot follow an output of shape {network.Output}");
            StringAssert.Contains(error.Message, "it reads tokens, so it can only be the first layer");
        }
    }

    [TestMethod]
    public void TokensNeedAnEmbedding()
    {
        ArgumentException lstm = Assert.ThrowsExactly<ArgumentException>(() => Empty.Lstm(3));
        StringAssert.StartsWith(lstm.Message, "LSTM(3) cannot follow an output of shape (T): it needs features for every step");
        StringAssert.Contains(lstm.Message, "put an embedding before it");
        ArgumentException dropout = Assert.ThrowsExactly<ArgumentException>(() => Empty.Dropout(0.25));
        StringAssert.StartsWith(dropout.Message, "Dropout(0.25) cannot follow an output of shape (T): it needs features");
        StringAssert.Contains(dropout.Message, "put an embedding before it");
        Assert.ThrowsExactly<ArgumentException>(() => Empty.Dense(3));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    [DataRow(int.MinValue)]
    public void SizesBelowOneAreRefused(int size)
    {
        CheckSize("vocabulary", size, () => Empty.Embedding(size, 8));
        CheckSize("size", size, () => Empty.Embedding(100, size));
        CheckSize("hiddenSize", size, () => Embedded.Lstm(size));
        CheckSize("units", size, () => Last.Dense(size));
        CheckSize("vocabulary", size, () => Empty.OneHot(size));
        CheckSize("features", size, () => new SequenceNetwork(size));
        CheckSize("hiddenSize", size, () => Embedded.Gru(size));
        CheckSize("hiddenSize", size, () => Embedded.SimpleRnn(size));
        CheckSize("filters", size, () => Embedded.Conv1D(size, 3));
        CheckSize("kernelSize", size, () => Embedded.Conv1D(3, size));
        CheckSize("size", size, () => Embedded.AttentionPooling(size));
        CheckSize("steps", size, () => Last.RepeatVector(size));
    }

    [TestMethod]
    [DataRow(1.0)]
    [DataRow(1.5)]
    [DataRow(-0.001)]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    public void DropoutRateOutOfRangeIsRefused(double rate)
    {
        (string, Action)[] builds =
        [
            ("rate", () => Embedded.Dropout(rate)),
            ("rate", () => Embedded.SpatialDropout(rate)),
            ("Dropout", () => Embedded.Gru(3, new GruOptions { Dropout = rate })),
            ("RecurrentDropout", () => Embedded.Gru(3, new GruOptions { RecurrentDropout = rate })),
        ];
        foreach ((string argument, Action build) in builds)
        {
            ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(build);
            Assert.AreEqual(argument, error.ParamName);
            Assert.AreEqual(rate, error.ActualValue);
            StringAssert.Contains(error.Message, "from 0 up to, but not including, 1");
        }
    }

    [TestMethod]
    public void DropoutRateTakesItsWholeRange()
    {
        Embedded.Dropout(0);
        Embedded.Dropout(Math.BitDecrement(1.0));
    }

    /// <summary>No machine holds such a network; it is refused while it is described, before anything is allocated.</summary>
    [TestMethod]
    public void MoreParametersThanAModelFileHoldsAreRefused()
    {
        CheckTooLarge(() => Empty.Embedding(int.MaxValue, int.MaxValue));
        CheckTooLarge(() => Empty.Embedding(1 << 16, 1 << 15));
        foreach (int size in (int[])[1 << 15, 1 << 29, 1 << 30, int.MaxValue])
        {
            CheckTooLarge(() => Embedded.Lstm(size));
            CheckTooLarge(() => Embedded.Lstm(size, bidirectional: true, returnSequences: true));
            CheckTooLarge(() => Embedded.Gru(size, bidirectional: true));
            CheckTooLarge(() => Embedded.SimpleRnn(size, bidirectional: true));
            CheckTooLarge(() => Embedded.Lstm(size, new LstmOptions { ReturnState = true }));
            CheckTooLarge(() => Embedded.Conv1D(size, 1 << 20));
            CheckTooLarge(() => Embedded.AttentionPooling(size).Dense(1 << 30));
        }
        CheckTooLarge(() => Last.Dense(int.MaxValue));
        // Each layer alone would do.
        SequenceNetwork half = Empty.Embedding(1 << 18, 1 << 10);
        CheckTooLarge(() => half.Lstm(1 << 13));
    }

    /// <summary>A description in use must not change under whoever holds it.</summary>
    [TestMethod]
    public void AddingALayerLeavesTheDescriptionAsItWas()
    {
        SequenceNetwork network = new SequenceNetwork().Embedding(10, 3).Lstm(2);
        string before = network.ToJson();
        SequenceNetwork one = network.Dense(4);
        SequenceNetwork other = network.Dense(5).Dropout(0.5);
        Assert.AreEqual(before, network.ToJson());
        Assert.AreEqual(before, network.ToJson());
        Assert.AreEqual((4, 5), (one.Output.Features, other.Output.Features));
        Assert.AreNotEqual(one.ToJson(), other.ToJson());
    }

    private static void CheckSize(string argument, int size, Action build)
    {
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(build);
        Assert.AreEqual(argument, error.ParamName);
        Assert.AreEqual(size, error.ActualValue);
        StringAssert.Contains(error.Message, $"{argument} must be at least 1");
    }

    private static void CheckTooLarge(Action build)
    {
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(build);
        StringAssert.Contains(error.Message, "parameters");
    }
}
