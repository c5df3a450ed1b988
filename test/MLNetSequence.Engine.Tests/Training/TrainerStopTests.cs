using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>Training that ends before its time: cancelled, or diverged.</summary>
[TestClass]
public sealed class TrainerStopTests
{
    // 100 rows in batches of 32 are four batches an epoch.
    private static readonly Labeled Task = ToyTask.Make(100, seed: 1);

    [TestMethod]
    public void CancelledBeforeTheFirstBatchThereIsNothingToKeep()
    {
        Network network = ToyTask.NewNetwork(seed: 2);
        float[] before = ToyTask.Snapshot(network);
        OperationCanceledException error = Assert.ThrowsExactly<OperationCanceledException>(
            () => NewTrainer(network, epochs: 2).Run(_ => Assert.Fail("No epoch was done."), () => true));
        StringAssert.Contains(error.Message, "before its first batch");
        Near.SameBits(before, ToyTask.Snapshot(network), "parameters");
    }

    [TestMethod]
    [DataRow(1, 1, 0)]
    [DataRow(3, 1, 0)]
    [DataRow(4, 2, 1)]
    [DataRow(9, 3, 2)]
    public void CancelledLaterItKeepsWhatWasLearned(int batches, int epoch, int epochsDone)
    {
        Network network = ToyTask.NewNetwork(seed: 2);
        float[] before = ToyTask.Snapshot(network);
        int asked = 0;
        TrainingReport result = NewTrainer(network, epochs: 5).Run(_ => { }, () => asked++ == batches);

        Assert.AreEqual(TrainingOutcome.Cancelled, result.Outcome);
        Assert.HasCount(epochsDone, result.History);
        StringAssert.Contains(result.Message!, $"cancelled in epoch {epoch} of 5, after {batches} changes of the weights");
        float[] after = ToyTask.Snapshot(network);
        Assert.IsTrue(after.All(float.IsFinite));
        Assert.IsFalse(before.SequenceEqual(after));
    }

    /// <summary>Whoever stops after an epoch has the same network as who asked for one epoch only.</summary>
    [TestMethod]
    public void CancelledAtTheEndOfAnEpochItIsThatEpochsNetwork()
    {
        Network stopped = ToyTask.NewNetwork(seed: 2), whole = ToyTask.NewNetwork(seed: 2);
        int epochs = 0;
        NewTrainer(stopped, epochs: 5).Run(_ => epochs++, () => epochs == 2);
        NewTrainer(whole, epochs: 2).Run(_ => { }, () => false);
        Near.SameBits(ToyTask.Snapshot(whole), ToyTask.Snapshot(stopped), "parameters");
    }

    [TestMethod]
    public void DivergedLaterItKeepsTheLastGoodEpoch()
    {
        Network network = ToyTask.NewNetwork(seed: 3);
        float[] good = [], goodScores = [];
        TrainingReport result = NewTrainer(network, epochs: 5).Run(
            progress =>
            {
                if (progress.Epoch == 2)
                {
                    good = ToyTask.Snapshot(network);
                    goodScores = Scores(network);
                    network.Parameters.Span(network.Parameters.Find("2.weight_hh_l0"))[3] = float.NaN;
                    network.Pack();
                }
            },
            () => false);

        Assert.AreEqual(TrainingOutcome.Diverged, result.Outcome);
        Assert.HasCount(2, result.History);
        StringAssert.Contains(result.Message!, "not finite in epoch 3, batch 1");
        StringAssert.Contains(result.Message!, "the model is that of the end of epoch 2");
        Near.SameBits(good, ToyTask.Snapshot(network), "parameters");
        Near.SameBits(goodScores, Scores(network), "scores: the kernels' copy of the weights must be the good one too");
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void DivergedInTheFirstEpochThereIsNothingToKeep(int threads)
    {
        Network network = ToyTask.NewNetwork(seed: 4);
        TrainingOptions options = ToyTask.Options(epochs: 3, learningRate: 1e38) with { Threads = threads };
        NotFiniteNumberException error = Assert.ThrowsExactly<NotFiniteNumberException>(
            () => Task.Train(network, options));
        StringAssert.Contains(error.Message, "not finite in epoch 1, batch 2");
        StringAssert.Contains(error.Message, "learning rate");
    }

    /// <summary>The last batch of an epoch has no next one whose loss would tell that its update was too large.</summary>
    [TestMethod]
    public void ParameterThatOverflowsInTheLastBatchIsNoticed()
    {
        TrainingOptions options = ToyTask.Options(epochs: 1, batchSize: Task.Labels.Length, learningRate: 1e39);
        NotFiniteNumberException error = Assert.ThrowsExactly<NotFiniteNumberException>(
            () => Task.Train(ToyTask.NewNetwork(seed: 4), options));
        StringAssert.Contains(error.Message, "A parameter was not finite at the end of epoch 1.");
    }

    /// <summary>A batch that is not finite must leave no trace: no update, and no moment of Adam.</summary>
    [TestMethod]
    public void StepThatIsNotFiniteChangesNothing()
    {
        Network network = ToyTask.NewNetwork(seed: 5);
        Trainer trainer = NewTrainer(network, epochs: 1);
        Parameter bias = network.Parameters.Find("4.bias");
        network.Parameters.Span(bias)[0] = float.PositiveInfinity;
        network.Pack();
        float[] before = ToyTask.Snapshot(network);
        Assert.IsNull(trainer.Step(Task.Examples, Sample.Rows(100)));
        Near.SameBits(before, ToyTask.Snapshot(network), "parameters");
    }

    /// <summary>The loss alone does not tell: here it is a large number, and its gradient is past all numbers.</summary>
    [TestMethod]
    public void GradientThatIsNotFiniteIsNoticed()
    {
        var data = new TokenSequences();
        data.Add([2, 3]);
        foreach (int label in (int[])[0, 1])
        {
            Network network = ToyTask.NewNetwork(seed: 6);
            Parameter dense = network.Parameters.Find("4.weight");
            int inputs = dense.Shape[1];
            network.Parameters.Span(dense)[..inputs].Fill(label == 0 ? -3e38f : 3e38f);
            network.Parameters.Span(dense)[inputs..].Fill(label == 0 ? 3e38f : -3e38f);
            // Hidden units of a known sign, tiny so that the outputs stay finite: the first class wins where it is wrong.
            network.Parameters.Span(network.Parameters.Find("2.bias_l0")).Fill(0.01f);
            network.Parameters.Span(network.Parameters.Find("2.bias_l0_reverse")).Fill(0.01f);
            network.Parameters.Span(network.Parameters.Find("2.weight_ih_l0")).Clear();
            network.Parameters.Span(network.Parameters.Find("2.weight_ih_l0_reverse")).Clear();
            network.Pack();
            float[] before = ToyTask.Snapshot(network);
            var one = new Labeled(data, [label]);
            Trainer trainer = one.NewTrainer(network, ToyTask.Options());
            Assert.IsTrue(double.IsFinite(one.Evaluate(trainer).Loss));
            Assert.IsNull(trainer.Step(one.Examples, [0]));
            Near.SameBits(before, ToyTask.Snapshot(network), "parameters");
        }
    }

    private static Trainer NewTrainer(Network network, int epochs) => Task.NewTrainer(network, ToyTask.Options(epochs));

    private static float[] Scores(Network network) => Scoring.Run(network, Task.Data, Sample.Rows(100), threads: 1);
}
