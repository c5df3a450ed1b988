using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>Sequences with several tokens and numbers a step, and numbers of their own: as they were added, and packed.</summary>
[TestClass]
public sealed class StepSequencesTests
{
    private static readonly int[] Lengths = [5, 0, 3, 3, 1, 7];

    [TestMethod]
    public void SequencesAreReadAsTheyWereAdded()
    {
        StepSequences data = NewData();
        for (int round = 0; round < 2; round++)
        {
            Assert.AreEqual((4, 2, 2, 3), (data.Count, data.TokenColumns, data.Features, data.Statics));
            Assert.AreEqual((3, 0, 1), (data.Length(0), data.Length(1), data.Length(2)));
            CollectionAssert.AreEqual((int[])[11, 12, 13], data.Tokens(0, 0).ToArray());
            CollectionAssert.AreEqual((int[])[0, 22, 23], data.Tokens(0, 1).ToArray());
            Assert.IsTrue(data.Tokens(1, 1).IsEmpty && data.Values(1).IsEmpty);
            CollectionAssert.AreEqual((int[])[32], data.Tokens(2, 1).ToArray());
            CollectionAssert.AreEqual((float[])[7, 8], data.Values(2).ToArray());
            CollectionAssert.AreEqual((float[])[-4, -5, -6], data.StaticValues(1).ToArray());
            data.Clear();
            Assert.AreEqual(0, data.Count);
            Fill(data);
        }
    }

    [TestMethod]
    public void StepsLieOneAfterTheOther()
    {
        var batch = new PackedBatch();
        batch.Fill(NewData(), [0, 3, 2, 1]);
        CollectionAssert.AreEqual((int[])[11, 41, 31, 12, 42, 13], batch.Tokens(0).ToArray());
        CollectionAssert.AreEqual((int[])[0, 0, 32, 22, 44, 23], batch.Tokens(1).ToArray());
        Assert.IsTrue(batch.Tokens(2).IsEmpty);
        CollectionAssert.AreEqual((float[])[1, 2, 9, 10, 7, 8, 3, 4, 11, 12, 5, 6], All(batch.Features));
        CollectionAssert.AreEqual((float[])[-1, -2, -3, -10, -11, -12, -7, -8, -9, -4, -5, -6], All(batch.Statics));
        Assert.AreEqual(new InputShape(2, 2, 3), batch.Shape);
    }

    /// <summary>What a sequence has once, it has in every window, also in one that it has no step in.</summary>
    [TestMethod]
    public void StaticsDoNotDependOnTheWindow()
    {
        var batch = new PackedBatch();
        batch.Fill(NewData(), [0, 3, 2, 1], firstStep: 1, mostSteps: 1);
        CollectionAssert.AreEqual((int[])[22, 44], batch.Tokens(1).ToArray());
        CollectionAssert.AreEqual((float[])[3, 4, 11, 12], All(batch.Features));
        CollectionAssert.AreEqual((float[])[-1, -2, -3, -10, -11, -12, -7, -8, -9, -4, -5, -6], All(batch.Statics));
    }

    /// <summary>A batch keeps its buffers, and nothing of what was in them.</summary>
    [TestMethod]
    public void OtherDataTakeTheirPlace()
    {
        var batch = new PackedBatch();
        batch.Fill(NewData(), [0, 3, 2, 1]);
        batch.Fill(Sample.Sequences(new SeededRandom(1), 9, [2, 1]), [0, 1]);
        Assert.AreEqual((InputShape.Tokens, 3), (batch.Shape, batch.Tokens(0).Length));
        Assert.IsTrue(batch.Tokens(1).IsEmpty);
        Assert.AreEqual((0, 0), (batch.Features.Columns, batch.Statics.Columns));
        batch.Fill(Sample.Features(new SeededRandom(1), 3, 2, 1), [0, 1]);
        Assert.AreEqual(InputShape.OfFeatures(3), batch.Shape);
        Assert.IsTrue(batch.Tokens(0).IsEmpty);
    }

    [TestMethod]
    public void OneColumnAloneIsAsGoodAsTokens()
    {
        SequenceNetwork network = new SequenceNetwork().Embedding(9, 3).Lstm(4).Dense(2);
        TokenSequences plain = Sample.Sequences(new SeededRandom(2), 9, Lengths);
        var data = new StepSequences(1, 0, 0);
        for (int i = 0; i < plain.Count; i++)
        {
            data.Add(plain.Length(i), plain[i], [], []);
        }
        SameOutputs(network, plain, data);
        SameOutputs(new SequenceNetwork().OneHot(9).Gru(4), plain, data);
    }

    [TestMethod]
    public void NoColumnIsAsGoodAsFeatures()
    {
        FeatureSequences plain = Sample.Features(new SeededRandom(2), 3, Lengths);
        var data = new StepSequences(0, 3, 0);
        for (int i = 0; i < plain.Count; i++)
        {
            data.Add(plain.Length(i), [], plain[i], []);
        }
        SameOutputs(new SequenceNetwork(3).Lstm(4).Dense(2), plain, data);
    }

    [TestMethod]
    public void MoreOrLessThanThereMustBeIsRefused()
    {
        StepSequences data = NewData();
        float[] four = new float[4], three = new float[3];
        Refused("tokens", "2 tokens at each of 2 steps has 4 of them; there are 3", () => data.Add(2, [1, 2, 3], four, three));
        Refused("features", "2 features at each of 2 steps has 4 of them; there are 3", () => data.Add(2, [1, 2, 3, 4], three, three));
        Refused("statics", "3 static numbers has 3 of them; there are 4", () => data.Add(2, [1, 2, 3, 4], four, four));
        Refused("steps", "at least 0", () => data.Add(-1, [], [], three));
        Assert.AreEqual(4, data.Count);
        Refused("tokenColumns", "at least 0", () => _ = new StepSequences(-1, 1, 0));
        Refused("features", "at least 0", () => _ = new StepSequences(1, -1, 0));
        Refused("statics", "at least 0", () => _ = new StepSequences(1, 1, -1));
        Refused(null, "at least one token or one feature", () => _ = new StepSequences(0, 0, 5));
    }

    [TestMethod]
    public void ShapesAreNamed()
    {
        Assert.AreEqual("tokens", InputShape.Tokens.ToString());
        Assert.AreEqual("1 token and 2 features a step", new InputShape(1, 2, 0).ToString());
        Assert.AreEqual("1 token a step and 1 static number a sequence", new InputShape(1, 0, 1).ToString());
        Assert.AreEqual("3 features a step and 2 static numbers a sequence", new InputShape(0, 3, 2).ToString());
        Assert.AreEqual("2 tokens a step", new InputShape(2, 0, 0).ToString());
    }

    private static void SameOutputs(SequenceNetwork description, Sequences expected, Sequences actual)
    {
        Network network = Sample.Network(description, seed: 3);
        int[] rows = Sample.Rows(expected.Count);
        Near.SameBits(Scoring.Run(network, expected, rows, threads: 1), Scoring.Run(network, actual, rows, threads: 1), "outputs");
    }

    private static StepSequences NewData()
    {
        var data = new StepSequences(2, 2, 3);
        Fill(data);
        return data;
    }

    private static void Fill(StepSequences data)
    {
        data.Add(3, [11, 12, 13, 0, 22, 23], [1, 2, 3, 4, 5, 6], [-1, -2, -3]);
        data.Add(0, [], [], [-4, -5, -6]);
        data.Add(1, [31, 32], [7, 8], [-7, -8, -9]);
        data.Add(2, [41, 42, 0, 44], [9, 10, 11, 12], [-10, -11, -12]);
    }

    private static float[] All(Matrix matrix) => [.. Sample.Rows(matrix.Rows).SelectMany(i => matrix.RowSpan(i).ToArray())];

    private static void Refused(string? argument, string reason, Action action)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(action);
        Assert.AreEqual(argument, error.ParamName);
        StringAssert.Contains(error.Message, reason);
    }
}
