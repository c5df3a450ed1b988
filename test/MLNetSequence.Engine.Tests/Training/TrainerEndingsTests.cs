using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>Early stopping, batches added up, and data that is read block by block.</summary>
[TestClass]
public sealed class TrainerEndingsTests
{
    private static readonly Labeled Task = ToyTask.Make(60, seed: 1);

    /// <summary>Once the loss no longer falls by much, some earlier epoch is the best, and the weights given back are its.</summary>
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void EarlyStoppingGivesTheBestBack(bool restore)
    {
        Network network = ToyTask.NewNetwork(seed: 2);
        TrainingOptions options = ToyTask.Options(epochs: 60, batchSize: 8, learningRate: 0.05) with
        {
            ValidationFraction = 0.4,
            EarlyStopping = new() { Patience = 3, MinimumImprovement = 0.03, RestoreBest = restore },
        };
        var weights = new List<float[]>();
        TrainingReport result = Task.NewTrainer(network, options).Run(_ => weights.Add(ToyTask.Snapshot(network)), () => false);
        Assert.AreEqual(TrainingOutcome.StoppedEarly, result.Outcome);
        int best = 0;
        for (int i = 1; i < result.History.Count; i++)
        {
            best = result.History[i].ValidationLoss < result.History[best].ValidationLoss - 0.03 ? i : best;
        }
        Assert.AreEqual(result.History.Count - 1 - 3, best);
        Near.SameBits(weights[restore ? best : ^1], ToyTask.Snapshot(network), "weights");
        Assert.AreEqual(restore, result.Message!.Contains($"best epoch, {best + 1}."));
        StringAssert.Contains(result.Message, $"stopped after epoch {result.History.Count} of 60");
    }

    /// <summary>What falls by less than the least improvement does not count.</summary>
    [TestMethod]
    public void LittleImprovementIsNone()
    {
        TrainingOptions options = ToyTask.Options(epochs: 9) with { EarlyStopping = new() { Patience = 2, MinimumImprovement = 100 } };
        TrainingReport result = Task.Train(ToyTask.NewNetwork(seed: 3), options);
        Assert.AreEqual(TrainingOutcome.StoppedEarly, result.Outcome);
        // Anything is better than nothing: the first epoch counts.
        Assert.HasCount(3, result.History);
    }

    /// <summary>However training ends, what was best is given back.</summary>
    [TestMethod]
    public void CancelledTrainingGivesTheBestBack()
    {
        Network network = ToyTask.NewNetwork(seed: 4);
        TrainingOptions options = ToyTask.Options(epochs: 30, learningRate: 0) with { EarlyStopping = new() { Patience = 30 } };
        float[] first = [];
        int epochs = 0;
        TrainingReport result = Task.NewTrainer(network, options with { Optimizer = new Adam { LearningRate = 5 } }).Run(
            progress => first = ++epochs == 1 ? ToyTask.Snapshot(network) : first, () => epochs == 3);
        Assert.AreEqual(TrainingOutcome.Cancelled, result.Outcome);
        int best = Sample.Rows(3).MinBy(i => result.History[i].Loss);
        StringAssert.Contains(result.Message!, $"best epoch, {best + 1}.");
        if (best == 0)
        {
            Near.SameBits(first, ToyTask.Snapshot(network), "weights");
        }
    }

    /// <summary>The gradient of one large batch in the memory of small ones: close, as the sums are taken in another order.</summary>
    [TestMethod]
    [DataRow(2)]
    [DataRow(5)]
    public void AddedUpBatchesAreOneLargeBatch(int slices)
    {
        Network large = ToyTask.NewNetwork(seed: 5), small = ToyTask.NewNetwork(seed: 5);
        TrainingOptions options = ToyTask.Options(epochs: 3, batchSize: 20);
        TrainingReport whole = Task.Train(large, options);
        TrainingReport parts = Task.Train(small, options with { BatchSize = 20 / slices, AccumulateBatches = slices });
        Near.Equal(ToyTask.Snapshot(large), ToyTask.Snapshot(small), 1e-3, 1e-5, "weights");
        Near.Equal(whole.History[2].Loss, parts.History[2].Loss, 1e-4, 0, "loss");
    }

    /// <summary>One block that is streamed is what is in memory; several, in order, are the same where batches end with them.</summary>
    [TestMethod]
    public void StreamedExamplesAreThoseInMemory()
    {
        TrainingOptions options = ToyTask.Options(epochs: 2, batchSize: 10);
        CheckStreamed(options, [60]);
        CheckStreamed(options with { Shuffle = false }, [60]);
        CheckStreamed(options with { Shuffle = false }, [20, 30, 10]);
    }

    private static void CheckStreamed(TrainingOptions options, int[] blocks)
    {
        Network inMemory = ToyTask.NewNetwork(seed: 6), streamed = ToyTask.NewNetwork(seed: 6);
        Task.Train(inMemory, options);
        int reads = 0;
        IEnumerable<Examples> Read()
        {
            reads++;
            int start = 0;
            foreach (int count in blocks)
            {
                var data = new TokenSequences();
                for (int i = start; i < start + count; i++)
                {
                    data.Add(Task.Data[i]);
                }
                yield return new Labeled(data, Task.Labels[start..(start + count)]).Examples;
                start += count;
            }
        }
        new Trainer(streamed, new CrossEntropyLoss(), new StreamedSource(Read), null, options).Run(_ => { }, () => false);
        Assert.AreEqual(options.Epochs, reads);
        Near.SameBits(ToyTask.Snapshot(inMemory), ToyTask.Snapshot(streamed), $"blocks of {string.Join(", ", blocks)}");
    }
}
