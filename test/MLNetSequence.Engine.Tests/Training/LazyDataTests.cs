using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>Data worked out when it is asked for, into memory that the next call overwrites, is as good as data that is kept.</summary>
[TestClass]
[DoNotParallelize]
public sealed class LazyDataTests
{
    private const int Rows = 150;

    private static readonly SequenceNetwork Steps =
        new SequenceNetwork().EmbedSteps([new(LazyWindows.Vocabulary, 3), TokenInput.OneHot(LazyWindows.Vocabulary)], features: 1);

    private static readonly TrainingOptions Options = new()
    {
        Epochs = 2,
        BatchSize = 64,
        Optimizer = new Adam { LearningRate = 0.01 },
        ValidationFraction = 0.2,
        Threads = 1,
    };

    [TestMethod]
    [DataRow(false, null)]
    [DataRow(true, null)]
    [DataRow(true, 2)]
    public void TrainsToTheBitsOfTheSameDataKept(bool perStep, int? truncated)
    {
        SequenceNetwork network = Steps.Lstm(6, returnSequences: perStep).JoinStatics(2).Dense(2);
        TrainingOptions options = Options with { TruncatedSteps = truncated };
        var windows = new LazyWindows(Rows, seed: 1, perStep);
        (float[] expected, double loss) = Train(network, windows.Materialize(), options);
        foreach (int threads in (int[])[1, 3])
        {
            (float[] actual, double own) = Train(network, new Examples(windows, windows.Targets), options with { Threads = threads });
            Near.SameBits(expected, actual, $"{threads} threads");
            Assert.AreEqual(loss, own, $"{threads} threads");
        }
    }

    [TestMethod]
    public void IsTheSameDataToACheckpoint()
    {
        var windows = new LazyWindows(Rows, seed: 2, perStep: true);
        Examples lazy = new(windows, windows.Targets);
        Assert.AreEqual(Fingerprint(windows.Materialize()), Fingerprint(lazy));
        Assert.AreEqual(windows.Materialize().Inputs.CountSteps(), windows.CountSteps());
    }

    [TestMethod]
    public void ScoresToTheSameBits()
    {
        Network network = Sample.Network(Steps.Lstm(6).JoinStatics(2).Dense(2), seed: 3);
        var windows = new LazyWindows(Rows, seed: 4, perStep: false);
        float[][] expected = Score(network, windows.Materialize().Inputs);
        float[][] actual = Score(network, windows);
        for (int i = 0; i < Rows; i++)
        {
            Near.SameBits(expected[i], actual[i], $"window {i}");
        }
    }

    private static string Fingerprint(Examples examples) => DataFingerprint.Of([new ExampleBlock(examples, Sample.Rows(Rows))], null);

    private static float[][] Score(Network network, Sequences data)
    {
        float[][] scores = new float[data.Count][];
        Scorer.Run(network, data, Sample.Rows(data.Count), new Workers(3), beforeActivation: false, (run, outputs) =>
        {
            for (int b = 0; b < run.Batch.Count; b++)
            {
                scores[run.Batch.Sources[b]] = outputs.RowSpan(b).ToArray();
            }
        });
        return scores;
    }

    private static (float[] Weights, double Loss) Train(SequenceNetwork description, Examples examples, TrainingOptions options)
    {
        var network = new Network(description);
        network.Initialize(1);
        TrainingReport report = Trainer.InMemory(network, new MeanSquaredLoss(), examples, options).Run(_ => { }, () => false);
        Assert.AreEqual(TrainingOutcome.Completed, report.Outcome);
        return (ToyTask.Snapshot(network), report.History[^1].ValidationLoss!.Value);
    }
}
