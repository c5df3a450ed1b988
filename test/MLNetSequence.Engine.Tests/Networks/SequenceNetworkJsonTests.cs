using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>The description as it stands in a model file, which may come from anywhere.</summary>
[TestClass]
public sealed class SequenceNetworkJsonTests
{
    private const string Embedding = """{"type":"embedding","vocabulary":9,"size":4,"trainable":true}""";

    /// <summary>Files outlive versions: the text itself is the contract.</summary>
    [TestMethod]
    public void TextIsAsDocumented()
    {
        SequenceNetwork network = new SequenceNetwork().Embedding(9, 4).Dropout(0.25).Lstm(3, bidirectional: true).Dense(2);
        const string dropout = """{"type":"dropout","rate":0.25}""";
        const string glorot = """{"type":"glorotUniform"}""";
        const string zeros = """{"type":"constant","value":0}""";
        const string lstm =
            $$"""
            {"type":"lstm","options":{"recurrentActivation":"sigmoid","unitForgetBias":true,"peepholes":false,"projectionSize":0,
            "activation":"tanh","useBias":true,"kernelInitializer":{{glorot}},"recurrentInitializer":{"type":"orthogonal"},
            "biasInitializer":{{zeros}},"dropout":0,"recurrentDropout":0,"returnSequences":false,"returnState":false,
            "goBackwards":false,"stateful":false,"learnInitialState":false,"bidirectional":true,"merge":"concat"},
            "hiddenSize":3}
            """;
        const string dense =
            $$"""
            {"type":"dense","units":2,"options":{"activation":"linear","useBias":true,"kernelInitializer":{{glorot}},
            "biasInitializer":{{zeros}} } }
            """;
        string expected = $$"""{"features":null,"layers":[{{Embedding}},{{dropout}},{{lstm}},{{dense}}]}""";
        Assert.AreEqual(expected.ReplaceLineEndings("").Replace(" ", ""), network.ToJson());
    }

    /// <summary>A file of a version that knew fewer options must still be read, and mean what it meant.</summary>
    [TestMethod]
    public void OptionsThatAreLeftOutHaveTheirDefaults()
    {
        const string shortest =
            """
            {"features":null,"layers":[{"type":"embedding","vocabulary":9,"size":4},{"type":"lstm","hiddenSize":3,"options":{}},
            {"type":"dense","units":2,"options":{}}]}
            """;
        SequenceNetwork plain = new SequenceNetwork().Embedding(9, 4).Lstm(3).Dense(2);
        Assert.AreEqual(plain.ToJson(), SequenceNetwork.FromJson(shortest).ToJson());
    }

    [TestMethod]
    [DynamicData(nameof(TestNetworks.Names), typeof(TestNetworks))]
    public void RoundTrip(string name)
    {
        SequenceNetwork network = TestNetworks.Get(name);
        SequenceNetwork again = SequenceNetwork.FromJson(network.ToJson());
        CollectionAssert.AreEqual(network.Layers, again.Layers);
        Assert.AreEqual(network.Output, again.Output);
        Assert.AreEqual(network.ToJson(), again.ToJson());
    }

    [TestMethod]
    public void NetworkWithoutLayers()
    {
        const string tokens = """{"features":null,"layers":[]}""", numbers = """{"features":3,"layers":[]}""";
        Assert.AreEqual(tokens, new SequenceNetwork().ToJson());
        Assert.AreEqual(numbers, new SequenceNetwork(3).ToJson());
        Assert.AreEqual(new SequenceNetwork().Output, SequenceNetwork.FromJson(tokens).Output);
        Assert.AreEqual(new SequenceNetwork(3).Output, SequenceNetwork.FromJson(numbers).Output);
    }

    [TestMethod]
    [DataRow("", DisplayName = "nothing")]
    [DataRow("null", DisplayName = "null")]
    [DataRow("{}", DisplayName = "an empty object")]
    [DataRow("[]", DisplayName = "an array")]
    [DataRow("3", DisplayName = "a number")]
    [DataRow("\"embedding\"", DisplayName = "a string")]
    [DataRow("{", DisplayName = "cut off")]
    [DataRow("{\"features\":null}", DisplayName = "no layers")]
    [DataRow("{\"layers\":[]}", DisplayName = "no features")]
    [DataRow("{\"features\":null,\"layers\":null}", DisplayName = "null layers")]
    [DataRow("{\"features\":null,\"layers\":{}}", DisplayName = "an object as layers")]
    [DataRow("{\"features\":0,\"layers\":[]}", DisplayName = "no feature")]
    [DataRow("{\"features\":-1,\"layers\":[]}", DisplayName = "fewer than no features")]
    [DataRow("{\"features\":\"3\",\"layers\":[]}", DisplayName = "a string as features")]
    [DataRow("{\"features\":null,\"layers\":[],\"more\":1}", DisplayName = "an unknown member")]
    [DataRow("{\"features\":null,\"features\":3,\"layers\":[]}", DisplayName = "a member twice")]
    [DataRow("{\"features\":null,\"layers\":[]}}", DisplayName = "one bracket too many")]
    public void WhatIsNoDescriptionIsRefused(string json) => Refused(json);

    [TestMethod]
    [DataRow("null", DisplayName = "null")]
    [DataRow("3", DisplayName = "a number")]
    [DataRow("[]", DisplayName = "an array")]
    [DataRow("{}", DisplayName = "no type")]
    [DataRow("{\"vocabulary\":9,\"size\":4}", DisplayName = "no type, but members")]
    [DataRow("{\"type\":null}", DisplayName = "null type")]
    [DataRow("{\"type\":7}", DisplayName = "a number as a type")]
    [DataRow("{\"type\":\"Embedding\",\"vocabulary\":9,\"size\":4}", DisplayName = "type in another case")]
    [DataRow("{\"type\":\"System.Object\"}", DisplayName = "a type of .NET")]
    [DataRow("{\"$type\":\"embedding\",\"vocabulary\":9,\"size\":4}", DisplayName = "another discriminator")]
    [DataRow("{\"type\":\"embedding\",\"vocabulary\":9}", DisplayName = "a member missing")]
    [DataRow("{\"type\":\"embedding\",\"vocabulary\":9,\"size\":4,\"more\":1}", DisplayName = "an unknown member")]
    [DataRow("{\"type\":\"embedding\",\"vocabulary\":9,\"size\":4,\"vectors\":[1]}", DisplayName = "vectors")]
    [DataRow("{\"type\":\"embedding\",\"vocabulary\":null,\"size\":4}", DisplayName = "a null member")]
    [DataRow("{\"type\":\"embedding\",\"vocabulary\":\"9\",\"size\":4}", DisplayName = "a string for a number")]
    [DataRow("{\"type\":\"embedding\",\"vocabulary\":9.5,\"size\":4}", DisplayName = "a fraction for a whole number")]
    [DataRow("{\"type\":\"embedding\",\"vocabulary\":99999999999,\"size\":4}", DisplayName = "a number past 32 bits")]
    [DataRow("{\"type\":\"embedding\",\"vocabulary\":2147483647,\"size\":2147483647}", DisplayName = "too many parameters")]
    [DataRow("{\"type\":\"embedding\",\"vocabulary\":0,\"size\":4}", DisplayName = "a size of 0")]
    [DataRow("{\"type\":\"embedding\",\"vocabulary\":9,\"size\":-4}", DisplayName = "a negative size")]
    [DataRow("{\"type\":\"dense\",\"units\":2,\"options\":{}}", DisplayName = "a layer that cannot be the first")]
    public void WhatIsNoFirstLayerIsRefused(string layer) => Refused($$"""{"features":null,"layers":[{{layer}}]}""");

    [TestMethod]
    [DataRow("""{"type":"dropout","rate":1}""")]
    [DataRow("""{"type":"dropout","rate":-0.1}""")]
    [DataRow("""{"type":"dropout","rate":1e999}""")]
    [DataRow("""{"type":"dropout","rate":"NaN"}""")]
    [DataRow("""{"type":"dropout","rate":NaN}""")]
    [DataRow("""{"type":"dropout"}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":null}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"bidirectional":1}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"resetAfter":true}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"activation":1}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"activation":"1"}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"activation":"cubic"}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"activation":"tanh, sigmoid"}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"activation":"Tanh"}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"activation":"\ud800"}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"activation":null}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"activation":"softmax"}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"kernelInitializer":null}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"kernelInitializer":{}}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"kernelInitializer":{"type":"given","values":[1]}}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"kernelInitializer":{"type":"constant"}}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"kernelInitializer":{"type":"constant","value":1e999}}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"kernelInitializer":{"type":"constant","value":1e39}}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"kernelInitializer":{"type":"uniform","limit":0}}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"kernelInitializer":{"type":"normal","deviation":-1}}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"kernelRegularizer":{"l1":-1}}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"kernelRegularizer":{"l2":1e999}}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"kernelConstraint":{"type":"maxNorm","maximum":0}}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":3,"options":{"kernelConstraint":{"type":"maxNorm"}}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":2147483647,"options":{"bidirectional":true}}""")]
    [DataRow("""{"type":"lstm","hiddenSize":536870912,"options":{"bidirectional":true,"returnSequences":true}}""")]
    [DataRow("""{"type":"residual"}""")]
    [DataRow("""{"type":"residual","layers":null}""")]
    [DataRow("""{"type":"residual","layers":[]}""")]
    [DataRow("""{"type":"residual","layers":[null]}""")]
    [DataRow("""{"type":"residual","layers":[{"type":"dense","units":5,"options":{}}]}""")]
    [DataRow("""{"type":"embedding","vocabulary":9,"size":4}""")]
    public void LaterLayersAreCheckedAsTheBuilderChecksThem(string layer) =>
        Refused($$"""{"features":null,"layers":[{{Embedding}},{{layer}}]}""");

    [TestMethod]
    public void DeepNestingIsRefused()
    {
        string[] openings =
        [
            "[", "{\"features\":null,\"layers\":[{\"type\":", "{\"a\":", "{\"features\":4,\"layers\":",
            "{\"features\":4,\"layers\":[{\"type\":\"residual\",\"layers\":",
        ];
        foreach (string open in openings)
        {
            Refused(string.Concat(Enumerable.Repeat(open, 20_000)));
        }
        Refused("{\"features\":4,\"layers\":" + string.Concat(Enumerable.Repeat("[{\"type\":\"residual\",\"layers\":", 20_000)));
    }

    /// <summary>A layer is few bytes, and each one added copies those before: a few megabytes would take minutes.</summary>
    [TestMethod]
    public void TooManyLayersAreRefused()
    {
        const string dropout = """{"type":"dropout","rate":0}""";
        string Layers(int dropouts) => string.Join(',', Enumerable.Repeat(dropout, dropouts));
        string Network(string layers) => $$"""{"features":4,"layers":[{{layers}}]}""";
        string Block(string layers) => $$"""{"type":"residual","layers":[{{layers}}]}""";
        Assert.HasCount(1000, SequenceNetwork.FromJson(Network(Layers(1000))).Layers);
        Assert.HasCount(1, SequenceNetwork.FromJson(Network(Block(Layers(999)))).Layers);
        foreach (string layers in (string[])[Layers(1001), Layers(200_000), Block(Layers(1000)), Block(Layers(200_000))])
        {
            StringAssert.Contains(Refused(Network(layers)).Message, "A network has at most");
        }
    }

    [TestMethod]
    public void NullIsAnArgumentError() =>
        Assert.ThrowsExactly<ArgumentNullException>(() => SequenceNetwork.FromJson(null!));

    /// <summary>Any text cut out of, or changed in, a good one: a network, or the one documented exception.</summary>
    [TestMethod]
    public void DamagedTextIsReadOrRefused()
    {
        string json = TestNetworks.Get("two bidirectional layers").ToJson();
        for (int i = 0; i < json.Length; i++)
        {
            ReadOrRefuse(json[..i]);
            foreach (char c in "\0 \"{}[],:-09.eEtfn\\\uD800")
            {
                ReadOrRefuse(json[..i] + c + json[(i + 1)..]);
                ReadOrRefuse(json[..i] + c + json[i..]);
            }
        }
    }

    private static InvalidDataException Refused(string json)
    {
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => SequenceNetwork.FromJson(json));
        StringAssert.StartsWith(error.Message, "This is no description of a network: ");
        return error;
    }

    private static void ReadOrRefuse(string json)
    {
        try
        {
            SequenceNetwork.FromJson(json);
        }
        catch (InvalidDataException)
        {
            // What the method promises.
        }
    }
}
