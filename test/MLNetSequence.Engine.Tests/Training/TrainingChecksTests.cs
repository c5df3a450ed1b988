using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>Options that do not go with the network are refused before anything is trained.</summary>
[TestClass]
public sealed class TrainingChecksTests
{
    private static readonly LstmOptions EveryStep = new() { ReturnSequences = true };

    /// <summary>Wherever in the network the layer is.</summary>
    [TestMethod]
    public void AStatefulNetworkIsNotShuffled()
    {
        var options = new LstmOptions { Stateful = true, ReturnSequences = true };
        Refused(new SequenceNetwork(3).Lstm(3, options), new(), "Shuffle = false");
        Refused(new SequenceNetwork(3).Residual(n => n.Lstm(3, options)), new(), "Shuffle = false");
        NewTrainer(new SequenceNetwork(3).Residual(n => n.Lstm(3, options)), new() { Shuffle = false });
    }

    [TestMethod]
    public void WindowsNeedANetworkThatLooksNeitherAheadNorBack()
    {
        var windows = new TrainingOptions { TruncatedSteps = 2 };
        var input = new SequenceNetwork(3);
        NewTrainer(input.Lstm(3, EveryStep), windows);
        Refused(input.Lstm(3), windows, "an output for every step");
        Refused(input.Lstm(3, EveryStep with { Bidirectional = true }), windows, "looks beyond a window's ends");
        Refused(input.Lstm(3, EveryStep with { GoBackwards = true }), windows, "looks beyond a window's ends");
        Refused(input.Residual(n => n.Lstm(3, EveryStep with { GoBackwards = true })), windows, "looks beyond a window's ends");
        Refused(input.Lstm(3, EveryStep), windows with { AccumulateBatches = 2 }, "AccumulateBatches must be 1");
    }

    [TestMethod]
    public void NumbersOutOfTheirRangeAreNamed()
    {
        (TrainingOptions Options, string Name)[] cases =
        [
            (new() { Epochs = 0 }, "Epochs"),
            (new() { BatchSize = 0 }, "BatchSize"),
            (new() { AccumulateBatches = 0 }, "AccumulateBatches"),
            (new() { BatchSize = 1 << 20, AccumulateBatches = 1 << 20 }, "AccumulateBatches"),
            (new() { TruncatedSteps = 0 }, "TruncatedSteps"),
            (new() { Threads = 0 }, "Threads"),
            (new() { ValidationFraction = 1 }, "ValidationFraction"),
            (new() { ValidationFraction = -0.1 }, "ValidationFraction"),
            (new() { ClipValue = 0 }, "ClipValue"),
            (new() { ClipNorm = -1 }, "ClipNorm"),
            (new() { GlobalClipNorm = double.NaN }, "GlobalClipNorm"),
            (new() { EarlyStopping = new() { Patience = 0 } }, "Patience"),
            (new() { EarlyStopping = new() { MinimumImprovement = -1 } }, "MinimumImprovement"),
            (new() { Checkpoints = new() { Path = "x", EverySteps = 0 } }, "EverySteps"),
        ];
        foreach ((TrainingOptions options, string name) in cases)
        {
            ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
                () => NewTrainer(new SequenceNetwork(3).Lstm(3, EveryStep), options));
            StringAssert.Contains(error.Message, name);
        }
        Assert.ThrowsExactly<ArgumentException>(
            () => NewTrainer(new SequenceNetwork(3).Lstm(3), new() { Checkpoints = new() { Path = "" } }));
    }

    private static void Refused(SequenceNetwork network, TrainingOptions options, string reason) =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => NewTrainer(network, options)).Message, reason);

    private static Trainer NewTrainer(SequenceNetwork description, TrainingOptions options)
    {
        var network = new Network(description);
        return Trainer.InMemory(network, new MeanSquaredLoss(), RecurrentCases.NewExamples(network, seed: 1, 3, 2), options);
    }
}
