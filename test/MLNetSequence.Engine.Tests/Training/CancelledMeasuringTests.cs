using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>Measuring an epoch can be cancelled, too: the epoch has not ended then, and is measured when training is resumed.</summary>
[TestClass]
public sealed class CancelledMeasuringTests
{
    // 400 sequences held out are 13 shards of 32, looked at in chunks of 4 for one thread: asked three times in between.
    private const int Looks = 3;
    private const int Batches = 2;
    private const int Asked = Batches + Looks;

    private static readonly Labeled Task = ToyTask.Make(440, seed: 1);

    private static readonly TrainingOptions Options =
        ToyTask.Options(epochs: 3, batchSize: 20) with { ValidationFraction = 400.0 / 440, Threads = 1 };

    [TestMethod]
    public void ItIsAskedBetweenChunks()
    {
        (_, TrainingReport whole, int asked) = Run(Options, int.MaxValue);
        Assert.AreEqual(3 * Asked, asked);
        Assert.AreEqual(TrainingOutcome.Completed, whole.Outcome);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(Looks - 1)]
    public void AnEpochThatIsNotMeasuredHasNotEnded(int look)
    {
        (float[] first, TrainingReport result, _) = Run(Options, cancelAt: Batches + look);
        Assert.AreEqual(TrainingOutcome.Cancelled, result.Outcome);
        Assert.HasCount(0, result.History);
        StringAssert.Contains(result.Message!, "cancelled in epoch 1 of 3, after 2 changes of the weights. The model is what was learned");
        (float[] second, result, _) = Run(Options, cancelAt: Asked + Batches + look);
        Assert.HasCount(1, result.History);
        StringAssert.Contains(
            result.Message!, "cancelled in epoch 2 of 3, after 4 changes of the weights. The model is that of the best epoch, 1.");
        Near.SameBits(first, second, "The first epoch's weights, measured or not.");
    }

    [TestMethod]
    [DataRow(Batches)]
    [DataRow(Asked + Batches + 1)]
    public void ResumedItIsMeasured(int cut)
    {
        (float[] expected, TrainingReport whole, _) = Run(Options, int.MaxValue);
        using var file = new TempFile();
        TrainingOptions kept = Options with { Checkpoints = new() { Path = file.Path } };
        Run(kept, cut);
        (float[] actual, TrainingReport resumed, _) = Run(kept with { Threads = 2 }, int.MaxValue);
        Near.SameBits(expected, actual, "weights");
        CollectionAssert.AreEqual(
            whole.History.Select(h => (h.Epoch, h.Batch, h.Loss, h.ValidationLoss, h.ValidationAccuracy)).ToArray(),
            resumed.History.Select(h => (h.Epoch, h.Batch, h.Loss, h.ValidationLoss, h.ValidationAccuracy)).ToArray());
    }

    private static (float[] Weights, TrainingReport Result, int Asked) Run(TrainingOptions options, int cancelAt)
    {
        Network network = ToyTask.NewNetwork(seed: 2);
        int asked = 0;
        TrainingReport result = Task.NewTrainer(network, options).Run(_ => { }, () => asked++ == cancelAt);
        return (ToyTask.Snapshot(network), result, asked);
    }
}
