using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>Which weights a frozen layer leaves untrained, as the description has it.</summary>
[TestClass]
public sealed class FreezingTests
{
    private static readonly SequenceNetwork Network = new SequenceNetwork()
        .Embedding(9, 4, regularizer: new(L2: 1))
        .Dropout(0.5)
        .Residual(x => x.LayerNorm().Dropout(0.1).Gru(4, returnSequences: true))
        .AttentionPooling(3)
        .Dense(2);

    [TestMethod]
    public void FrozenWeightsAreCounted()
    {
        SequenceNetwork frozen = Network.Freeze(0, 2);
        CollectionAssert.AreEqual(
            (string[])["0.weight", "2.0.weight", "2.0.bias", "2.2.weight_ih_l0", "2.2.weight_hh_l0", "2.2.bias_l0", "2.2.bias_hn_l0"],
            Frozen(frozen));
        Assert.AreEqual(36 + 8 + 12 * 9 + 4, frozen.FrozenParameterCount);
        Assert.AreEqual(Network.ParameterCount, frozen.ParameterCount);
        Assert.AreEqual(0, Network.FrozenParameterCount, "A description does not change.");
        CollectionAssert.AreEqual((string[])["3.weight", "3.bias", "3.context"], Frozen(Network.Freeze(3)));
        Assert.AreEqual(Network.ParameterCount, Network.Freeze(0, 1, 2, 3, 4).FrozenParameterCount);
        Assert.AreEqual(Network.ToJson(), Network.Freeze().ToJson());
        Assert.AreEqual(Network.ToJson(), Network.Freeze(1).ToJson(), "Dropout has no weights.");
    }

    [TestMethod]
    public void UnfrozenWeightsAreTrained()
    {
        SequenceNetwork frozen = Network.Freeze(0, 2, 4);
        Assert.AreEqual(Network.Freeze(2).ToJson(), frozen.Unfreeze(0, 1, 4).ToJson());
        Assert.AreEqual(Network.ToJson(), frozen.Unfreeze(4, 2, 0).ToJson());
        SequenceNetwork table = new SequenceNetwork().Embedding(9, 4, trainable: false).Dense(2);
        Assert.AreEqual(table.ToJson(), table.Freeze(0).ToJson(), "It is so already.");
        Assert.AreEqual(new SequenceNetwork().Embedding(9, 4).Dense(2).ToJson(), table.Unfreeze(0).ToJson());
        SequenceNetwork columns = new SequenceNetwork().EmbedSteps([new(9, 4), new(5, 2) { Trainable = false }], 1);
        CollectionAssert.AreEqual((string[])["0.1.weight"], Frozen(columns));
        CollectionAssert.AreEqual((string[])["0.0.weight", "0.1.weight"], Frozen(columns.Freeze(0)));
        Assert.IsEmpty(Frozen(columns.Freeze(0).Unfreeze(0)));
    }

    /// <summary>Layers of a block may be frozen one by one, while it is built.</summary>
    [TestMethod]
    public void ALayerInsideABlockIsFrozenAlone()
    {
        SequenceNetwork network = new SequenceNetwork(4).Residual(x => x.Dense(3).Dense(4).Freeze(1));
        CollectionAssert.AreEqual((string[])["0.1.weight", "0.1.bias"], Frozen(network));
        Assert.IsEmpty(Frozen(network.Unfreeze(0)));
    }

    [TestMethod]
    public void GivenVectorsStayGiven()
    {
        float[,] vectors = { { 0, 0 }, { 1, 2 } };
        var network = new Network(new SequenceNetwork().Embedding(vectors, trainable: true).Dense(1).Freeze(0));
        network.Initialize(1);
        CollectionAssert.AreEqual((float[])[0, 0, 1, 2], network.Parameters.Span(network.Parameters.Find("0.weight")).ToArray());
    }

    [TestMethod]
    public void JsonKeepsWhatIsFrozen()
    {
        SequenceNetwork frozen = Network.Freeze(0, 2);
        SequenceNetwork again = SequenceNetwork.FromJson(frozen.ToJson());
        CollectionAssert.AreEqual(frozen.Layers, again.Layers);
        CollectionAssert.AreEqual(Frozen(frozen), Frozen(again));
        Assert.AreNotEqual(Network.Layers[2], frozen.Layers[2]);
        StringAssert.EndsWith(
            new SequenceNetwork(1).LayerNorm().Freeze(0).ToJson(), """{"type":"layerNorm","epsilon":1E-05,"frozen":true}]}""");
        Assert.IsFalse(Network.ToJson().Contains("frozen", StringComparison.Ordinal));
        const string block =
            """{"features":1,"layers":[{"type":"residual","layers":[{"type":"layerNorm","epsilon":1E-05}],"frozen":true}]}""";
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => SequenceNetwork.FromJson(block)).Message, "no weights of its own");
    }

    [TestMethod]
    [DataRow("""{"type":"dropout","rate":0.5,"frozen":true}""")]
    [DataRow("""{"type":"joinStatics","count":2,"frozen":true}""")]
    [DataRow("""{"type":"residual","layers":[{"type":"dropout","rate":0.5,"frozen":true}]}""")]
    public void AFileCannotFreezeWhatHasNoWeights(string layer) => StringAssert.Contains(
        Assert.ThrowsExactly<InvalidDataException>(
            () => SequenceNetwork.FromJson($$"""{"features":1,"layers":[{{layer}}]}""")).Message,
        "no weights that could be frozen");

    [TestMethod]
    public void SummarySaysWhatIsFrozen()
    {
        string[] lines = Network.Freeze(0, 2).Summary().Split(Environment.NewLine);
        StringAssert.StartsWith(lines[1], "Embedding(9, 4), frozen ");
        StringAssert.StartsWith(lines[2], "Dropout(0.5) ");
        StringAssert.StartsWith(lines[3], "Residual ");
        StringAssert.StartsWith(lines[4], "  LayerNorm, frozen ");
        StringAssert.StartsWith(lines[5], "  Dropout(0.1) ");
        StringAssert.StartsWith(lines[6], "  GRU(4, returnSequences), frozen ");
        StringAssert.EndsWith(lines[^1], "(156 frozen)");
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(5)]
    public void ThereMustBeSuchALayer(int layer)
    {
        foreach (Action action in (Action[])[() => Network.Freeze(0, layer), () => Network.Unfreeze(layer)])
        {
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(action).Message, "has 5 layers");
        }
    }

    private static string[] Frozen(SequenceNetwork network) =>
        [.. network.Parameters().Where(p => !p.Trainable).Select(p => p.Name)];
}
