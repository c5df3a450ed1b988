using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.RangeTest;

namespace MLNetSequence.Engine.Tests.Training.RangeTest;

/// <summary>The range test trains with the batches, the optimizer and the loss of a training, and leaves no trace.</summary>
[TestClass]
public sealed class LearningRateTestTests
{
    private static readonly Labeled Task = ToyTask.Make(300, seed: 1);

    private static readonly TrainingOptions Options = ToyTask.Options(epochs: 1);

    [TestMethod]
    public void WhatItSuggestsLearns()
    {
        LearningRateRange range = Run(Options);
        Assert.IsTrue(range.Suggested is > 1e-3 and < 1, $"{range.Suggested}");
        Network network = ToyTask.NewNetwork(seed: 2);
        TrainingReport result = Task.Train(network, ToyTask.Options(epochs: 6, learningRate: range.Suggested / 3));
        Assert.IsLessThan(range.Points[0].Loss / 4, result.History[^1].Loss);
    }

    [TestMethod]
    public void RatesGrowByOneFactor()
    {
        LearningRateRange range = Run(Options, lowest: 1e-6, highest: 1e-2, steps: 41);
        Assert.HasCount(41, range.Points);
        Assert.AreEqual((1e-6, 1e-2), (range.Points[0].Rate, range.Points[^1].Rate));
        for (int i = 0; i < 41; i++)
        {
            Near.Equal(Math.Pow(10, -6 + i / 10.0), range.Points[i].Rate, 1e-9, 0, $"rate {i}");
        }
    }

    /// <summary>The same steps by a trainer whose rates are set by hand: the batches, their order, and the loss before each step.</summary>
    [TestMethod]
    [DataRow(1, 0.0)]
    [DataRow(2, 0.0)]
    [DataRow(1, 0.3)]
    public void ItTakesTheStepsOfATraining(int accumulate, double held)
    {
        TrainingOptions options =
            Options with { AccumulateBatches = accumulate, ValidationFraction = held, Optimizer = new Sgd { Momentum = 0.5 } };
        LearningRateRange range = Run(options, lowest: 0.001, highest: 0.5, steps: 25);
        Network network = ToyTask.NewNetwork(seed: 2);
        network.Pack();
        var step = new TrainingStep(network, new CrossEntropyLoss(), options, new Workers(1));
        int[] rows = Trainer.Split(Task.Examples.Count, options).Learned;
        Assert.HasCount(held > 0 ? 210 : 300, rows);
        var losses = new List<double>();
        for (int epoch = 1; losses.Count < 25; epoch++)
        {
            foreach (int[] batch in Trainer.Order(rows, options, epoch, 0).Chunk(32 * accumulate))
            {
                if (losses.Count < 25)
                {
                    step.Run(Task.Examples, batch, () => range.Points[losses.Count].Rate, out LossSum sum);
                    losses.Add(sum.MeanLoss);
                }
            }
        }
        CollectionAssert.AreEqual(losses, range.Points.Select(p => p.Loss).ToArray());
    }

    [TestMethod]
    public void TheMeanLooksBackOverATenthOfTheSteps()
    {
        LearningRateRange range = Run(Options, steps: 40);
        var smoothed = new SmoothedLoss(0.75, signed: false);
        CollectionAssert.AreEqual(
            range.Points.Select(p => smoothed.Add(p.Loss)).ToArray(), range.Points.Select(p => p.SmoothedLoss).ToArray());
        Assert.IsTrue(Run(Options, steps: 10).Points.All(p => p.SmoothedLoss == p.Loss));
    }

    [TestMethod]
    public void TheSeedDecidesAndTheThreadsDoNot()
    {
        LearningRateRange one = Run(Options with { Threads = 1 });
        CollectionAssert.AreEqual(one.Points.ToArray(), Run(Options with { Threads = 3 }).Points.ToArray());
        CollectionAssert.AreNotEqual(one.Points.ToArray(), Run(Options with { Seed = 9 }).Points.ToArray());
    }

    /// <summary>What belongs to the training that follows is not used; what decides a step is.</summary>
    [TestMethod]
    public void OnlyWhatDecidesAStepIsUsed()
    {
        using var file = new TempFile();
        LearningRatePoint[] plain = [.. Run(Options).Points];
        LearningRateRange same = Run(Options with
        {
            Epochs = 77,
            Optimizer = new Adam { LearningRate = 123 },
            Schedule = new StepSchedule { EveryEpochs = 1 },
            EarlyStopping = new(),
            Checkpoints = new() { Path = file.Path, EverySteps = 1 },
        });
        CollectionAssert.AreEqual(plain, same.Points.ToArray());
        Assert.IsEmpty(file.Names);
        foreach (TrainingOptions other in (TrainingOptions[])
            [Options with { Optimizer = new Sgd() }, Options with { BatchSize = 16 }, Options with { GlobalClipNorm = 1e-3 }])
        {
            CollectionAssert.AreNotEqual(plain, Run(other).Points.ToArray());
        }
    }

    [TestMethod]
    public void ItEndsWhereTheLossExplodes()
    {
        LearningRateRange range = Run(Options with { Optimizer = new Sgd(), GlobalClipNorm = null }, highest: 1e6);
        Assert.IsLessThan(100, range.Points.Count);
        double lowest = range.Points.Min(p => p.SmoothedLoss);
        Assert.IsGreaterThan(4 * lowest, range.Points[^1].SmoothedLoss);
        Assert.IsTrue(range.Points.SkipLast(1).All(p => p.SmoothedLoss <= 4 * range.Points[0].SmoothedLoss));
    }

    [TestMethod]
    public void ItEndsBeforeALossThatIsNotFinite()
    {
        LearningRateRange range = Run(Options, lowest: 1e-7, highest: 1e39, steps: 10);
        Assert.IsLessThan(10, range.Points.Count);
        Assert.IsTrue(range.Points.All(p => double.IsFinite(p.Loss) && double.IsFinite(p.SmoothedLoss)));
    }

    [TestMethod]
    public void BatchesThatWeighNothingAreNoSteps()
    {
        var targets = new TargetRows(0);
        for (int i = 0; i < 300; i++)
        {
            targets.Add(Task.Labels[i], i is >= 40 and < 80 ? 1 : 0);
            targets.EndSequence();
        }
        TrainingOptions options = Options with { Shuffle = false, BatchSize = 20 };
        LearningRateRange range = Run(options, examples: new Examples(Task.Data, targets));
        Assert.HasCount(100, range.Points);
        var none = new TargetRows(0);
        foreach (int label in Task.Labels)
        {
            none.Add(label, 0);
            none.EndSequence();
        }
        var error = Assert.ThrowsExactly<ArgumentException>(() => Run(options, examples: new Examples(Task.Data, none)));
        StringAssert.Contains(error.Message, "nothing to train on");
    }

    /// <summary>Stateful layers begin anew with each round through the data.</summary>
    [TestMethod]
    public void StatefulNetworksAndWindowsWork()
    {
        var network = new Network(new SequenceNetwork(3).Lstm(5, new LstmOptions { Stateful = true, ReturnSequences = true }).Dense(2));
        network.Initialize(1);
        int[] lengths = [.. Sample.Rows(19).Select(i => 1 + i % 7)];
        Examples examples = RecurrentCases.NewExamples(network, seed: 2, lengths.AsSpan());
        var options = new TrainingOptions { BatchSize = 8, Shuffle = false, TruncatedSteps = 3 };
        LearningRateRange range = LearningRateTest.Run(
            network, new MeanSquaredLoss(), examples, Sample.Rows(19), options, 1e-6, 1e-3, 30, () => false);
        Assert.HasCount(30, range.Points);
    }

    [TestMethod]
    public void ALossMayBeBelow0()
    {
        var network = new Network(new SequenceNetwork(1).Lstm(8).Dense(2));
        network.Initialize(1);
        var inputs = new FeatureSequences(1);
        var targets = new TargetRows(1);
        for (int i = 0; i < 64; i++)
        {
            inputs.Add([i % 5 * 0.1f]);
            targets.Add([i % 5 * 0.1f]);
            targets.EndSequence();
        }
        LearningRateRange range = LearningRateTest.Run(
            network, new GaussianLoss(), new Examples(inputs, targets), Sample.Rows(64), new() { BatchSize = 16 }, 1e-4, 1, 200, () => false);
        Assert.IsLessThan(0, range.Points.Min(p => p.SmoothedLoss));
        Assert.IsGreaterThan(1e-3, range.Suggested);
    }

    private static LearningRateRange Run(
        TrainingOptions options, double lowest = 1e-7, double highest = 1, int steps = 100, Examples? examples = null)
    {
        Network network = ToyTask.NewNetwork(seed: 2);
        float[] before = ToyTask.Snapshot(network);
        float[] scores = Scoring.Run(network, Task.Data, Sample.Rows(50), threads: 1);
        examples ??= Task.Examples;
        int[] rows = Trainer.Split(examples.Count, options).Learned;
        LearningRateRange range = LearningRateTest.Run(
            network, new CrossEntropyLoss(), examples, rows, options, lowest, highest, steps, () => false);
        Near.SameBits(before, ToyTask.Snapshot(network), "weights");
        Near.SameBits(scores, Scoring.Run(network, Task.Data, Sample.Rows(50), threads: 1), "scores of the packed weights");
        return range;
    }
}
