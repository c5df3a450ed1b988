using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>Training a network that ends in a Crf: what is refused, the same bits always, and what it learns that others cannot.</summary>
/// <remarks>Not beside other tests, whose allocations would be counted, and whose threads would be missing.</remarks>
[TestClass]
[DoNotParallelize]
public sealed class CrfTrainingTests
{
    private const int Vocabulary = 30;

    private static readonly SequenceNetwork Tagger = new SequenceNetwork()
        .Embedding(Vocabulary, 6).Dropout(0.2).Lstm(9, bidirectional: true, returnSequences: true).Dense(5).Crf(new(L2: 0.001));

    [TestMethod]
    public void WhatDoesNotGoWithItIsRefused()
    {
        SequenceNetwork network = new SequenceNetwork(3).Crf();
        Refused(network, new MeanSquaredLoss(), new(), "CrossEntropyLoss");
        Refused(network, new BinaryCrossEntropyLoss(), new(), "CrossEntropyLoss");
        Refused(network, new CrossEntropyLoss { LabelSmoothing = 0.1 }, new(), "LabelSmoothing");
        Refused(network, new CrossEntropyLoss { ClassWeights = [1, 2, 3] }, new(), "ClassWeights");
        Refused(network, new CrossEntropyLoss(), new() { TruncatedSteps = 5 }, "TruncatedSteps");
        new Trainer(new Network(network), new CrossEntropyLoss(), NoData, null, new());
    }

    /// <summary>Labels are for the steps that come out.</summary>
    [TestMethod]
    public void LabelsMustMatchTheStepsThatAStrideLeaves()
    {
        SequenceNetwork network = new SequenceNetwork(2).Conv1D(3, 2, new() { Stride = 2 }).Crf();
        var data = Sample.Features(new SeededRandom(1), 2, 5, 4);
        string message = Assert.ThrowsExactly<ArgumentException>(() => NewTrainer(network, data, 5, 4)).Message;
        StringAssert.Contains(message, "5 targets; the network gives 3 outputs for its 5 steps");
        TrainingReport report = NewTrainer(network, data, 3, 2).Run(_ => { }, () => false);
        Assert.AreEqual(TrainingOutcome.Completed, report.Outcome);
    }

    [TestMethod]
    public void SameBitsOnAnyNumberOfThreads()
    {
        (float[] expected, TrainingReport report) = Train(1);
        double?[] Numbers(TrainingReport of) =>
            [.. of.History.SelectMany(h => (double?[])[h.Loss, h.Accuracy, h.ValidationLoss, h.ValidationAccuracy])];
        Assert.IsLessThan(report.History[0].Loss, report.History[^1].Loss);
        foreach (int threads in (int[])[1, 2, 3, 8])
        {
            (float[] actual, TrainingReport again) = Train(threads);
            Near.SameBits(expected, actual, $"{threads} threads");
            CollectionAssert.AreEqual(Numbers(report), Numbers(again), $"{threads} threads");
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void GroupsDoNotChangeABit(int threads)
    {
        Network network = Sample.Network(Tagger, seed: 3);
        Examples examples = CrfTask.Tokens(network, Vocabulary, seed: 4, count: 70, longest: 9);
        BatchJob job = EngineGradients.Job(examples, new CrossEntropyLoss(), network);
        Dictionary<string, float[]> expected = EngineGradients.Of(network, job, threads: 5);
        foreach ((string name, float[] values) in EngineGradients.Of(network, job, threads))
        {
            Near.SameBits(expected[name], values, name);
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void WarmStepAllocatesNothing(int threads)
    {
        Network network = Sample.Network(Tagger, seed: 3);
        Examples examples = CrfTask.Tokens(network, Vocabulary, seed: 4, count: 48, longest: 9);
        var options = new TrainingOptions { BatchSize = 48, Threads = threads };
        TrainingStep step = Trainer.InMemory(network, new CrossEntropyLoss(), examples, options).Core;
        Func<double> rate = () => 0.001;
        int[] rows = Sample.Rows(48);
        Assert.AreEqual(0, LeastAllocated(threads, () => step.Run(examples, rows, rate, out _)), "bytes");
    }

    [TestMethod]
    public void WarmDecodingAllocatesNothing()
    {
        Network network = Sample.Network(new SequenceNetwork(5).Crf(), seed: 3);
        float[] emissions = Sample.Floats(new SeededRandom(1), 5 * 30), marginals = new float[5 * 30];
        int[] path = new int[30];
        Assert.AreEqual(0, LeastAllocated(1, () =>
        {
            network.Crf!.Decode(emissions, path);
            network.Crf.Marginals(emissions, marginals);
        }), "bytes");
    }

    /// <summary>
    /// Names of one to three equal words among others: a word of a name is B where the name begins and I where it goes on. A word alone
    /// does not say which; that no I comes after O does.
    /// </summary>
    [TestMethod]
    public void GrammarIsLearnedThatWordsAloneDoNotShow()
    {
        SequenceNetwork words = new SequenceNetwork().Embedding(5, 4).Dense(3);
        Examples examples = Names(count: 200);
        (double plain, _) = Learn(words, examples);
        (double chain, Network tagger) = Learn(words.Crf(), examples);
        Assert.IsLessThan(0.9, plain);
        Assert.AreEqual(1, chain);
        int[] path = new int[7];
        NetworkRun run = tagger.Rent();
        var sentence = new TokenSequences();
        sentence.Add([3, 3, 1, 4, 2, 3, 3]);
        run.Batch.Fill(sentence, [0]);
        run.Crf!.Decode(run.Forward(training: false), 0, path);
        CollectionAssert.AreEqual(new[] { 1, 2, 0, 1, 0, 1, 2 }, path);
    }

    // Tokens 1 and 2 are others (O = 0), 3 and 4 of names (B = 1, I = 2).
    private static Examples Names(int count)
    {
        var random = new SeededRandom(6);
        var data = new TokenSequences();
        var targets = new TargetRows(0);
        for (int i = 0; i < count; i++)
        {
            for (int part = 0; part < 4; part++)
            {
                int others = 1 + random.Next(3), names = 1 + random.Next(3);
                for (int t = 0; t < others + names; t++)
                {
                    data.Add((t < others ? 1 : 3) + random.Next(2));
                    targets.Add(t < others ? 0 : t == others ? 1 : 2);
                }
            }
            data.EndSequence();
            targets.EndSequence();
        }
        return new Examples(data, targets);
    }

    private static (double Accuracy, Network Network) Learn(SequenceNetwork description, Examples examples)
    {
        var network = new Network(description);
        network.Initialize(1);
        var options = new TrainingOptions { Epochs = 15, BatchSize = 10, Optimizer = new Adam { LearningRate = 0.05 }, Threads = 1 };
        Trainer trainer = Trainer.InMemory(network, new CrossEntropyLoss(), examples, options);
        TrainingReport report = trainer.Run(_ => { }, () => false);
        double accuracy = trainer.Evaluate(new ExampleBlock(examples, Sample.Rows(examples.Count))).Accuracy;
        Near.Equal(accuracy, report.History[^1].Accuracy!.Value, 0, 0.02, "in training");
        return (accuracy, network);
    }

    private static (float[] Weights, TrainingReport Report) Train(int threads)
    {
        var network = new Network(Tagger);
        network.Initialize(2);
        Examples examples = CrfTask.Tokens(network, Vocabulary, seed: 5, count: 150, longest: 12);
        var options = new TrainingOptions
        {
            Epochs = 3,
            BatchSize = 64,
            Optimizer = new Adam { LearningRate = 0.02 },
            ValidationFraction = 0.2,
            Threads = threads,
        };
        TrainingReport report = Trainer.InMemory(network, new CrossEntropyLoss(), examples, options).Run(_ => { }, () => false);
        Assert.AreEqual(TrainingOutcome.Completed, report.Outcome);
        return (ToyTask.Snapshot(network), report);
    }

    // The runtime allocates now and then for itself; whatever the work allocates, it allocates every time.
    private static long LeastAllocated(int threads, Action work)
    {
        long Allocated() => threads == 1 ? GC.GetAllocatedBytesForCurrentThread() : GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < 5; i++)
        {
            work();
        }
        long least = long.MaxValue;
        for (int trial = 0; trial < 20 && least > 0; trial++)
        {
            long before = Allocated();
            work();
            least = Math.Min(least, Allocated() - before);
        }
        return least;
    }

    private static Trainer NewTrainer(SequenceNetwork description, FeatureSequences data, params int[] labels)
    {
        var targets = new TargetRows(0);
        foreach (int count in labels)
        {
            for (int t = 0; t < count; t++)
            {
                targets.Add(t % 3);
            }
            targets.EndSequence();
        }
        var network = new Network(description);
        network.Initialize(1);
        return Trainer.InMemory(network, new CrossEntropyLoss(), new Examples(data, targets), new TrainingOptions { Epochs = 1 });
    }

    private static InMemorySource NoData => new(new Examples(new FeatureSequences(3), new TargetRows(0)), []);

    private static void Refused(SequenceNetwork network, Loss loss, TrainingOptions options, string reason) => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentException>(() => new Trainer(new Network(network), loss, NoData, null, options)).Message, reason);
}
