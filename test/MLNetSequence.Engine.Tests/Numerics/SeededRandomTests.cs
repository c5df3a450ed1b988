using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Numerics;

/// <summary>The expected numbers come from test/golden/make_random_golden.py, written apart from the engine.</summary>
[TestClass]
public sealed class SeededRandomTests
{
    /// <summary>A change here changes every trained network: it must never happen by accident.</summary>
    [TestMethod]
    [DataRow(0L, 0L, 0L, 0L, 0x8A21CD34A214A917, 0x9C507E12243E64D0, 0xC3763B828E49DC84, 0x103C72CBFF1EB4B5UL)]
    [DataRow(1L, 0L, 0L, 0L, 0x3E7D890D2781D292UL, 0x726A7CDE04EBBFC7UL, 0x42907A10EF1E02B5UL, 0x28A2E143C772A3AEUL)]
    [DataRow(42L, 1L, 0L, 0L, 0x7F2481033C03B875UL, 0xE20C1C6323B6D2AB, 0xC4C23932AC5492A9, 0x8C65958CB7CF7578)]
    [DataRow(42L, 3L, 17L, 5L, 0x4477EF8AF2C89B72UL, 0x086B22ADC60A14A2UL, 0x352CE948D1201606UL, 0x75CBF61561B4A944UL)]
    [DataRow(-1L, 2L, -3L, 9_000_000_000L, 0x6672C7741EF2AEE2UL, 0x0CA455A60E315D84UL, 0xE46AF8A31B1B3C3C, 0x1E5DB0B6301E9F63UL)]
    public void FirstNumbersOfAStream(
        long seed, long purpose, long step, long shard, ulong first, ulong second, ulong third, ulong fourth)
    {
        var random = new SeededRandom(seed, purpose, step, shard);
        ulong[] actual = [random.NextUInt64(), random.NextUInt64(), random.NextUInt64(), random.NextUInt64()];
        CollectionAssert.AreEqual((ulong[])[first, second, third, fourth], actual);

        random.Reset(seed, purpose, step, shard);
        Assert.AreEqual(first, random.NextUInt64(), "Reset begins the same stream again.");
    }

    [TestMethod]
    public void DoublesAndShuffle()
    {
        var random = new SeededRandom(7);
        Assert.AreEqual(0.35600447234194355, random.NextDouble());
        Assert.AreEqual(0.5801619700516365, random.NextDouble());
        Assert.AreEqual(0.37585663627402965, random.NextDouble());

        int[] items = Sample.Rows(12);
        new SeededRandom(7).Shuffle(items);
        CollectionAssert.AreEqual((int[])[10, 8, 1, 5, 9, 0, 7, 2, 11, 3, 6, 4], items);
    }

    [TestMethod]
    public void ShuffleIsAPermutationThatTheSeedDecides()
    {
        foreach (int count in (int[])[0, 1, 2, 3, 100, 1000])
        {
            int[] first = Sample.Rows(count), again = Sample.Rows(count), other = Sample.Rows(count);
            new SeededRandom(1).Shuffle(first);
            new SeededRandom(1).Shuffle(again);
            new SeededRandom(2).Shuffle(other);
            CollectionAssert.AreEqual(first, again);
            CollectionAssert.AreEquivalent(Sample.Rows(count), first);
            Assert.IsTrue(count < 100 || !first.SequenceEqual(other), "Another seed must give another order.");
        }
    }

    /// <summary>Each of the 6 orders of three items as often as any other: the usual slip in this shuffle breaks it.</summary>
    [TestMethod]
    public void ShuffleFavoursNoOrder()
    {
        const int draws = 60_000;
        var random = new SeededRandom(3);
        var counts = new Dictionary<(int, int, int), int>();
        for (int i = 0; i < draws; i++)
        {
            int[] items = [0, 1, 2];
            random.Shuffle(items);
            (int, int, int) order = (items[0], items[1], items[2]);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }
        Assert.HasCount(6, counts);
        // Five deviations of a binomial count.
        double deviation = Math.Sqrt(draws * (1.0 / 6) * (5.0 / 6));
        foreach (int count in counts.Values)
        {
            Near.Equal(draws / 6.0, count, 0, 5 * deviation, "orders");
        }
    }

    [TestMethod]
    public void UniformMomentsAndRange()
    {
        const int draws = 200_000;
        var random = new SeededRandom(4);
        double sum = 0, squares = 0;
        for (int i = 0; i < draws; i++)
        {
            float x = random.NextUniform(2.5);
            Assert.IsTrue(x is >= -2.5f and <= 2.5f);
            sum += x;
            squares += x * x;
        }
        double variance = 2.5 * 2.5 / 3;
        Near.Equal(0, sum / draws, 0, 5 * Math.Sqrt(variance / draws), "mean");
        Near.Equal(variance, squares / draws, 0.01, 0, "variance");
    }

    [TestMethod]
    public void NormalMoments()
    {
        const int draws = 200_000;
        var random = new SeededRandom(5);
        double sum = 0, squares = 0, fourth = 0;
        int beyondTwo = 0;
        for (int i = 0; i < draws; i++)
        {
            double x = random.NextNormal();
            sum += x;
            squares += x * x;
            fourth += x * x * x * x;
            beyondTwo += Math.Abs(x) > 2 ? 1 : 0;
        }
        Near.Equal(0, sum / draws, 0, 5 / Math.Sqrt(draws), "mean");
        Near.Equal(1, squares / draws, 0, 5 * Math.Sqrt(2.0 / draws), "variance");
        Near.Equal(3, fourth / draws, 0, 5 * Math.Sqrt(96.0 / draws), "fourth moment");
        Near.Equal(0.0455, (double)beyondTwo / draws, 0, 0.0025, "share beyond two deviations");
    }

    [TestMethod]
    public void NextStaysBelowItsBoundAndReachesEverything()
    {
        var random = new SeededRandom(6);
        for (int bound = 1; bound <= 20; bound++)
        {
            var seen = new HashSet<int>();
            for (int i = 0; i < 2000; i++)
            {
                seen.Add(random.Next(bound));
            }
            CollectionAssert.AreEquivalent(Sample.Rows(bound), seen.ToArray());
        }
    }

    /// <summary>Shards draw their dropout masks from streams that differ in one small number: they must be unrelated.</summary>
    [TestMethod]
    public void NeighbouringStreamsAreUnrelated()
    {
        const int draws = 20_000;
        (long, long, long, long)[] streams = [(1, 3, 0, 0), (2, 3, 0, 0), (1, 4, 0, 0), (1, 3, 1, 0), (1, 3, 0, 1)];
        double[][] numbers =
        [
            .. streams.Select(s =>
            {
                var random = new SeededRandom(s.Item1, s.Item2, s.Item3, s.Item4);
                return Enumerable.Range(0, draws).Select(_ => random.NextDouble() - 0.5).ToArray();
            }),
        ];
        for (int i = 0; i < streams.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double correlation = numbers[i].Zip(numbers[j], (a, b) => a * b).Sum() / (draws / 12.0);
                Near.Equal(0, correlation, 0, 5 / Math.Sqrt(draws), $"correlation of {streams[i]} and {streams[j]}");
            }
        }
    }
}
