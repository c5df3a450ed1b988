using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>What is reported within epochs and at their ends, and that it changes nothing.</summary>
[TestClass]
public sealed class ProgressReportsTests
{
    // Of 50 sequences 10 are held out; the others are five batches.
    private const int Batches = 5;
    private const int Epochs = 3;

    private static readonly Labeled Task = ToyTask.Make(50, seed: 1);

    private static readonly TrainingOptions Options =
        ToyTask.Options(Epochs, batchSize: 8) with { ValidationFraction = 0.2, ProgressInterval = TimeSpan.Zero };

    [TestMethod]
    public void AnIntervalOfZeroTellsOfEveryBatchAndEveryEpoch()
    {
        (List<TrainingProgress> told, TrainingReport result, _) = Run(Options);
        Assert.HasCount(Epochs * (Batches + 1), told);
        for (int i = 0; i < told.Count; i++)
        {
            (int epoch, int place) = Math.DivRem(i, Batches + 1);
            TrainingProgress progress = told[i];
            bool end = place == Batches;
            Assert.AreEqual((epoch + 1, Epochs), (progress.Epoch, progress.Epochs));
            Assert.AreEqual((Math.Min(place + 1, Batches), Batches, end), (progress.Batch, progress.Batches, progress.IsEpochEnd));
            Assert.IsTrue(double.IsFinite(progress.Loss) && progress.Accuracy is >= 0 and <= 1);
            Assert.AreEqual(end, progress.ValidationLoss is not null);
            Assert.AreEqual(end, progress.ValidationAccuracy is not null);
            Assert.AreEqual(0.01, progress.LearningRate);
            Assert.IsTrue(progress.SequencesPerSecond > 0 && double.IsFinite(progress.SequencesPerSecond));
            Assert.IsTrue(i == 0 || progress.Elapsed >= told[i - 1].Elapsed);
            Assert.IsTrue(i == told.Count - 1 ? progress.TimeLeft == TimeSpan.Zero : progress.TimeLeft >= TimeSpan.Zero);
        }
        CollectionAssert.AreEqual(told.Where(p => p.IsEpochEnd).ToArray(), result.History.ToArray());
    }

    /// <summary>A loss within an epoch is the mean over all rows so far, whose weights the batches have.</summary>
    [TestMethod]
    public void LossesAreMeansOfTheEpochSoFar()
    {
        // Nothing is learned, so each batch's loss can be computed afterwards.
        TrainingOptions options = Options with { Optimizer = new Sgd { LearningRate = 0 }, ValidationFraction = 0, Shuffle = false };
        (List<TrainingProgress> told, _, Network network) = Run(options);
        foreach (TrainingProgress progress in told)
        {
            LossSum expected = Task.Evaluate(Task.NewTrainer(network, options), Sample.Rows(Math.Min(50, 8 * progress.Batch)));
            Near.Equal(expected.MeanLoss, progress.Loss, 1e-12, 0, $"{progress}");
            Assert.AreEqual(expected.Accuracy, progress.Accuracy);
        }
        for (int i = 1; i < told.Count; i++)
        {
            Assert.IsTrue(!told[i].IsEpochEnd || (told[i].Loss, told[i].Accuracy) == (told[i - 1].Loss, told[i - 1].Accuracy));
        }
    }

    [TestMethod]
    public void TheIntervalNeverChangesTheModel()
    {
        (_, TrainingReport expected, Network often) = Run(Options);
        foreach (TimeSpan interval in (TimeSpan[])[Timeout.InfiniteTimeSpan, TimeSpan.FromTicks(1), TimeSpan.MaxValue])
        {
            (List<TrainingProgress> told, TrainingReport result, Network network) =
                Run(Options with { ProgressInterval = interval, Threads = 1 });
            Near.SameBits(ToyTask.Snapshot(often), ToyTask.Snapshot(network), $"{interval}");
            CollectionAssert.AreEqual(expected.History.Select(h => h.Loss).ToArray(), result.History.Select(h => h.Loss).ToArray());
            Assert.IsTrue(interval == TimeSpan.FromTicks(1) || told.Count == Epochs);
        }
    }

    [TestMethod]
    public void AStreamsLengthIsNotKnownBeforehand()
    {
        Network network = ToyTask.NewNetwork(seed: 2);
        var told = new List<TrainingProgress>();
        TrainingOptions options = Options with { ValidationFraction = 0 };
        new Trainer(network, new CrossEntropyLoss(), new StreamedSource(() => [Task.Examples]), null, options).Run(told.Add, () => false);
        Assert.HasCount(Epochs * (7 + 1), told);
        Assert.IsTrue(told.All(p => p.Batches == 0));
        CollectionAssert.AreEqual((int[])[1, 2, 3, 4, 5, 6, 7, 7], told[..8].Select(p => p.Batch).ToArray());
        Assert.IsTrue(told[..7].All(p => p.TimeLeft is null), "Nobody knows in the first epoch,");
        Assert.IsTrue(told[7..].All(p => p.TimeLeft >= TimeSpan.Zero), "but then.");
    }

    [TestMethod]
    public void AResumedEpochIsToldOfAsAWhole()
    {
        (List<TrainingProgress> whole, _, _) = Run(Options);
        using var file = new TempFile();
        TrainingOptions kept = Options with { Checkpoints = new() { Path = file.Path } };
        Run(kept, cancelAt: 7);
        (List<TrainingProgress> told, TrainingReport result, _) = Run(kept);
        // Seven batches and one epoch's end were told of before.
        CollectionAssert.AreEqual(whole[8..].Select(Numbers).ToArray(), told.Select(Numbers).ToArray());
        Assert.HasCount(Epochs, result.History);
    }

    /// <summary>The mean over rows that all weigh nothing is not a number, and not told.</summary>
    [TestMethod]
    public void NothingIsToldBeforeSomethingWeighs()
    {
        var targets = new TargetRows(0);
        for (int i = 0; i < 50; i++)
        {
            targets.Add(Task.Labels[i], i < 20 ? 0 : 1);
            targets.EndSequence();
        }
        var told = new List<TrainingProgress>();
        TrainingOptions options = Options with { ValidationFraction = 0, Shuffle = false, Epochs = 1 };
        Trainer.InMemory(ToyTask.NewNetwork(seed: 2), new CrossEntropyLoss(), new Examples(Task.Data, targets), options)
            .Run(told.Add, () => false);
        CollectionAssert.AreEqual((int[])[3, 4, 5, 6, 7, 7], told.Select(p => p.Batch).ToArray());
        Assert.IsTrue(told.All(p => double.IsFinite(p.Loss)));
    }

    [TestMethod]
    public void BatchesMayBeLargerThanAllData()
    {
        (List<TrainingProgress> told, _, _) = Run(Options with { BatchSize = int.MaxValue });
        Assert.HasCount(Epochs * 2, told);
        Assert.IsTrue(told.All(p => (p.Batch, p.Batches) == (1, 1)));
    }

    private static (List<TrainingProgress> Told, TrainingReport Result, Network Network) Run(
        TrainingOptions options, int cancelAt = int.MaxValue)
    {
        Network network = ToyTask.NewNetwork(seed: 2);
        var told = new List<TrainingProgress>();
        int asked = 0;
        TrainingReport result = Task.NewTrainer(network, options).Run(told.Add, () => asked++ == cancelAt);
        return (told, result, network);
    }

    private static string Numbers(TrainingProgress p) =>
        $"{p.Epoch} {p.Batch}/{p.Batches} {p.IsEpochEnd} {p.Loss:R} {p.Accuracy:R} {p.ValidationLoss:R} {p.LearningRate:R}";
}
