using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.Losses;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>That nothing else gets into the sum of shards; that it is the right one, <c>GradientTests</c> shows.</summary>
[TestClass]
public sealed unsafe class GradientSumTests
{
    private const int Vocabulary = 500;

    private static readonly Network Network =
        Sample.Network(new SequenceNetwork().Embedding(Vocabulary, 7).Lstm(50).Dense(3), seed: 1);

    /// <summary>Rows of the table are cleared one by one, those of the last batch: none may be forgotten.</summary>
    [TestMethod]
    public void NothingOfTheLastBatchIsLeft()
    {
        var random = new SeededRandom(seed: 2);
        var sum = new GradientSum(Network.Parameters);
        for (int batch = 0; batch < 6; batch++)
        {
            int shards = 1 + batch % 3;
            NetworkRun[] runs = Runs(random, shards);
            double norm = sum.Collect(runs, shards, new Workers(2));
            var fresh = new GradientSum(Network.Parameters);
            double freshNorm = fresh.Collect(runs, shards, new Workers(1));
            Near.SameBits(Values(fresh), Values(sum), $"batch {batch}");
            Assert.AreEqual(freshNorm, norm, $"batch {batch}");
        }
    }

    [TestMethod]
    public void NormIsThatOfTheWholeSum()
    {
        NetworkRun[] runs = Runs(new SeededRandom(3), 3);
        var sum = new GradientSum(Network.Parameters);
        double norm = sum.Collect(runs, 3, new Workers(2));
        Near.Equal(Math.Sqrt(Values(sum).ToArray().Sum(x => (double)x * x)), norm, 1e-12, 0, "√Σg²");
    }

    /// <summary>Runs beyond the count are kept for larger batches; they hold an old gradient.</summary>
    [TestMethod]
    public void OnlyTheShardsInUseAreAdded()
    {
        NetworkRun[] runs = Runs(new SeededRandom(4), 3);
        var two = new GradientSum(Network.Parameters);
        var expected = new GradientSum(Network.Parameters);
        two.Collect(runs, 2, new Workers(1));
        expected.Collect(runs[..2], 2, new Workers(1));
        Near.SameBits(Values(expected), Values(two), "two of three");
    }

    private static ReadOnlySpan<float> Values(GradientSum sum) => new(sum.Pointer, Network.Parameters.Length);

    // Runs that have been forward and backward over a few sequences each.
    private static NetworkRun[] Runs(SeededRandom random, int shards)
    {
        TokenSequences data = Sample.Sequences(random, Vocabulary, count: 8 * shards, longest: 9);
        int[] labels = Sample.Labels(random, 3, data.Count);
        int[] order = Scorer.ByFallingLength(data, Sample.Rows(data.Count));
        return
        [
            .. Sample.Rows(shards).Select(shard =>
            {
                NetworkRun run = Network.Rent();
                run.Batch.Fill(data, order, shard, shards);
                Matrix outputs = run.Forward(training: true);
                SoftmaxCrossEntropy.Backward(outputs, labels, run.Batch.Sources, 1f / data.Count);
                run.Backward(outputs);
                return run;
            }),
        ];
    }
}
