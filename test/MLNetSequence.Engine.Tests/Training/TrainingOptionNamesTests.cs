using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>What is refused before training begins, and by which name.</summary>
[TestClass]
public sealed class TrainingOptionNamesTests
{
    [TestMethod]
    public void AnErrorNamesTheOption()
    {
        Refused("Epochs", new() { Epochs = 0 });
        Refused("BatchSize", new() { BatchSize = 0 });
        Refused("AccumulateBatches", new() { AccumulateBatches = 0 });
        Refused("TruncatedSteps", new() { TruncatedSteps = 0 });
        Refused("Threads", new() { Threads = 0 });
        Refused("ProgressInterval", new() { ProgressInterval = TimeSpan.FromTicks(-1) });
        Refused("ProgressInterval", new() { ProgressInterval = TimeSpan.MinValue });
        Refused("ValidationFraction", new() { ValidationFraction = 1 });
        Refused("ClipNorm", new() { ClipNorm = double.NaN });
        Refused("Patience", new() { EarlyStopping = new() { Patience = 0 } });
        Refused("MinimumImprovement", new() { EarlyStopping = new() { MinimumImprovement = -1 } });
        Refused("EverySteps", new() { Checkpoints = new() { Path = "x", EverySteps = 0 } });
    }

    [TestMethod]
    public void ASingleSequenceCannotBeHeldOut()
    {
        Network network = Sample.Network(new SequenceNetwork(2).Lstm(3).Dense(1), seed: 1);
        Examples examples = RecurrentCases.NewExamples(network, seed: 2, 3);
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => Trainer.InMemory(network, new MeanSquaredLoss(), examples, new() { ValidationFraction = 0.5 }));
        StringAssert.Contains(error.Message, "ValidationFraction");
    }

    private static void Refused(string name, TrainingOptions options)
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => TrainingChecks.Options(options));
        Assert.AreEqual(name, error.ParamName);
        StringAssert.StartsWith(error.Message, name + " must be");
    }
}
