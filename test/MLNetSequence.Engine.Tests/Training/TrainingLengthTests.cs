using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>What depends on how much data there is, and is said before the first batch.</summary>
[TestClass]
public sealed class TrainingLengthTests
{
    private static readonly SequenceNetwork Description = new SequenceNetwork(3).Lstm(4).Dense(1);

    [TestMethod]
    public void ACheckpointOfAnotherNumberOfSequencesIsRefused()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".checkpoint");
        try
        {
            var options = new TrainingOptions { Epochs = 1, Checkpoints = new() { Path = path } };
            Run(NewExamples(5, 3, 2), options);
            Run(NewExamples(5, 3, 2), options with { Epochs = 2 });
            InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(
                () => Run(NewExamples(5, 3, 2, 1), options with { Epochs = 3 }));
            StringAssert.Contains(error.Message, "its data is 3 sequences, expected 4 sequences");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void AScheduleThatNeedsTheLengthOfAStreamSaysSoBeforeItBegins()
    {
        var source = new StreamedSource(() => throw new InvalidOperationException("It was read."));
        var options = new TrainingOptions { Schedule = new OneCycleSchedule { MaximumRate = 0.1 } };
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
            () => new Trainer(new Network(Description), new MeanSquaredLoss(), source, null, options));
        StringAssert.Contains(error.Message, "TotalSteps");
    }

    private static void Run(Examples examples, TrainingOptions options)
    {
        Network network = Sample.Network(Description, seed: 1);
        Trainer.InMemory(network, new MeanSquaredLoss(), examples, options).Run(_ => { }, () => false);
    }

    private static Examples NewExamples(params int[] lengths) =>
        RecurrentCases.NewExamples(new Network(Description), seed: 2, lengths);
}
