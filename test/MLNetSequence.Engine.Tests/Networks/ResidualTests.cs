namespace MLNetSequence.Engine.Tests.Networks;

[TestClass]
public sealed class ResidualTests
{
    private static readonly SequenceNetwork Start = new(5);

    [TestMethod]
    public void ShapeStays()
    {
        Assert.AreEqual(Start.Output, Start.Residual(x => x.Lstm(5, returnSequences: true).Dropout(0.5)).Output);
        Assert.AreEqual(Start.LastStep().Output, Start.LastStep().Residual(x => x.Dense(9).Dense(5)).Output);
        SequenceNetwork half = Start.Conv1D(3, 2, new() { Stride = 2 });
        Assert.AreEqual(half.Output, half.Residual(x => x.LayerNorm()).Output);
    }

    [TestMethod]
    public void AnotherShapeIsRefusedWithTheReason()
    {
        Refused("its input (T, 5) to what its layers make of it, (T, 4)", () => Start.Residual(x => x.Dense(4)));
        Refused("of it, (5)", () => Start.Residual(x => x.LastStep()));
        Refused("of it, (T/2, 5)", () => Start.Residual(x => x.Conv1D(5, 2, new() { Stride = 2 })));
        Refused("of it, (3, 5)", () => Start.Residual(x => x.LastStep().RepeatVector(3)));
        Refused("needs at least one layer inside", () => Start.Residual(x => x));
        Refused("needs features", () => new SequenceNetwork().Residual(x => x.Embedding(9, 4)));
    }

    [TestMethod]
    public void LayersMustBeAddedToWhatIsGiven()
    {
        Refused("must add its layers to the network it is given", () => Start.Residual(_ => new SequenceNetwork(4).Dense(5)));
        Refused("must add its layers to the network it is given", () => Start.Residual(_ => null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => Start.Residual(null!));
    }

    /// <summary>What is built can be saved and read; what could not be read is refused while it is built.</summary>
    [TestMethod]
    public void BlocksNestAsDeepAsJsonReads()
    {
        SequenceNetwork deepest = Nested(16);
        Assert.AreEqual(deepest.ToJson(), SequenceNetwork.FromJson(deepest.ToJson()).ToJson());
        Refused("nest at most 16 deep", () => Nested(17));
        const string start = """{"features":5,"layers":[""", block = """{"type":"residual","layers":[""";
        string deeper = deepest.ToJson().Replace(start, start + block)[..^1] + "]}}";
        Assert.ThrowsExactly<InvalidDataException>(() => SequenceNetwork.FromJson(deeper));
    }

    [TestMethod]
    public void InnerLayersCount()
    {
        SequenceNetwork network = Start;
        for (int i = 0; i < 500; i++)
        {
            network = network.Residual(x => x.Dropout(0));
        }
        Refused("at most 1,000 layers", () => network.Dropout(0));
    }

    [TestMethod]
    public void ParametersAreNamedByBlockAndLayer()
    {
        SequenceNetwork network =
            Start.Dropout(0.5).Residual(x => x.LayerNorm().Residual(y => y.Dense(5)).Dense(7).Dense(5)).LastStep().Dense(2);
        string[] expected =
        [
            "1.0.weight", "1.0.bias", "1.1.0.weight", "1.1.0.bias", "1.2.weight", "1.2.bias", "1.3.weight", "1.3.bias",
            "3.weight", "3.bias",
        ];
        CollectionAssert.AreEqual(expected, network.Parameters().Select(p => p.Name).ToArray());
        Assert.AreEqual(10 + 30 + 42 + 40 + 12, network.ParameterCount);
    }

    [TestMethod]
    public void OneRowsBlockIsNotWrittenAlone()
    {
        SequenceNetwork? inner = null;
        Start.LastStep().Residual(x => inner = x.Dense(5));
        Assert.ThrowsExactly<InvalidOperationException>(() => inner!.ToJson());
    }

    private static SequenceNetwork Nested(int depth)
    {
        var dense = new DenseOptions { KernelConstraint = Constraint.MaxNorm(2) };
        Func<SequenceNetwork, SequenceNetwork> inner = x => x.Dense(5, dense);
        for (int i = 1; i < depth; i++)
        {
            Func<SequenceNetwork, SequenceNetwork> deeper = inner;
            inner = x => x.Residual(deeper);
        }
        return Start.Residual(inner);
    }

    private static void Refused(string reason, Action build) =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(build).Message, reason);
}
