using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>The promise of the design: a seed gives the same bits on any number of threads.</summary>
/// <remarks>Not beside other tests: with all cores taken, the pool runs all groups on one thread, and nothing is tested.</remarks>
[TestClass]
[DoNotParallelize]
public sealed class TrainerReproducibilityTests
{
    private const int Vocabulary = 400;

    // Dropout, both directions, an uneven last batch, several groups a batch, and a dense part of more than one piece.
    private static readonly SequenceNetwork Description = new SequenceNetwork()
        .Embedding(Vocabulary, 24)
        .Dropout(0.3)
        .Lstm(40, bidirectional: true, returnSequences: true)
        .Dropout(0.2)
        .Lstm(21)
        .Dense(3);

    private static readonly TrainingOptions Options = new()
    {
        Epochs = 2,
        BatchSize = 64,
        Optimizer = new Adam { LearningRate = 0.01 },
        GlobalClipNorm = 0.5,
        ValidationFraction = 0.2,
        Seed = 7,
        Threads = 1,
    };

    [TestMethod]
    public void SameBitsOnAnyNumberOfThreads()
    {
        (float[] expected, TrainingReport expectedResult) = Train(Options);
        foreach (int threads in (int[])[1, 2, 3, 8])
        {
            (float[] actual, TrainingReport result) = Train(Options with { Threads = threads });
            Near.SameBits(expected, actual, $"parameters, {threads} threads");
            CollectionAssert.AreEqual(Numbers(expectedResult), Numbers(result), $"history, {threads} threads");
        }
    }

    [TestMethod]
    public void AnotherSeedGivesAnotherNetwork()
    {
        (float[] first, _) = Train(Options with { Epochs = 1 });
        (float[] other, _) = Train(Options with { Epochs = 1, Seed = 8 });
        Assert.IsFalse(first.SequenceEqual(other));
    }

    /// <summary>A shared pool of buffers must not carry anything from one training to the next.</summary>
    [TestMethod]
    public void BuffersLeftByScoringChangeNothing()
    {
        (float[] expected, _) = Train(Options with { Epochs = 1 });
        TokenSequences others = Sample.Sequences(new SeededRandom(9), Vocabulary, count: 100, longest: 30);
        (float[] actual, _) = Train(
            Options with { Epochs = 1 }, network => Scoring.Run(network, others, Sample.Rows(100), threads: 3));
        Near.SameBits(expected, actual, "parameters");
    }

    private static (float[] Parameters, TrainingReport Result) Train(TrainingOptions options, Action<Network>? before = null)
    {
        var random = new SeededRandom(seed: 1);
        TokenSequences data = Sample.Sequences(random, Vocabulary, count: 190, longest: 12);
        int[] labels = Sample.Labels(random, 3, data.Count);
        var network = new Network(Description);
        network.Initialize(options.Seed ?? 0);
        before?.Invoke(network);
        TrainingReport result = new Labeled(data, labels).Train(network, options);
        Assert.AreEqual(TrainingOutcome.Completed, result.Outcome);
        return (ToyTask.Snapshot(network), result);
    }

    // What an epoch came to, without the times.
    private static double?[] Numbers(TrainingReport result) =>
        [.. result.History.SelectMany(h => (double?[])[h.Loss, h.Accuracy, h.ValidationLoss, h.ValidationAccuracy])];
}
