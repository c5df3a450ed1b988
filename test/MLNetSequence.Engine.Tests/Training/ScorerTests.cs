using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>A score depends on the sequence and on nothing else: not on its batch, its place, the threads or the time.</summary>
[TestClass]
public sealed class ScorerTests
{
    private const int Count = 150;

    private static readonly TokenSequences Data =
        Sample.Sequences(new SeededRandom(1), TestNetworks.Vocabulary, count: Count, longest: 14);

    [TestMethod]
    [DynamicData(nameof(TestNetworks.Names), typeof(TestNetworks))]
    public void SameBitsAloneAndInAnyBatch(string name)
    {
        Network network = Sample.Network(TestNetworks.Get(name), seed: 2);
        float[] all = Scoring.Run(network, Data, Sample.Rows(Count), threads: 1);
        int width = network.Outputs;
        for (int row = 0; row < Count; row++)
        {
            Near.SameBits(all.AsSpan(row * width, width), Scoring.Run(network, Data, [row], threads: 1), $"row {row} alone");
        }

        var random = new SeededRandom(3);
        foreach (int size in (int[])[2, 3, 7, 31, 32, 33, 64, 65, 149])
        {
            int[] rows = Sample.Rows(Count);
            random.Shuffle(rows);
            rows = rows[..size];
            float[] expected = [.. rows.SelectMany(r => all.Skip(r * width).Take(width))];
            Near.SameBits(expected, Scoring.Run(network, Data, rows, threads: 2), $"{size} rows together");
        }
    }

    /// <summary>Long sequences get passes with fewer of them; what they score does not change.</summary>
    [TestMethod]
    public void SameBitsWhereAPassIsFullOfSteps()
    {
        int[] lengths = [3, 70_000, 20_000, 0, 20_000, 32_768, 1];
        Network network = Sample.Network(new SequenceNetwork().Embedding(TestNetworks.Vocabulary, 2).Lstm(2, bidirectional: true).Dense(2), seed: 6);
        var data = new TokenSequences();
        var random = new SeededRandom(7);
        foreach (int length in lengths)
        {
            data.Add([.. Enumerable.Range(0, length).Select(_ => 1 + random.Next(TestNetworks.Vocabulary - 1))]);
        }
        float[] all = Scoring.Run(network, data, Sample.Rows(lengths.Length), threads: 2);
        for (int row = 0; row < lengths.Length; row++)
        {
            Near.SameBits(all.AsSpan(row * 2, 2), Scoring.Run(network, data, [row], threads: 1), $"row {row} alone");
        }
    }

    /// <summary>One endless document must not cost a model its memory for good.</summary>
    [TestMethod]
    [DataRow(Network.MostPooledRows, true)]
    [DataRow(Network.MostPooledRows + 1, false)]
    public void OnlyARunOfOrdinarySizeIsUsedAgain(int length, bool again)
    {
        Network network = Sample.Network(TestNetworks.Get("one layer"), seed: 8);
        var data = new TokenSequences();
        data.Add([.. Enumerable.Repeat(1, length)]);
        NetworkRun run = network.Rent();
        run.Batch.Fill(data, [0]);
        network.Return(run);
        Assert.AreEqual(again, ReferenceEquals(run, network.Rent()));
    }

    /// <summary>A web server scores from many threads at once with one model.</summary>
    [TestMethod]
    public void SameBitsFromSixteenThreadsAtOnce()
    {
        Network network = Sample.Network(TestNetworks.Get("two bidirectional layers"), seed: 4);
        float[] expected = Scoring.Run(network, Data, Sample.Rows(Count), threads: 1);
        int width = network.Outputs;
        using var start = new Barrier(16);
        Exception?[] errors = new Exception?[16];
        Thread[] threads =
        [
            .. Sample.Rows(16).Select(thread => new Thread(() =>
            {
                start.SignalAndWait();
                try
                {
                    ScoreOverAndOver(network, expected, width, thread);
                }
                catch (Exception e)
                {
                    errors[thread] = e;
                }
            })),
        ];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        CollectionAssert.AreEqual(new Exception?[16], errors);
    }

    [TestMethod]
    public void NoRowsAreNoCalls() =>
        Assert.IsEmpty(Scoring.Run(Sample.Network(TestNetworks.Get("one layer"), seed: 5), Data, [], threads: 2));

    private static void ScoreOverAndOver(Network network, float[] expected, int width, int thread)
    {
        var random = new SeededRandom(thread);
        for (int round = 0; round < 8; round++)
        {
            int row = random.Next(Count);
            float[] alone = Scoring.Run(network, Data, [row], threads: 1);
            Near.SameBits(expected.AsSpan(row * width, width), alone, $"thread {thread}, row {row}");
            Near.SameBits(expected, Scoring.Run(network, Data, Sample.Rows(Count), threads: 1), $"thread {thread}, all rows");
        }
    }
}
