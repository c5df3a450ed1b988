using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>Step by step, a network gives the very bits of whole sequences, on as many paths as there are, in whatever company.</summary>
[TestClass]
[DoNotParallelize]
public sealed class StepwiseRunTests
{
    private const int Features = 3;
    private const int Statics = 2;
    private const int Copies = 3;
    private const int More = 4;

    private static readonly int[] Lengths = [2, 7, 1, 5, 7, 3, 1, 4, 6, 2, 9];

    private static readonly Dictionary<string, SequenceNetwork> Networks = new()
    {
        ["LSTM"] = Input().Lstm(5, returnSequences: true).Dense(2),
        ["GRU"] = Input().Gru(5, returnSequences: true).Dense(2),
        ["GRU, reset before"] = Input().Gru(9, new GruOptions { ReturnSequences = true, ResetAfter = false }),
        ["simple RNN"] = Input().SimpleRnn(17, returnSequences: true).Dense(3, Activation.Tanh),
        ["peepholes, projection, learned states"] = Input().Lstm(
            11, new LstmOptions { ReturnSequences = true, ProjectionSize = 4, Peepholes = true, LearnInitialState = true }).Dense(2),
        ["stacked"] = Input().Dense(6, Activation.Relu).Lstm(7, returnSequences: true).LayerNorm().Dropout(0.3)
            .Gru(6, returnSequences: true).Residual(x => x.Lstm(6, returnSequences: true)).JoinStatics(Statics).Dense(2),
        ["last step only"] = Input().Lstm(7, returnSequences: true).Gru(5).Dense(2),
        ["stateful"] = Input().Lstm(5, new LstmOptions { ReturnSequences = true, Stateful = true }).Dense(2),
        ["without a state"] = Input().Dense(4, Activation.Sigmoid),
    };

    public static IEnumerable<object[]> Names => Networks.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void StepsGiveTheBitsOfTheWhole(string name)
    {
        Network network = Sample.Network(Networks[name], seed: 1);
        Paths paths = new(seed: 2);
        float[][] expected = paths.AtOnce(network);
        // All together, one by one, and in groups in other orders.
        int[][][] groupings =
        [
            [Sample.Rows(Lengths.Length)],
            [.. Sample.Rows(Lengths.Length).Select(row => (int[])[row])],
            [[10, 0, 3], [7, 6, 5, 4], [2, 1], [9, 8]],
        ];
        foreach (int[][] groups in groupings)
        {
            using var run = new StepwiseRun(network);
            foreach (int[] rows in groups)
            {
                Check(run, paths, rows, expected, $"group {string.Join(", ", rows)}");
            }
        }
    }

    private static void Check(StepwiseRun run, Paths paths, int[] rows, float[][] expected, string what)
    {
        Matrix first = run.Begin(paths.Data, rows);
        Assert.AreEqual(rows.Length, first.Rows);
        for (int b = 0; b < rows.Length; b++)
        {
            Near.SameBits(expected[paths.Output(rows[b], 0, 0)], first.RowSpan(b), $"{what}: sequence {rows[b]}");
        }
        run.Spread(Copies);
        Assert.AreEqual(rows.Length * Copies, run.Count);
        for (int step = 1; step <= More; step++)
        {
            Matrix next = run.Next(paths.Step(rows, step));
            Assert.AreEqual(run.Count, next.Rows);
            for (int i = 0; i < run.Count; i++)
            {
                int output = paths.Output(rows[i / Copies], i % Copies, step);
                Near.SameBits(expected[output], next.RowSpan(i), $"{what}: path {i}, step {step}");
            }
        }
    }

    [TestMethod]
    public void TheLastActivationMayBeLeftOut()
    {
        SequenceNetwork linear = Input().Lstm(4, returnSequences: true).Dense(3);
        Network plain = Sample.Network(linear, seed: 3);
        Network ends = Sample.Network(linear.Activate(Activation.Sigmoid), seed: 3);
        Paths paths = new(seed: 4);
        using StepwiseRun expected = new(plain), without = new(ends, beforeActivation: true), with = new(ends);
        float[] outputs = expected.Begin(paths.Data, [3]).RowSpan(0).ToArray();
        Near.SameBits(outputs, without.Begin(paths.Data, [3]).RowSpan(0), "before");
        Assert.IsFalse(outputs.AsSpan().SequenceEqual(with.Begin(paths.Data, [3]).RowSpan(0)));
    }

    /// <summary>Copies may be copied again, and no sequences at all are none.</summary>
    [TestMethod]
    public void PathsMayPart()
    {
        Network network = Sample.Network(Networks["LSTM"], seed: 5);
        Paths paths = new(seed: 6);
        using var run = new StepwiseRun(network);
        run.Begin(paths.Data, [4, 4]);
        run.Spread(1);
        run.Spread(2);
        Matrix outputs = run.Next(paths.Same(4));
        for (int i = 1; i < 4; i++)
        {
            Near.SameBits(outputs.RowSpan(0), outputs.RowSpan(i), $"path {i}");
        }
        Assert.AreEqual(0, run.Begin(paths.Data, []).Rows);
        run.Spread(5);
        Assert.AreEqual(0, run.Next(paths.Same(0)).Rows);
    }

    [TestMethod]
    public void WarmStepsAllocateNothing()
    {
        Network network = Sample.Network(Networks["stacked"], seed: 7);
        Paths paths = new(seed: 8);
        using var run = new StepwiseRun(network);
        int[] rows = Sample.Rows(Lengths.Length);
        StepSequences step = paths.Step(rows, 1);
        // The runtime allocates now and then for itself; whatever a round allocates, it allocates every time.
        long least = long.MaxValue;
        for (int trial = 0; trial < 8; trial++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            run.Begin(paths.Data, rows);
            run.Spread(Copies);
            run.Next(step);
            run.Next(step);
            least = trial < 2 ? least : Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.AreEqual(0, least, "bytes");
    }

    [TestMethod]
    public void WhatCannotGoByStepsIsRefused()
    {
        Refused("reads from a sequence's end", () => new StepwiseRun(new(Input().Lstm(3, bidirectional: true))));
        Refused("begins a sequence of its own", () => new StepwiseRun(new(Input().LastStep().RepeatVector(2))));
        Paths paths = new(seed: 9);
        var run = new StepwiseRun(Sample.Network(Networks["GRU"], seed: 9));
        paths.Data.Add(0, [], [], new float[Statics]);
        Refused($"sequence {Lengths.Length} has none", () => run.Begin(paths.Data, [0, Lengths.Length]));
        run.Begin(paths.Data, [0, 1]);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => run.Spread(0));
        Refused("each of 2 sequences; there are 3", () => run.Next(paths.Same(3)));
        Refused("sequence 1 has 7", () => run.Next(paths.Whole([2, 1])));
        run.Next(paths.Same(2));
        run.Dispose();
        run.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => run.Next(paths.Same(2)));
        Assert.ThrowsExactly<ObjectDisposedException>(() => run.Begin(paths.Data, [0]));
    }

    private static void Refused(string reason, Action act) =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(act).Message, reason);

    private static SequenceNetwork Input() => new SequenceNetwork(Features).JoinStatics(Statics);

    // Sequences, and for each some paths that it may take.
    private sealed class Paths
    {
        private readonly float[][] _before;
        private readonly float[][] _after;
        private readonly float[][] _statics;

        public Paths(long seed)
        {
            var random = new SeededRandom(seed);
            _before = [.. Lengths.Select(length => Sample.Floats(random, length * Features))];
            _after = [.. Sample.Rows(Lengths.Length * Copies).Select(_ => Sample.Floats(random, More * Features))];
            _statics = [.. Lengths.Select(_ => Sample.Floats(random, Statics))];
            Data = Whole(Sample.Rows(Lengths.Length));
        }

        public StepSequences Data { get; }

        public StepSequences Whole(int[] rows)
        {
            StepSequences data = Empty();
            foreach (int row in rows)
            {
                data.Add(Lengths[row], [], _before[row], _statics[row]);
            }
            return data;
        }

        /// <summary>A step, counted from 1, of all paths of some sequences.</summary>
        public StepSequences Step(int[] rows, int step)
        {
            StepSequences data = Empty();
            foreach (int path in rows.SelectMany(row => Sample.Rows(Copies).Select(copy => row * Copies + copy)))
            {
                data.Add(1, [], _after[path].AsSpan((step - 1) * Features, Features), _statics[path / Copies]);
            }
            return data;
        }

        /// <summary>The same step many times.</summary>
        public StepSequences Same(int count)
        {
            StepSequences data = Empty();
            for (int i = 0; i < count; i++)
            {
                data.Add(1, [], _before[0].AsSpan(0, Features), _statics[0]);
            }
            return data;
        }

        /// <summary>Where <see cref="AtOnce"/> has what comes after so many steps of a path.</summary>
        public int Output(int row, int copy, int step) => (row * Copies + copy) * (More + 1) + step;

        /// <summary>What every path comes to after each of its steps, each from one pass over the whole of it.</summary>
        public float[][] AtOnce(Network network)
        {
            var outputs = new List<float[]>();
            for (int path = 0; path < _after.Length; path++)
            {
                for (int step = 0; step <= More; step++)
                {
                    int row = path / Copies;
                    StepSequences data = Empty();
                    float[] steps = [.. _before[row], .. _after[path].AsSpan(0, step * Features)];
                    data.Add(Lengths[row] + step, [], steps, _statics[row]);
                    NetworkRun run = network.Rent();
                    run.Batch.Fill(data, [0]);
                    Matrix output = run.Forward(training: false);
                    outputs.Add(output.RowSpan(output.Rows - 1).ToArray());
                    network.Return(run);
                }
            }
            return [.. outputs];
        }

        private static StepSequences Empty() => new(0, Features, Statics);
    }
}
