using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>Tables that are not drawn but given, or not trained.</summary>
[TestClass]
public sealed class EmbeddingTests
{
    private static readonly SequenceNetwork Empty = new();

    [TestMethod]
    public void GivenVectorsAreTheFirstValues()
    {
        float[,] vectors = { { 9, 9 }, { 1, 2 }, { 3, 4 } };
        SequenceNetwork network = Empty.Embedding(vectors);
        vectors[1, 0] = 7;
        ParameterShape table = network.Parameters().Single();
        CollectionAssert.AreEqual((int[])[3, 2], table.Shape);
        Assert.IsTrue(table.IsTable);
        Assert.IsFalse(table.Trainable);
        float[] values = new float[6];
        table.Initialize(values, new SeededRandom(1));
        CollectionAssert.AreEqual((float[])[0, 0, 1, 2, 3, 4], values, "A copy, whose row of padding is zero.");
        Assert.IsTrue(Empty.Embedding(vectors, trainable: true).Parameters().Single().Trainable);
    }

    /// <summary>They are weights: a model file holds those beside the description.</summary>
    [TestMethod]
    public void GivenVectorsAreNoPartOfTheDescription() =>
        Assert.AreEqual(Empty.Embedding(3, 2, trainable: false).ToJson(), Empty.Embedding(new float[3, 2]).ToJson());

    [TestMethod]
    public void GivenVectorsAreChecked()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => Empty.Embedding(null!));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Empty.Embedding(new float[0, 2]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Empty.Embedding(new float[3, 0]));
        foreach (float bad in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => Empty.Embedding(new[,] { { 0, 0 }, { 1, bad } }));
            StringAssert.Contains(error.Message, "that at [1, 1] is");
            Empty.Embedding(new[,] { { bad, 0 }, { 1, 1 } });
        }
    }

    [TestMethod]
    public void FrozenTableIsNeitherRegularizedNorConstrained()
    {
        Assert.ThrowsExactly<ArgumentException>(() => Empty.Embedding(9, 4, trainable: false, regularizer: new(L2: 1)));
        Assert.ThrowsExactly<ArgumentException>(() => Empty.Embedding(9, 4, trainable: false, constraint: Constraint.UnitNorm));
        Empty.Embedding(9, 4, trainable: false, initializer: Initializer.Normal(1));
    }

    [TestMethod]
    public void NumbersNeedNoEmbedding()
    {
        foreach (Action build in (Action[])[() => new SequenceNetwork(3).Embedding(9, 4), () => new SequenceNetwork(3).OneHot(9)])
        {
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(build).Message, "reads tokens");
        }
    }
}
