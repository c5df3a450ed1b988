using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Networks;

[TestClass]
public sealed class PackedBatchTests
{
    /// <summary>Worked out by hand: step 0 of all four, step 1 of the first three, step 2 of the first one.</summary>
    [TestMethod]
    public void StepsLieOneAfterTheOther()
    {
        TokenSequences data = Data([41], [11, 12, 13], [21, 22], [31, 32]);
        var batch = new PackedBatch();
        batch.Fill(data, [1, 2, 3, 0]);
        Assert.AreEqual((4, 3, 8), (batch.Count, batch.Steps, batch.Rows));
        CollectionAssert.AreEqual((int[])[11, 21, 31, 41, 12, 22, 32, 13], batch.Tokens(0).ToArray());
        CollectionAssert.AreEqual((int[])[3, 2, 2, 1], batch.Lengths.ToArray());
        CollectionAssert.AreEqual((int[])[1, 2, 3, 0], batch.Sources.ToArray());
        CollectionAssert.AreEqual((int[])[0, 4, 7], ((int[])[0, 1, 2]).Select(batch.Layout.Offset).ToArray());
        CollectionAssert.AreEqual((int[])[0, 4, 3, 1, 0, 0], ((int[])[-1, 0, 1, 2, 3, 100]).Select(batch.Layout.Live).ToArray());
    }

    [TestMethod]
    public void EmptySequencesTakeNoRows()
    {
        TokenSequences data = Data([], [7, 8], []);
        var batch = new PackedBatch();
        batch.Fill(data, [1, 0, 2]);
        Assert.AreEqual((3, 2, 2), (batch.Count, batch.Steps, batch.Rows));
        CollectionAssert.AreEqual((int[])[7, 8], batch.Tokens(0).ToArray());
        CollectionAssert.AreEqual((int[])[2, 0, 0], batch.Lengths.ToArray());

        batch.Fill(data, [0, 2]);
        Assert.AreEqual((2, 0, 0), (batch.Count, batch.Steps, batch.Rows));
        batch.Fill(data, []);
        Assert.AreEqual((0, 0, 0), (batch.Count, batch.Steps, batch.Rows));
        Assert.AreEqual(0, batch.Layout.Live(0));
    }

    /// <summary>A window takes some steps of each sequence; one that ends before has none.</summary>
    [TestMethod]
    public void WindowTakesSomeSteps()
    {
        TokenSequences data = Data([11, 12, 13, 14, 15], [21, 22, 23], [31, 32], [41]);
        var batch = new PackedBatch();
        foreach ((int first, int most, int[] tokens, int[] lengths) in ((int, int, int[], int[])[])
            [
                (0, 2, [11, 21, 31, 41, 12, 22, 32], [2, 2, 2, 1]),
                (2, 2, [13, 23, 14], [2, 1, 0, 0]),
                (4, 2, [15], [1, 0, 0, 0]),
                (5, 2, [], [0, 0, 0, 0]),
                (1, int.MaxValue, [12, 22, 32, 13, 23, 14, 15], [4, 2, 1, 0]),
            ])
        {
            batch.Fill(data, [0, 1, 2, 3], first, most);
            CollectionAssert.AreEqual(tokens, batch.Tokens(0).ToArray(), $"{most} steps from {first}");
            CollectionAssert.AreEqual(lengths, batch.Lengths.ToArray(), $"{most} steps from {first}");
            Assert.AreEqual(first, batch.FirstStep);
        }
    }

    /// <summary>Features lie as tokens do, F to a row.</summary>
    [TestMethod]
    public void FeaturesLieAsTokensDo()
    {
        var data = new FeatureSequences(2);
        data.Add([1, 2, 3, 4, 5, 6]);
        data.Add([]);
        data.Add([7, 8]);
        var batch = new PackedBatch();
        batch.Fill(data, [0, 2, 1]);
        Assert.AreEqual((3, 3, 4), (batch.Count, batch.Steps, batch.Rows));
        float[] rows = [.. Sample.Rows(4).SelectMany(i => batch.Features.RowSpan(i).ToArray())];
        CollectionAssert.AreEqual((float[])[1, 2, 7, 8, 3, 4, 5, 6], rows);
        Assert.IsTrue(batch.Tokens(0).IsEmpty);
        batch.Fill(data, [0, 2, 1], firstStep: 1, mostSteps: 1);
        CollectionAssert.AreEqual((float[])[3, 4], batch.Features.RowSpan(0).ToArray());
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => data.Add([1, 2, 3]));
        StringAssert.Contains(error.Message, "2 features a step cannot have 3 numbers");
    }

    [TestMethod]
    public void UnsortedOrderIsRefused()
    {
        TokenSequences data = Data([1], [2, 2], [3, 3]);
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => new PackedBatch().Fill(data, [1, 0, 2]));
        StringAssert.Contains(error.Message, "sorted by falling length");
    }

    /// <summary>Any batch read back: every sequence's tokens stand at Offset(t) + b.</summary>
    [TestMethod]
    public void TokensCanBeReadBack()
    {
        var random = new SeededRandom(seed: 1);
        var batch = new PackedBatch();
        for (int round = 0; round < 20; round++)
        {
            TokenSequences data = Sample.Sequences(random, 1000, count: 1 + random.Next(30), longest: random.Next(15));
            batch.Fill(data, new BatchOrder().Sort(data, Sample.Rows(data.Count)).ToArray());
            for (int b = 0; b < batch.Count; b++)
            {
                int[] tokens = new int[batch.Lengths[b]];
                for (int t = 0; t < tokens.Length; t++)
                {
                    Assert.IsLessThan(batch.Layout.Live(t), b);
                    tokens[t] = batch.Tokens(0)[batch.Layout.Row(t, b)];
                }
                CollectionAssert.AreEqual(data[batch.Sources[b]].ToArray(), tokens);
            }
        }
    }

    /// <summary>Equal lengths keep their order: otherwise a sort that is not stable would change the bits of a sum.</summary>
    [TestMethod]
    public void ByFallingLengthIsStable()
    {
        TokenSequences data = Data([1], [2, 2], [3], [], [4, 4], [5], [6]);
        CollectionAssert.AreEqual((int[])[4, 1, 0, 2, 5, 6, 3], new BatchOrder().Sort(data, [4, 0, 2, 5, 1, 3, 6]).ToArray());
        Assert.IsEmpty(new BatchOrder().Sort(data, []).ToArray());

        // Array.Sort happens to be stable for a handful of items.
        TokenSequences many = Sample.Sequences(new SeededRandom(2), 10, count: 500, longest: 3);
        int[] expected = [.. Sample.Rows(500).OrderByDescending(many.Length)];
        CollectionAssert.AreEqual(expected, new BatchOrder().Sort(many, Sample.Rows(500)).ToArray());
    }

    [TestMethod]
    public void SequencesAreReadAsTheyWereAdded()
    {
        var data = new TokenSequences();
        data.Add(5);
        data.Add(6);
        data.EndSequence();
        data.EndSequence();
        data.Add([7]);
        Assert.AreEqual(3, data.Count);
        CollectionAssert.AreEqual((int[])[5, 6], data[0].ToArray());
        Assert.IsTrue(data[1].IsEmpty);
        CollectionAssert.AreEqual((int[])[7], data[2].ToArray());
        Assert.AreEqual((2, 0, 1), (data.Length(0), data.Length(1), data.Length(2)));
        data.Clear();
        Assert.AreEqual(0, data.Count);
    }

    private static TokenSequences Data(params int[][] sequences)
    {
        var data = new TokenSequences();
        foreach (int[] sequence in sequences)
        {
            data.Add(sequence.AsSpan());
        }
        return data;
    }
}
