using MLNetSequence.Engine.Models.Weights;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>Steps of several tokens and numbers, and numbers a sequence has once, as they are described.</summary>
[TestClass]
public sealed class EmbedStepsTests
{
    private static readonly SequenceNetwork Empty = new();

    private static readonly TokenInput Table = new(9, 4);

    private static readonly SequenceNetwork Mixed =
        Empty.EmbedSteps([Table, TokenInput.OneHot(3), new TokenInput(5, 2) { Trainable = false }], features: 2);

    [TestMethod]
    public void ColumnsAndFeaturesAreSideBySide()
    {
        Assert.AreEqual(new LayerShape(ShapeKind.Sequence, 4 + 3 + 2 + 2), Mixed.Output);
        CollectionAssert.AreEqual((int[])[9, 3, 5], Mixed.TokenVocabularies);
        Assert.AreEqual(new InputShape(3, 2, 0), Mixed.Reads);
        Assert.AreEqual(new InputShape(3, 2, 6), Mixed.Lstm(4).JoinStatics(6).Dense(1).Reads);
        Assert.AreEqual(InputShape.Tokens, Empty.Embedding(9, 4).Lstm(4).Reads);
        Assert.AreEqual(InputShape.Tokens, Empty.OneHot(9).Reads);
        Assert.AreEqual(new InputShape(0, 7, 1), new SequenceNetwork(7).JoinStatics(1).Reads);
        Assert.AreEqual((36 + 10, 10), (Mixed.ParameterCount, Mixed.FrozenParameterCount));
    }

    [TestMethod]
    public void WeightsAreNamedByTheirColumn()
    {
        string[] names = [.. Mixed.Lstm(2).Parameters().Select(p => $"{p.Name} [{string.Join(", ", p.Shape)}]").Take(3)];
        CollectionAssert.AreEqual((string[])["0.0.weight [9, 4]", "0.2.weight [5, 2]", "1.weight_ih_l0 [8, 11]"], names);
        string[] Linked(WeightLayout layout) => [.. WeightLinks.Of(Mixed, layout).Select(l => l.Tensor)];
        CollectionAssert.AreEqual((string[])["0.0.embeddings", "0.2.embeddings"], Linked(WeightLayout.Keras));
        CollectionAssert.AreEqual((string[])["0.0.weight", "0.2.weight"], Linked(WeightLayout.PyTorch));
    }

    [TestMethod]
    public void SummaryNamesWhatAStepHas()
    {
        string[] lines = Mixed.Lstm(4).JoinStatics(3).Dense(1).Summary().Split(Environment.NewLine);
        Assert.AreEqual("EmbedSteps(9 x 4, one-hot 3, 5 x 2 frozen, 2 features) (T, 11)                    46", lines[1]);
        Assert.AreEqual("JoinStatics(3)                           (7)                         0", lines[3]);
    }

    /// <summary>One column and nothing else is an embedding by another name.</summary>
    [TestMethod]
    public void OneColumnDrawsTheBitsOfAnEmbedding()
    {
        var plain = new Network(Empty.Embedding(9, 4).Dense(2));
        var column = new Network(Empty.EmbedSteps([Table]).Dense(2));
        plain.Initialize(3);
        column.Initialize(3);
        Near.SameBits(ToyTask.Snapshot(plain), ToyTask.Snapshot(column), "first weights");
    }

    [TestMethod]
    public void GivenVectorsAreTheFirstValues()
    {
        float[,] vectors = { { 9, 9 }, { 1, 2 }, { 3, 4 } };
        SequenceNetwork network = Empty.EmbedSteps([Table, TokenInput.OfVectors(vectors)]);
        vectors[1, 0] = 7;
        ParameterShape table = network.Parameters().Last();
        Assert.IsFalse(table.Trainable);
        float[] values = new float[6];
        table.Initialize(values, new SeededRandom(1));
        CollectionAssert.AreEqual((float[])[0, 0, 1, 2, 3, 4], values, "A copy, whose row of padding is zero.");
        Assert.IsTrue(Empty.EmbedSteps([TokenInput.OfVectors(vectors, trainable: true)]).Parameters().Single().Trainable);
        Assert.AreEqual(Empty.EmbedSteps([Table, new(3, 2) { Trainable = false }]).ToJson(), network.ToJson(), "They are weights.");
        vectors[2, 1] = float.NaN;
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => TokenInput.OfVectors(vectors)).Message, "that at [2, 1] is NaN");
        Assert.ThrowsExactly<ArgumentNullException>(() => TokenInput.OfVectors(null!));
    }

    [TestMethod]
    public void TextIsAsDocumented()
    {
        const string tokens =
            """
            [{"vocabulary":9,"size":4,"trainable":true},{"vocabulary":3,"size":3,"trainable":true,"oneHot":true},
            {"vocabulary":5,"size":2,"trainable":false}]
            """;
        string expected =
            $$"""
            {"features":null,"layers":[{"type":"embedSteps","tokens":{{tokens}},"features":2},
            {"type":"joinStatics","count":3}]}
            """;
        Assert.AreEqual(expected.ReplaceLineEndings("").Replace(" ", ""), Mixed.JoinStatics(3).ToJson());
    }

    [TestMethod]
    public void RoundTrip()
    {
        SequenceNetwork network = Empty
            .EmbedSteps([Table with { Initializer = Initializer.Ones, Regularizer = new(L2: 1), Constraint = Constraint.UnitNorm }], 1)
            .JoinStatics(2);
        foreach (SequenceNetwork one in (SequenceNetwork[])[network, Mixed.Lstm(3).JoinStatics(1).Residual(x => x.JoinStatics(1).Dense(4))])
        {
            SequenceNetwork again = SequenceNetwork.FromJson(one.ToJson());
            CollectionAssert.AreEqual(one.Layers, again.Layers);
            Assert.AreEqual(one.Layers[0].GetHashCode(), again.Layers[0].GetHashCode());
            Assert.AreEqual((one.ToJson(), one.Output, one.Reads), (again.ToJson(), again.Output, again.Reads));
        }
        Assert.AreNotEqual(network.Layers[0], Mixed.Layers[0]);
    }

    [TestMethod]
    [DataRow("""{"type":"embedSteps"}""")]
    [DataRow("""{"type":"embedSteps","tokens":null,"features":0}""")]
    [DataRow("""{"type":"embedSteps","tokens":[],"features":2}""")]
    [DataRow("""{"type":"embedSteps","tokens":[null],"features":2}""")]
    [DataRow("""{"type":"embedSteps","tokens":[{"vocabulary":9}],"features":2}""")]
    [DataRow("""{"type":"embedSteps","tokens":[{"vocabulary":9,"size":2147483647},{"vocabulary":9,"size":2}],"features":2}""")]
    [DataRow("""{"type":"embedSteps","tokens":[{"vocabulary":9,"size":4,"vectors":[1]}],"features":2}""")]
    [DataRow("""{"type":"embedSteps","tokens":[{"vocabulary":9,"size":4,"oneHot":true}],"features":2}""")]
    [DataRow("""{"type":"embedSteps","tokens":[{"vocabulary":9,"size":4}],"features":-1}""")]
    [DataRow("""{"type":"embedding","vocabulary":9,"size":4},{"type":"joinStatics","count":0}""")]
    [DataRow("""{"type":"embedding","vocabulary":9,"size":4},{"type":"joinStatics"}""")]
    [DataRow("""{"type":"joinStatics","count":2}""")]
    public void WhatIsNoDescriptionIsRefused(string layers) =>
        Assert.ThrowsExactly<InvalidDataException>(() => SequenceNetwork.FromJson($$"""{"features":null,"layers":[{{layers}}]}"""));

    [TestMethod]
    public void WhatCannotBeIsRefused()
    {
        Refused("new SequenceNetwork(features)", () => Empty.EmbedSteps([], 3));
        Refused("tokens[1] is null", () => Empty.EmbedSteps([Table, null!]));
        Refused("tokens[1].Vocabulary must be at least 1", () => Empty.EmbedSteps([Table, new(0, 3)]));
        Refused("tokens[0].Size must be at least 1", () => Empty.EmbedSteps([new(3, 0)]));
        Refused("features must be at least 0", () => Empty.EmbedSteps([Table], -1));
        Refused("tokens[0] is not trained", () => Empty.EmbedSteps([Table with { Trainable = false, Regularizer = new(L1: 1) }]));
        Refused("tokens[0] is one-hot", () => Empty.EmbedSteps([TokenInput.OneHot(4) with { Size = 3 }]));
        Refused("tokens[0] is one-hot", () => Empty.EmbedSteps([TokenInput.OneHot(4) with { Initializer = Initializer.Ones }]));
        Refused("tokens[0] is one-hot", () => Empty.EmbedSteps([TokenInput.OneHot(4) with { Constraint = Constraint.UnitNorm }]));
        var given = TokenInput.OfVectors(new float[3, 2]);
        Refused("tokens[0] has given vectors", () => Empty.EmbedSteps([given with { Vocabulary = 4 }]));
        Refused("tokens[0] has given vectors", () => Empty.EmbedSteps([given with { Initializer = Initializer.Zeros }]));
        Refused("it can only be the first layer", () => Mixed.EmbedSteps([Table]));
        Refused("it reads tokens", () => new SequenceNetwork(2).EmbedSteps([Table]));
        Refused("at most 1,000 layers", () => Empty.EmbedSteps([.. Enumerable.Repeat(new TokenInput(1, 1), 1000)]));
        Refused("more than 500,000,000 parameters", () => Empty.EmbedSteps([Table], int.MaxValue));
        Assert.ThrowsExactly<ArgumentNullException>(() => Empty.EmbedSteps(null!));
    }

    [TestMethod]
    public void StaticsAreTheSameEverywhere()
    {
        Assert.AreEqual(new LayerShape(ShapeKind.Vector, 7), Mixed.Lstm(4).JoinStatics(3).Output);
        Assert.AreEqual(new LayerShape(ShapeKind.Sequence, 14), Mixed.JoinStatics(3).Output);
        SequenceNetwork three = Mixed.JoinStatics(3).Lstm(4);
        Assert.AreEqual(3, three.JoinStatics(3).Residual(x => x.JoinStatics(3).Dense(7)).Statics);
        Refused("there are 3 and 4", () => three.JoinStatics(4));
        Refused("there are 3 and 4", () => three.Residual(x => x.JoinStatics(4).Dense(4)));
        Refused("there are 2 and 5", () => Mixed.Lstm(4).Residual(x => x.JoinStatics(2).Dense(4).Residual(y => y.JoinStatics(5).Dense(4))));
        Refused("count must be at least 1", () => three.JoinStatics(0));
        Refused("put an embedding before it", () => Empty.JoinStatics(2));
    }

    private static void Refused(string reason, Action build) =>
        StringAssert.Contains(Assert.Throws<ArgumentException>(build).Message, reason);
}
