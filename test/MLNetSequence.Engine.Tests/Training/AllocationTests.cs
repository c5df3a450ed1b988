using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>A training step that has seen batches of its size allocates nothing, on no thread.</summary>
/// <remarks>Not beside other tests, whose allocations would be counted.</remarks>
[TestClass]
[DoNotParallelize]
public sealed class AllocationTests
{
    private const int Count = 48;

    private static readonly TrainingOptions Plain = new() { BatchSize = Count, Shuffle = false };

    private static readonly SequenceNetwork Mixed =
        new SequenceNetwork().EmbedSteps([new(50, 8), TokenInput.OneHot(4), new(9, 3)], features: 2);

    private static readonly Dictionary<string, (SequenceNetwork Network, TrainingOptions Options)> Cases = new()
    {
        ["LSTM"] = (new SequenceNetwork(5).Lstm(24), Plain),
        ["GRU"] = (new SequenceNetwork(5).Gru(24), Plain),
        ["GRU, reset before"] = (new SequenceNetwork(5).Gru(24, new GruOptions { ResetAfter = false }), Plain),
        ["simple RNN, every step"] = (new SequenceNetwork(5).SimpleRnn(24, returnSequences: true), Plain),
        ["peepholes and projection"] = (new SequenceNetwork(5).Lstm(24, new LstmOptions { Peepholes = true, ProjectionSize = 7 }), Plain),
        ["two layers both ways"] =
            (new SequenceNetwork(5).Lstm(20, bidirectional: true, returnSequences: true).Gru(9, bidirectional: true).Dense(3), Plain),
        ["product of directions"] = (new SequenceNetwork(5).Gru(
            9, new GruOptions { Bidirectional = true, Merge = BidirectionalMerge.Multiply, LearnInitialState = true }), Plain),
        ["embedding"] = (new SequenceNetwork().Embedding(50, 8).Lstm(24).Dense(3, Activation.Tanh), Plain),
        ["dropout"] =
            (new SequenceNetwork(5).Dropout(0.2).Lstm(24, new LstmOptions { Dropout = 0.2, RecurrentDropout = 0.2 }).Dropout(0.5), Plain),
        ["windows"] =
            (new SequenceNetwork(5).Lstm(24, returnSequences: true).Gru(9, returnSequences: true), Plain with { TruncatedSteps = 3 }),
        ["stateful"] = (new SequenceNetwork(5).Lstm(24, new LstmOptions { Stateful = true }), Plain),
        ["slices"] = (new SequenceNetwork(5).Lstm(24), Plain with { BatchSize = Count / 4, AccumulateBatches = 4 }),
        ["clipping"] = (new SequenceNetwork(5).Lstm(24), Plain with { ClipValue = 0.01, ClipNorm = 0.02, GlobalClipNorm = 0.03 }),
        ["penalties and rules"] = (new SequenceNetwork(5).Lstm(24, new LstmOptions
        {
            KernelRegularizer = new(L1: 0.1, L2: 0.1),
            RecurrentConstraint = Constraint.MaxNorm(1),
            BiasConstraint = Constraint.NonNegative,
            ActivityRegularizer = new(L2: 0.1),
        }), Plain),
        ["mixed steps"] = (Mixed.Lstm(24).JoinStatics(2).Dense(3), Plain),
        ["mixed steps, windows"] =
            (Mixed.JoinStatics(2).Lstm(24, returnSequences: true).JoinStatics(2), Plain with { TruncatedSteps = 3 }),
        ["frozen layers"] = (Mixed.Lstm(24, returnSequences: true).Lstm(9).JoinStatics(2).Dense(3).Freeze(0, 1), Plain),
        ["AdamW"] = (new SequenceNetwork(5).Lstm(24), Plain with { Optimizer = new AdamW() }),
        ["RMSProp"] = (new SequenceNetwork(5).Lstm(24), Plain with { Optimizer = new RmsProp { Momentum = 0.5, Centered = true } }),
    };

    public static IEnumerable<object[]> Names =>
        from name in Cases.Keys
        from threads in (int[])[1, 2]
        select new object[] { name, threads };

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void WarmStepAllocatesNothing(string name, int threads)
    {
        (SequenceNetwork description, TrainingOptions options) = Cases[name];
        var network = new Network(description);
        network.Initialize(1);
        Examples examples = NewExamples(network);
        TrainingStep step = Trainer.InMemory(network, new MeanSquaredLoss(), examples, options with { Threads = threads }).Core;
        int[] rows = Sample.Rows(Count);
        Func<double> rate = () => 0.01;
        for (int i = 0; i < 5; i++)
        {
            Assert.IsTrue(step.Run(examples, rows, rate, out _));
        }
        // The runtime and the test host allocate now and then for themselves; whatever the step allocates, it allocates every time.
        long least = long.MaxValue;
        for (int trial = 0; trial < 20 && least > 0; trial++)
        {
            long before = Allocated(threads);
            step.Run(examples, rows, rate, out _);
            least = Math.Min(least, Allocated(threads) - before);
        }
        Assert.AreEqual(0, least, "bytes");
    }

    // One thread's own count is exact; with several, that of the whole process is what there is.
    private static long Allocated(int threads) =>
        threads == 1 ? GC.GetAllocatedBytesForCurrentThread() : GC.GetTotalAllocatedBytes(precise: true);

    private static Examples NewExamples(Network network)
    {
        int[] lengths = [.. Sample.Rows(Count).Select(i => i % 11)];
        return RecurrentCases.NewExamples(network, seed: 2, lengths.AsSpan());
    }
}
