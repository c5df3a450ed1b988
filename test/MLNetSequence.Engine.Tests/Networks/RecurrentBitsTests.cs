using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>The same bits on any number of threads, and for a sequence whatever it is batched with: every cell with every option.</summary>
/// <remarks>Not beside other tests: with all cores taken, the pool runs all groups on one thread, and nothing is tested.</remarks>
[TestClass]
[DoNotParallelize]
public sealed class RecurrentBitsTests
{
    private static readonly int[] ThreadCounts = [1, 2, 3, 5];

    [TestMethod]
    [DynamicData(nameof(RecurrentCases.Names), typeof(RecurrentCases))]
    public void GradientHasTheSameBitsOnAnyNumberOfThreads(string cell, string option)
    {
        Network network = Sample.Network(RecurrentCases.Get(cell, option), seed: 1);
        BatchJob job = EngineGradients.Job(NewExamples(network, seed: 2, count: 50), new MeanSquaredLoss(), network);
        Dictionary<string, float[]> expected = EngineGradients.Of(network, job);
        foreach (int threads in ThreadCounts)
        {
            foreach ((string parameter, float[] values) in EngineGradients.Of(network, job, threads))
            {
                Near.SameBits(expected[parameter], values, $"{parameter}, {threads} threads");
            }
        }
    }

    /// <summary>Sizes that are no multiples of a tile or a vector, so that shares and groups end anywhere.</summary>
    [TestMethod]
    [DynamicData(nameof(RecurrentForwardTests.CellNames), typeof(RecurrentForwardTests))]
    public void TrainingHasTheSameBitsOnAnyNumberOfThreads(string cell)
    {
        foreach (int? steps in (int?[])[null, 4])
        {
            float[]? expected = null;
            foreach (int threads in ThreadCounts)
            {
                Network network = NewNetwork(cell, both: steps is null);
                var options = new TrainingOptions
                {
                    Epochs = 2,
                    BatchSize = 40,
                    ClipNorm = 0.5,
                    ValidationFraction = 0.1,
                    TruncatedSteps = steps,
                    Seed = 3,
                    Threads = threads,
                };
                Examples examples = NewExamples(network, seed: 4, count: 90);
                Trainer.InMemory(network, new MeanSquaredLoss(), examples, options).Run(_ => { }, () => false);
                float[] actual = ToyTask.Snapshot(network);
                Near.SameBits(expected ??= actual, actual, $"{threads} threads, windows of {steps}");
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(RecurrentCases.Names), typeof(RecurrentCases))]
    public void OutputsHaveTheSameBitsInAnyBatch(string cell, string option) =>
        CheckBatches(Sample.Network(RecurrentCases.Get(cell, option), seed: 5));

    [TestMethod]
    [DynamicData(nameof(RecurrentForwardTests.CellNames), typeof(RecurrentForwardTests))]
    public void LargerNetworksHaveTheSameBitsInAnyBatch(string cell) => CheckBatches(NewNetwork(cell, both: true));

    private static void CheckBatches(Network network)
    {
        Examples examples = NewExamples(network, seed: 6, count: 40);
        Dictionary<int, float[]> all = Outputs(network, examples, Sample.Rows(40));
        var random = new SeededRandom(7);
        foreach (int size in (int[])[1, 1, 1, 2, 3, 5, 8, 13, 31])
        {
            int[] rows = Sample.Rows(40);
            random.Shuffle(rows);
            foreach ((int row, float[] values) in Outputs(network, examples, rows[..size]))
            {
                Near.SameBits(all[row], values, $"row {row} in a batch of {size}");
            }
        }
    }

    private static Dictionary<int, float[]> Outputs(Network network, Examples examples, int[] rows)
    {
        NetworkRun run = network.Rent();
        run.Batch.Fill(examples.Inputs, new BatchOrder().Sort(examples.Inputs, rows).ToArray());
        Matrix outputs = run.Forward(training: false);
        var values = new Dictionary<int, float[]>();
        for (int b = 0; b < run.Batch.Count; b++)
        {
            int place = b;
            values[run.Batch.Sources[b]] = !network.PerStep
                ? outputs.RowSpan(b).ToArray()
                : [.. Enumerable.Range(0, run.Batch.Lengths[b]).SelectMany(t => outputs.RowSpan(run.OutputLayout.Row(t, place)).ToArray())];
        }
        network.Return(run);
        return values;
    }

    private static Network NewNetwork(string cell, bool both)
    {
        RecurrentOptions options = RecurrentCases.Cells[cell] with { ReturnSequences = true, Bidirectional = both, RecurrentDropout = 0.1 };
        SequenceNetwork first = RecurrentCases.Add(new SequenceNetwork(5), options, 21).Dropout(0.1);
        var network = new Network(RecurrentCases.Add(first, options with { LearnInitialState = true }, 19).Dense(3));
        network.Initialize(8);
        return network;
    }

    private static Examples NewExamples(Network network, long seed, int count)
    {
        var random = new SeededRandom(seed);
        int[] lengths = [.. Sample.Rows(count).Select(_ => random.Next(14))];
        return RecurrentCases.NewExamples(network, seed, lengths.AsSpan());
    }
}
