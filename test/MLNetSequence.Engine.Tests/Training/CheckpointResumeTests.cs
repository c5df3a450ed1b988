using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>A training that is interrupted and resumed gives the bits, and the history, of one that was not: wherever it was cut.</summary>
[TestClass]
public sealed class CheckpointResumeTests
{
    private const int Epochs = 3;

    // Five batches of 8 an epoch.
    private const int Count = 37;

    private static readonly TrainingOptions Plain = new() { Epochs = Epochs, BatchSize = 8, Seed = 5, Threads = 2 };

    private static readonly Dictionary<string, (LstmOptions Layer, TrainingOptions Options)> Cases = new()
    {
        ["dropout"] = (new LstmOptions { Dropout = 0.3, RecurrentDropout = 0.2 }, Plain),
        ["validation"] = (new(), Plain with { ValidationFraction = 0.3 }),
        ["warm-up"] = (new(), Plain with { Schedule = new WarmUpSchedule { Steps = 7 } }),
        ["cosine"] = (new(), Plain with { Schedule = new CosineSchedule() }),
        ["plateau"] = (new(), Plain with { Schedule = new ReduceOnPlateauSchedule { Patience = 1, Threshold = 0.9 } }),
        ["early stopping"] = (new(), Plain with { EarlyStopping = new() { Patience = 2, MinimumImprovement = 0.01 } }),
        ["stopped early"] = (new(), Plain with { EarlyStopping = new() { Patience = 1, MinimumImprovement = 10 } }),
        ["slices"] = (new(), Plain with { BatchSize = 4, AccumulateBatches = 2 }),
        ["windows"] = (new() { ReturnSequences = true, Dropout = 0.2 }, Plain with { TruncatedSteps = 3 }),
        ["stateful"] = (new() { Stateful = true }, Plain with { Shuffle = false }),
        ["stateful windows"] = (new() { Stateful = true, ReturnSequences = true }, Plain with { Shuffle = false, TruncatedSteps = 4 }),
    };

    public static IEnumerable<object[]> CaseNames => Cases.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(CaseNames))]
    public void ResumedTrainingGivesTheSameBits(string name) => CheckEveryCut(Cases[name].Layer, Cases[name].Options);

    [TestMethod]
    [DynamicData(nameof(TestOptimizers.Names), typeof(TestOptimizers))]
    public void EveryOptimizerGoesOn(string optimizer) => CheckEveryCut(new(), Plain with { Optimizer = TestOptimizers.Get(optimizer) });

    private static void CheckEveryCut(LstmOptions layer, TrainingOptions options)
    {
        (float[] expected, TrainingReport whole) = Run(layer, options, cancelAt: int.MaxValue);
        foreach (int? every in (int?[])[null, 1, 3])
        {
            // Before the second batch, within an epoch, at its end, and past it.
            foreach (int cut in (int[])[1, 2, 5, 6, 8, 14])
            {
                using var file = new TempFile();
                TrainingOptions kept = options with { Checkpoints = new() { Path = file.Path, EverySteps = every } };
                string what = $"cut before batch {cut + 1}, a checkpoint every {every} steps";
                Run(layer, kept, cancelAt: cut);
                Assert.IsTrue(File.Exists(file.Path), what);
                (float[] actual, TrainingReport resumed) = Run(layer, kept with { Threads = 1 }, cancelAt: int.MaxValue);
                Near.SameBits(expected, actual, what);
                CollectionAssert.AreEqual(Numbers(whole), Numbers(resumed), what);
                Assert.AreEqual((whole.Outcome, whole.Message), (resumed.Outcome, resumed.Message), what);
            }
        }
    }

    /// <summary>A crash leaves no farewell: what was written every few steps, or at an epoch's end, is all there is.</summary>
    [TestMethod]
    [DataRow(null)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(5)]
    public void TrainingThatCrashedGoesOnFromItsLastCheckpoint(int? every)
    {
        var layer = new LstmOptions { Dropout = 0.2 };
        (float[] expected, TrainingReport whole) = Run(layer, Plain, cancelAt: int.MaxValue);
        for (int crash = 5; crash < 14; crash++)
        {
            using var file = new TempFile();
            TrainingOptions kept = Plain with { Checkpoints = new() { Path = file.Path, EverySteps = every } };
            int asked = 0;
            Assert.ThrowsExactly<TimeoutException>(() => NewTrainer(NewNetwork(layer), kept).Run(
                _ => { }, () => asked++ == crash ? throw new TimeoutException() : false));
            (float[] actual, TrainingReport resumed) = Run(layer, kept, cancelAt: int.MaxValue);
            Near.SameBits(expected, actual, $"crash before batch {crash + 1}");
            CollectionAssert.AreEqual(Numbers(whole), Numbers(resumed), $"crash before batch {crash + 1}");
        }
    }

    /// <summary>Between an epoch's last batch and its end there is nothing left to train, but an entry of the history to write.</summary>
    [TestMethod]
    public void TrainingThatCrashedAfterAnEpochsLastBatchGoesOn()
    {
        (float[] expected, TrainingReport whole) = RunStreamed(Plain, crash: false);
        using var file = new TempFile();
        TrainingOptions kept = Plain with { Checkpoints = new() { Path = file.Path, EverySteps = 1 } };
        Assert.ThrowsExactly<TimeoutException>(() => RunStreamed(kept, crash: true));
        (float[] actual, TrainingReport resumed) = RunStreamed(kept, crash: false);
        Near.SameBits(expected, actual, "weights");
        CollectionAssert.AreEqual(Numbers(whole), Numbers(resumed));
    }

    private static (float[] Weights, TrainingReport Result) RunStreamed(TrainingOptions options, bool crash)
    {
        Network network = NewNetwork(new());
        Examples examples = NewExamples(network);
        IEnumerable<Examples> Read()
        {
            yield return examples;
            if (crash)
            {
                throw new TimeoutException();
            }
        }
        var trainer = new Trainer(network, new MeanSquaredLoss(), new StreamedSource(Read), null, options);
        TrainingReport result = trainer.Run(_ => { }, () => false);
        return (ToyTask.Snapshot(network), result);
    }

    /// <summary>More epochs go on from a training that was complete.</summary>
    [TestMethod]
    public void MoreEpochsGoOn()
    {
        using var file = new TempFile();
        TrainingOptions kept = Plain with { Checkpoints = new() { Path = file.Path } };
        Run(new(), kept with { Epochs = 1 }, cancelAt: int.MaxValue);
        (float[] actual, TrainingReport more) = Run(new(), kept, cancelAt: int.MaxValue);
        (float[] expected, TrainingReport whole) = Run(new(), Plain, cancelAt: int.MaxValue);
        Near.SameBits(expected, actual, "weights");
        Assert.HasCount(Epochs, more.History);
        CollectionAssert.AreEqual(Numbers(whole), Numbers(more));
    }

    [TestMethod]
    public void WhoWantsToBeginsAnew()
    {
        using var file = new TempFile();
        TrainingOptions kept = Plain with { Checkpoints = new() { Path = file.Path, Resume = false } };
        (float[] expected, _) = Run(new(), kept, cancelAt: int.MaxValue);
        (float[] again, TrainingReport result) = Run(new(), kept, cancelAt: int.MaxValue);
        Near.SameBits(expected, again, "weights");
        Assert.HasCount(Epochs, result.History);
    }

    private static (float[] Weights, TrainingReport Result) Run(LstmOptions layer, TrainingOptions options, int cancelAt)
    {
        Network network = NewNetwork(layer);
        int asked = 0;
        TrainingReport result = NewTrainer(network, options).Run(_ => { }, () => asked++ == cancelAt);
        return (ToyTask.Snapshot(network), result);
    }

    private static Network NewNetwork(LstmOptions layer)
    {
        var network = new Network(new SequenceNetwork(3).Lstm(5, layer).Dense(2));
        network.Initialize(1);
        return network;
    }

    private static Trainer NewTrainer(Network network, TrainingOptions options) =>
        Trainer.InMemory(network, new MeanSquaredLoss(), NewExamples(network), options);

    private static Examples NewExamples(Network network)
    {
        int[] lengths = [.. Sample.Rows(Count).Select(i => 1 + i % 7)];
        return RecurrentCases.NewExamples(network, seed: 2, lengths.AsSpan());
    }

    // What the epochs came to, without the times.
    private static string[] Numbers(TrainingReport result) =>
        [.. result.History.Select(h => $"{h.Epoch} {h.Accuracy:R} {h.ValidationAccuracy:R} {h.Loss:R} {h.ValidationLoss:R} {h.LearningRate:R}")];
}
