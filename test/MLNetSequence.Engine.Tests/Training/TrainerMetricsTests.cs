using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>Losses and accuracies are plain means over rows, however unevenly the rows fall into batches.</summary>
[TestClass]
public sealed class TrainerMetricsTests
{
    private const int Rows = 77;

    private static readonly Labeled Task = ToyTask.Make(Rows, seed: 1);

    private static readonly int[] All = Sample.Rows(Rows);

    [TestMethod]
    public void EvaluationIsTheMeanOverRows()
    {
        Network network = Sample.Network(TestNetworks.Get("bidirectional"), seed: 2, limit: 1.5);
        ReferenceNetwork reference = ReferenceNetwork.Of(network);
        Trainer trainer = Task.NewTrainer(network, ToyTask.Options());
        foreach (int[] rows in (int[][])[All, [3], [1, 76], [.. All.Where(r => r % 3 == 0)]])
        {
            LossSum sum = Task.Evaluate(trainer, rows);
            int correct = rows.Count(r => ArgMax(reference.Forward(Task.Data[r])) == Task.Labels[r]);
            Assert.AreEqual((rows.Length, (double)rows.Length), (sum.Rows, sum.Weight));
            Near.Equal(reference.Loss(Task.Data, Task.Labels, rows), sum.MeanLoss, 1e-6, 1e-6, "loss");
            Assert.AreEqual((double)correct / rows.Length, sum.Accuracy);
        }
    }

    [TestMethod]
    public void EvaluationDoesNotDependOnTheOrderOfRows()
    {
        Trainer trainer = Task.NewTrainer(ToyTask.NewNetwork(seed: 3), ToyTask.Options());
        LossSum inOrder = Task.Evaluate(trainer, All);
        int[] shuffled = [.. All];
        new SeededRandom(4).Shuffle(shuffled);
        LossSum outOfOrder = Task.Evaluate(trainer, shuffled);
        // Each row's loss has the same bits; only the order of a double sum differs.
        Near.Equal(inOrder.Loss, outOfOrder.Loss, 1e-13, 0, "loss");
        Assert.AreEqual((inOrder.Correct, inOrder.Rows), (outOfOrder.Correct, outOfOrder.Rows));
    }

    /// <summary>
    /// At a learning rate of 0 nothing moves, so whatever the batch size, the epoch's loss must be that of one big batch: an
    /// average of batch averages would not be, as 77 rows leave a short last batch.
    /// </summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(10)]
    [DataRow(32)]
    [DataRow(76)]
    [DataRow(77)]
    [DataRow(1000)]
    public void EpochWeighsEveryRowAlike(int batchSize)
    {
        Network network = ToyTask.NewNetwork(seed: 5);
        Trainer trainer = Task.NewTrainer(network, ToyTask.Options(batchSize: batchSize, learningRate: 0));
        TrainingProgress progress = trainer.Run(_ => { }, () => false).History.Single();
        LossSum all = Task.Evaluate(trainer, All);
        Near.Equal(all.MeanLoss, progress.Loss, 1e-12, 0, "loss");
        Assert.AreEqual(all.Accuracy, progress.Accuracy);
        Assert.IsNull(progress.ValidationLoss);
        Assert.IsNull(progress.ValidationAccuracy);
    }

    /// <summary>Rows held out and rows trained on are all rows, each once: their sums add up to the sum over all.</summary>
    [TestMethod]
    [DataRow(0.01, 1)]
    [DataRow(0.3, 23)]
    [DataRow(0.5, 38)]
    [DataRow(0.999, 76)]
    public void ValidationRowsAreTheRest(double fraction, int held)
    {
        Network network = ToyTask.NewNetwork(seed: 6);
        TrainingOptions options = ToyTask.Options(batchSize: 20, learningRate: 0) with { ValidationFraction = fraction };
        Trainer trainer = Task.NewTrainer(network, options);
        TrainingProgress progress = trainer.Run(_ => { }, () => false).History.Single();
        LossSum all = Task.Evaluate(trainer, All);
        Near.Equal(all.Loss, progress.Loss * (Rows - held) + progress.ValidationLoss!.Value * held, 1e-12, 0, "loss");
        Near.Equal(all.Correct, progress.Accuracy!.Value * (Rows - held) + progress.ValidationAccuracy!.Value * held, 1e-12, 0, "hits");
    }

    /// <summary>Which rows are held out depends on the seed, not on the epoch: no row may be trained on and judged by.</summary>
    [TestMethod]
    public void ValidationRowsStayTheSame()
    {
        TrainingOptions options = ToyTask.Options(epochs: 3, learningRate: 0) with { ValidationFraction = 0.2 };
        Network network = ToyTask.NewNetwork(seed: 7);
        TrainingReport result = Task.Train(network, options);
        Assert.AreEqual(1, result.History.Select(h => h.ValidationLoss).Distinct().Count());
        TrainingReport other = Task.Train(network, options with { Seed = 2 });
        Assert.AreNotEqual(result.History[0].ValidationLoss, other.History[0].ValidationLoss);
    }

    /// <summary>Dropout belongs to training: it raises the training loss, and never touches the validation loss.</summary>
    [TestMethod]
    public void ValidationRunsWithoutDropout()
    {
        TrainingOptions options = ToyTask.Options(learningRate: 0) with { ValidationFraction = 0.4 };
        TrainingProgress plain = Task.Train(ToyTask.NewNetwork(seed: 8), options).History[0];
        TrainingProgress dropped = Task.Train(ToyTask.NewNetwork(seed: 8, dropout: 0.5), options).History[0];
        Assert.AreEqual(plain.ValidationLoss, dropped.ValidationLoss);
        Assert.AreNotEqual(plain.Loss, dropped.Loss);
    }

    [TestMethod]
    public void LabelsMustMatchTheSequences()
    {
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(
            () => new Labeled(Task.Data, [1, 0]).NewTrainer(ToyTask.NewNetwork(seed: 9), ToyTask.Options()));
        StringAssert.StartsWith(error.Message, "There are 77 sequences but 2 targets.");
    }

    private static int ArgMax(double[] values) => Array.IndexOf(values, values.Max());
}
