using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.RangeTest;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>A chain over labels together with all else that a network or a training may have.</summary>
[TestClass]
public sealed class CrfCombinationTests
{
    private static readonly int[] Lengths = [.. Sample.Rows(40).Select(i => i * 7 % 11)];

    private static readonly CrossEntropyLoss Loss = new();

    private static readonly SequenceNetwork Network = new SequenceNetwork()
        .EmbedSteps([new(9, 4) { Regularizer = new(L2: 0.01) }, new(5, 2) { Trainable = false }, TokenInput.OneHot(3)], 2)
        .JoinStatics(2)
        .Dropout(0.2)
        .Gru(5, new GruOptions { ReturnSequences = true, LearnInitialState = true, ActivityRegularizer = new(L2: 0.1) })
        .Residual(x => x.LayerNorm().Lstm(5, returnSequences: true))
        .Dense(4, new DenseOptions { ActivityRegularizer = new(L1: 0.1) })
        .Crf(new(L2: 0.1));

    private static readonly TrainingOptions Options = new()
    {
        Epochs = 3,
        BatchSize = 4,
        AccumulateBatches = 2,
        ValidationFraction = 0.2,
        Optimizer = new Adam { LearningRate = 0.05 },
        Seed = 7,
        Threads = 2,
    };

    public static IEnumerable<object[]> Frozen =>
        [[(int[])[]], [(int[])[6]], [(int[])[0]], [(int[])[0, 3]], [(int[])[4, 5]], [(int[])[0, 3, 4, 5]], [(int[])[3, 6]]];

    [TestMethod]
    [DynamicData(nameof(Frozen))]
    public void TheGradientOfAllThatIsTrainedIsTheSame(int[] frozen)
    {
        (Network plain, Network some) = (Sample.Network(Network, seed: 1), Sample.Network(Network.Freeze(frozen), seed: 1));
        Dictionary<string, float[]> expected = EngineGradients.Of(plain, EngineGradients.Job(NewExamples(plain), Loss, plain));
        foreach (int threads in (int[])[1, 2, 3, 5])
        {
            Dictionary<string, float[]> actual = EngineGradients.Of(some, EngineGradients.Job(NewExamples(some), Loss, some), threads);
            foreach (Parameter parameter in some.Parameters.All)
            {
                float[] own = expected[parameter.Name];
                Assert.AreEqual(parameter.Name != "0.1.weight", own.Any(g => g != 0), parameter.Name);
                Near.SameBits(parameter.Declared.Trainable ? own : new float[own.Length], actual[parameter.Name], parameter.Name);
            }
        }
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(4)]
    public void SlicesAddUpToOneBatch(int slices)
    {
        float[] Step(int batch, int accumulate)
        {
            Network network = Sample.Network(Undropped, seed: 1);
            var options = new TrainingOptions
            {
                BatchSize = batch,
                AccumulateBatches = accumulate,
                Optimizer = new Sgd { LearningRate = 0.5 },
            };
            var step = new TrainingStep(network, Loss, options, new Workers(2));
            Assert.IsTrue(step.Run(NewExamples(network), Sample.Rows(Lengths.Length), () => 0.5, out _));
            return ToyTask.Snapshot(network);
        }
        double[] expected = Array.ConvertAll(Step(Lengths.Length, 1), x => (double)x);
        Near.Equal(expected, Step(Lengths.Length / slices, slices), 1e-5, 1e-6, "weights");
    }

    [TestMethod]
    [DynamicData(nameof(Frozen))]
    public void ResumedItGivesTheSameBitsAndTheSameBest(int[] frozen)
    {
        (float[] expected, TrainingReport whole) = Train(frozen, Options, cancelAt: int.MaxValue);
        foreach (int cut in (int[])[2, 5, 9])
        {
            using var file = new TempFile();
            TrainingOptions kept = Options with { Checkpoints = new() { Path = file.Path } };
            (float[] cancelled, TrainingReport first) = Train(frozen, kept, cut);
            (float[] again, TrainingReport second) = Train(frozen, kept, cancelAt: 0);
            Near.SameBits(cancelled, again, $"cancelled before batch {cut + 1}, and again at once");
            Assert.AreEqual((TrainingOutcome.Cancelled, first.Message), (second.Outcome, second.Message));
            (float[] actual, TrainingReport resumed) = Train(frozen, kept with { Threads = 3 }, cancelAt: int.MaxValue);
            Near.SameBits(expected, actual, $"cut before batch {cut + 1}");
            CollectionAssert.AreEqual(Losses(whole), Losses(resumed));
        }
    }

    /// <summary>A batch without a label teaches nothing, but the state goes on through it.</summary>
    [TestMethod]
    public void AStatefulNetworkGoesOnThroughABatchWithoutLabels()
    {
        SequenceNetwork description = new SequenceNetwork(2)
            .Lstm(3, new LstmOptions { ReturnSequences = true, Stateful = true }).Dense(3).Crf();
        Network network = Sample.Network(description, seed: 3);
        FeatureSequences data = Sample.Features(new SeededRandom(4), 2, 5, 4, 5, 4, 5, 4);
        var targets = new TargetRows(0);
        for (int i = 0; i < data.Count; i++)
        {
            for (int t = 0; t < data.Length(i); t++)
            {
                targets.Add(t % 3, weight: i is 2 or 3 ? 0 : 1);
            }
            targets.EndSequence();
        }
        var options = new TrainingOptions { BatchSize = 2, Shuffle = false };
        var step = new TrainingStep(network, Loss, options, new Workers(1));
        var examples = new Examples(data, targets);
        float[] before = ToyTask.Snapshot(network);
        Assert.IsTrue(step.Run(examples, [2, 3], () => 0.1, out LossSum none));
        Assert.AreEqual(default, none);
        Near.SameBits(before, ToyTask.Snapshot(network), "weights");
        float[] states = step.States.Kept.ToArray();
        Assert.IsTrue(states.Any(x => x != 0));
        Assert.IsTrue(step.Run(examples, [4, 5], () => 0.1, out LossSum some));
        Assert.IsTrue(some.MeanLoss > 0 && double.IsFinite(some.MeanLoss));
        Assert.AreNotEqual(before[0], ToyTask.Snapshot(network)[0]);
    }

    /// <summary>Whatever ends the test, weights and what is packed of them are as before.</summary>
    [TestMethod]
    [DataRow(int.MaxValue)]
    [DataRow(0)]
    [DataRow(5)]
    public void ARangeTestLeavesNoTrace(int throwAt)
    {
        Network network = Sample.Network(Network.Freeze(0, 3), seed: 1);
        Examples examples = NewExamples(network);
        float[] before = ToyTask.Snapshot(network), marginals = Marginals(network, examples);
        int asked = 0;
        void Run() => LearningRateTest.Run(
            network, Loss, examples, Sample.Rows(examples.Count), Options, 1e-4, 10, 20,
            () => asked++ == throwAt ? throw new TimeoutException() : false);
        if (throwAt == int.MaxValue)
        {
            Run();
        }
        else
        {
            Assert.ThrowsExactly<TimeoutException>(Run);
        }
        Near.SameBits(before, ToyTask.Snapshot(network), "weights");
        Near.SameBits(marginals, Marginals(network, examples), "marginals");
    }

    /// <summary>Runs are pooled, and a chain's room, too: decoding, scoring and a pass that keeps everything find nothing of each other.</summary>
    [TestMethod]
    public void ManyMayScoreAndDecodeAtOnce()
    {
        Network network = Sample.Network(Network, seed: 1);
        Examples examples = NewExamples(network);
        float[] expected = Marginals(network, examples);
        Parallel.For(0, 24, i =>
        {
            if (i % 4 == 0)
            {
                NetworkRun run = network.Rent();
                run.Batch.Fill(examples.Inputs, new BatchOrder().Sort(examples.Inputs, Sample.Rows(examples.Count)).Span);
                run.Backward(run.Forward(training: true));
                network.Return(run);
                return;
            }
            Near.SameBits(expected, Marginals(network, examples), $"call {i}");
        });
    }

    private static SequenceNetwork Undropped => SequenceNetwork.FromJson(
        Network.ToJson().Replace("\"rate\":0.2", "\"rate\":0", StringComparison.Ordinal));

    private static float[] Marginals(Network network, Examples examples)
    {
        Sequences data = examples.Inputs;
        float[][] all = new float[data.Count][];
        Scorer.Run(network, data, Sample.Rows(data.Count), new Workers(2), beforeActivation: false, (run, outputs) =>
        {
            for (int b = 0; b < run.Batch.Count; b++)
            {
                int steps = run.OutputLayout.Lengths[b];
                int[] path = new int[steps];
                float[] own = new float[steps * network.Outputs];
                run.Crf!.Decode(outputs, b, path);
                run.Crf.Marginals(outputs, b, own);
                all[run.Batch.Sources[b]] = [.. own, .. path.Select(c => (float)c)];
            }
        });
        return [.. all.SelectMany(x => x)];
    }

    private static (float[] Weights, TrainingReport Report) Train(int[] frozen, TrainingOptions options, int cancelAt)
    {
        var network = new Network(Network.Freeze(frozen));
        network.Initialize(2);
        int asked = 0;
        TrainingReport report = Trainer.InMemory(network, Loss, NewExamples(network), options).Run(_ => { }, () => asked++ == cancelAt);
        return (ToyTask.Snapshot(network), report);
    }

    private static double[] Losses(TrainingReport report) =>
        [.. report.History.SelectMany(h => (double[])[h.Loss, h.Accuracy!.Value, h.ValidationLoss!.Value, h.ValidationAccuracy!.Value])];

    private static Examples NewExamples(Network network)
    {
        var random = new SeededRandom(5);
        Sequences data = Sample.Inputs(random, network.Description, Lengths);
        var targets = new TargetRows(0);
        for (int i = 0; i < data.Count; i++)
        {
            for (int t = 0; t < data.Length(i); t++)
            {
                targets.Add(random.Next(4), weight: i % 9 == 4 ? 0 : random.Next(5) / 2f);
            }
            targets.EndSequence();
        }
        return new Examples(data, targets);
    }
}
