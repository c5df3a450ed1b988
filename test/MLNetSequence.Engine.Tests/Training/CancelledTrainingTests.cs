using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>Where there is something to measure on, a training that is cut short gives the best epoch back, wherever it is cut.</summary>
[TestClass]
public sealed class CancelledTrainingTests
{
    private const int Epochs = 12;

    // 36 sequences to learn from are three batches of 12. Every third label is wrong; the other 24 tell when those are learned by heart.
    private const int Batches = 3;

    private static readonly Labeled Clean = ToyTask.Make(60, seed: 1);

    private static readonly Labeled Task = new(Clean.Data, [.. Clean.Labels.Select((label, i) => i % 3 == 0 ? 1 - label : label)]);

    private static readonly TrainingOptions Options =
        ToyTask.Options(Epochs, batchSize: 12, learningRate: 0.05) with { ValidationFraction = 0.4 };

    private static readonly (List<float[]> Ends, TrainingReport Result) Whole = RunWhole();

    [TestMethod]
    public void ACompletedTrainingKeepsTheLastWeights()
    {
        Assert.AreEqual(TrainingOutcome.Completed, Whole.Result.Outcome);
        int best = Whole.Result.History.Best!.Epoch;
        Assert.IsTrue(best is > 1 and < 9, $"The case shows little where the best epoch is the first, or one of the last: {best}");
        Network network = ToyTask.NewNetwork(seed: 2);
        Task.Train(network, Options);
        Near.SameBits(Whole.Ends[^1], ToyTask.Snapshot(network), "weights");
    }

    [TestMethod]
    public void BeforeAnEpochEndsItKeepsWhatWasLearned()
    {
        Assert.ThrowsExactly<OperationCanceledException>(() => Run(Options, cancelAt: 0));
        (float[] weights, TrainingReport result) = Run(Options, cancelAt: 2);
        Assert.AreEqual(TrainingOutcome.Cancelled, result.Outcome);
        Assert.HasCount(0, result.History);
        StringAssert.EndsWith(result.Message!, "The model is what was learned until then.");
        Assert.IsFalse(weights.SequenceEqual(Whole.Ends[0]));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(2)]
    public void LaterItGivesTheBestEpochBack(int within)
    {
        for (int epochs = 1; epochs < Epochs; epochs++)
        {
            (float[] weights, TrainingReport result) = Run(Options, cancelAt: epochs * Batches + within);
            Assert.AreEqual(TrainingOutcome.Cancelled, result.Outcome);
            Assert.HasCount(epochs, result.History);
            int best = result.History.Best!.Epoch;
            Near.SameBits(Whole.Ends[best - 1], weights, $"cancelled after {epochs} epochs");
            StringAssert.EndsWith(result.Message!, $"The model is that of the best epoch, {best}.");
        }
    }

    [TestMethod]
    public void WhoDoesNotWantTheBestHasTheLast()
    {
        (float[] weights, TrainingReport result) =
            Run(Options with { EarlyStopping = new() { Patience = Epochs, RestoreBest = false } }, cancelAt: 9 * Batches);
        Assert.IsLessThan(9, result.History.Best!.Epoch);
        Near.SameBits(Whole.Ends[8], weights, "weights");
        StringAssert.EndsWith(result.Message!, "The model is what was learned until then.");
    }

    [TestMethod]
    public void WithoutMeasuringThereIsNoBest()
    {
        (_, TrainingReport result) = Run(Options with { ValidationFraction = 0 }, cancelAt: 12);
        StringAssert.EndsWith(result.Message!, "The model is what was learned until then.");
    }

    [TestMethod]
    public void ADivergedTrainingGivesTheBestBack()
    {
        Network network = ToyTask.NewNetwork(seed: 2);
        TrainingReport result = Task.NewTrainer(network, Options).Run(
            progress =>
            {
                if (progress.Epoch == 10)
                {
                    network.Parameters.Span(network.Parameters.Find("2.weight_hh_l0"))[3] = float.NaN;
                    network.Pack();
                }
            },
            () => false);
        Assert.AreEqual(TrainingOutcome.Diverged, result.Outcome);
        int best = result.History.Best!.Epoch;
        Assert.IsLessThan(10, best);
        StringAssert.EndsWith(result.Message!, $"The model is that of the best epoch, {best}.");
        Near.SameBits(Whole.Ends[best - 1], ToyTask.Snapshot(network), "weights");
    }

    /// <summary>The checkpoint of a cancelled training holds where it stood, and the best weights beside.</summary>
    [TestMethod]
    public void WhatIsResumedGivesTheSameBitsAndTheSameBest()
    {
        (float[] expected, TrainingReport once) = Run(Options, cancelAt: 11 * Batches + 1);
        Assert.IsLessThan(9, once.History.Best!.Epoch, "The best epoch is one that the checkpoint holds.");
        foreach (int cut in (int[])[2, 9 * Batches, 10 * Batches + 1])
        {
            using var file = new TempFile();
            TrainingOptions kept = Options with { Checkpoints = new() { Path = file.Path } };
            Run(kept, cancelAt: cut);
            (float[] again, TrainingReport result) = Run(kept with { Threads = 1 }, cancelAt: 11 * Batches + 1 - cut);
            Near.SameBits(expected, again, $"cut before batch {cut + 1}");
            Assert.AreEqual(once.Message, result.Message);
            (float[] last, TrainingReport completed) = Run(kept, cancelAt: int.MaxValue);
            Near.SameBits(Whole.Ends[^1], last, "run to the end");
            CollectionAssert.AreEqual(
                Whole.Result.History.Select(h => h.ValidationLoss).ToArray(), completed.History.Select(h => h.ValidationLoss).ToArray());
        }
    }

    private static (List<float[]> Ends, TrainingReport Result) RunWhole()
    {
        Network network = ToyTask.NewNetwork(seed: 2);
        var ends = new List<float[]>();
        TrainingReport result = Task.NewTrainer(network, Options).Run(_ => ends.Add(ToyTask.Snapshot(network)), () => false);
        return (ends, result);
    }

    private static (float[] Weights, TrainingReport Result) Run(TrainingOptions options, int cancelAt)
    {
        Network network = ToyTask.NewNetwork(seed: 2);
        int asked = 0;
        TrainingReport result = Task.NewTrainer(network, options).Run(_ => { }, () => asked++ == cancelAt);
        return (ToyTask.Snapshot(network), result);
    }
}
