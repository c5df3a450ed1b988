using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>The description as it stands in a model file, which may come from anywhere.</summary>
[TestClass]
public sealed class SequenceNetworkJsonTests
{
    private const string Embedding = """{"type":"embedding","vocabulary":9,"size":4}""";

    /// <summary>Files outlive versions: the text itself is the contract.</summary>
    [TestMethod]
    public void TextIsAsDocumented()
    {
        SequenceNetwork network = new SequenceNetwork().Embedding(9, 4).Dropout(0.25).Lstm(3, bidirectional: true).Dense(2);
        const string dropout = """{"type":"dropout","rate":0.25}""";
        const string lstm = """{"type":"lstm","hiddenSize":3,"bidirectional":true,"returnSequences":false}""";
        const string dense = """{"type":"dense","units":2}""";
        Assert.AreEqual($"[{Embedding},{dropout},{lstm},{dense}]", network.ToJson());
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
    public void EmptyNetworkIsAnEmptyArray()
    {
        Assert.AreEqual("[]", new SequenceNetwork().ToJson());
        Assert.IsEmpty(SequenceNetwork.FromJson("[]").Layers);
    }

    [TestMethod]
    [DataRow("", DisplayName = "nothing")]
    [DataRow("null", DisplayName = "null")]
    [DataRow("{}", DisplayName = "an object")]
    [DataRow("3", DisplayName = "a number")]
    [DataRow("\"embedding\"", DisplayName = "a string")]
    [DataRow("[", DisplayName = "cut off")]
    [DataRow("[]]", DisplayName = "one bracket too many")]
    [DataRow("[null]", DisplayName = "a null layer")]
    [DataRow("[3]", DisplayName = "a number as a layer")]
    [DataRow("[[]]", DisplayName = "an array as a layer")]
    [DataRow("[{}]", DisplayName = "no type")]
    [DataRow("[{\"vocabulary\":9,\"size\":4}]", DisplayName = "no type, but members")]
    [DataRow("[{\"type\":null}]", DisplayName = "null type")]
    [DataRow("[{\"type\":7}]", DisplayName = "a number as a type")]
    [DataRow("[{\"type\":\"Embedding\",\"vocabulary\":9,\"size\":4}]", DisplayName = "type in another case")]
    [DataRow("[{\"type\":\"System.Object\"}]", DisplayName = "a type of .NET")]
    [DataRow("[{\"$type\":\"embedding\",\"vocabulary\":9,\"size\":4}]", DisplayName = "another discriminator")]
    [DataRow("[{\"type\":\"embedding\",\"vocabulary\":9}]", DisplayName = "a member missing")]
    [DataRow("[{\"type\":\"embedding\",\"vocabulary\":9,\"size\":4,\"more\":1}]", DisplayName = "an unknown member")]
    [DataRow("[{\"type\":\"embedding\",\"vocabulary\":null,\"size\":4}]", DisplayName = "a null member")]
    [DataRow("[{\"type\":\"embedding\",\"vocabulary\":\"9\",\"size\":4}]", DisplayName = "a string for a number")]
    [DataRow("[{\"type\":\"embedding\",\"vocabulary\":9.5,\"size\":4}]", DisplayName = "a fraction for a whole number")]
    [DataRow("[{\"type\":\"embedding\",\"vocabulary\":99999999999,\"size\":4}]", DisplayName = "a number past 32 bits")]
    [DataRow("[{\"type\":\"embedding\",\"vocabulary\":2147483647,\"size\":2147483647}]", DisplayName = "too many parameters")]
    [DataRow("[{\"type\":\"embedding\",\"vocabulary\":0,\"size\":4}]", DisplayName = "a size of 0")]
    [DataRow("[{\"type\":\"embedding\",\"vocabulary\":9,\"size\":-4}]", DisplayName = "a negative size")]
    [DataRow("[{\"type\":\"dense\",\"units\":2}]", DisplayName = "a layer that cannot be the first")]
    public void WhatIsNoDescriptionIsRefused(string json)
    {
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => SequenceNetwork.FromJson(json));
        StringAssert.StartsWith(error.Message, "This is no description of a network: ");
    }

    [TestMethod]
    [DataRow("{\"type\":\"dropout\",\"rate\":1}")]
    [DataRow("{\"type\":\"dropout\",\"rate\":-0.1}")]
    [DataRow("{\"type\":\"dropout\",\"rate\":1e999}")]
    [DataRow("{\"type\":\"dropout\",\"rate\":\"NaN\"}")]
    [DataRow("{\"type\":\"dropout\",\"rate\":NaN}")]
    [DataRow("{\"type\":\"dropout\"}")]
    [DataRow("{\"type\":\"lstm\",\"hiddenSize\":3}")]
    [DataRow("{\"type\":\"lstm\",\"hiddenSize\":3,\"bidirectional\":1,\"returnSequences\":false}")]
    [DataRow("{\"type\":\"lstm\",\"hiddenSize\":2147483647,\"bidirectional\":true,\"returnSequences\":false}")]
    [DataRow("{\"type\":\"lstm\",\"hiddenSize\":536870912,\"bidirectional\":true,\"returnSequences\":true}")]
    [DataRow("{\"type\":\"dense\",\"units\":2}")]
    [DataRow("{\"type\":\"embedding\",\"vocabulary\":9,\"size\":4}")]
    public void LaterLayersAreCheckedAsTheBuilderChecksThem(string layer) =>
        Assert.ThrowsExactly<InvalidDataException>(() => SequenceNetwork.FromJson($"[{Embedding},{layer}]"));

    [TestMethod]
    public void DeepNestingIsRefused()
    {
        foreach (string open in (string[])["[", "[{\"type\":", "[{\"type\":\"dense\",\"units\":", "{\"a\":"])
        {
            string json = string.Concat(Enumerable.Repeat(open, 20_000));
            Assert.ThrowsExactly<InvalidDataException>(() => SequenceNetwork.FromJson(json), open);
        }
    }

    /// <summary>A layer is few bytes, and each one added copies those before: a few megabytes would take minutes.</summary>
    [TestMethod]
    public void TooManyLayersAreRefused()
    {
        string Layers(int dropouts) =>
            $"[{Embedding}{string.Concat(Enumerable.Repeat(",{\"type\":\"dropout\",\"rate\":0}", dropouts))}]";
        Assert.HasCount(1000, SequenceNetwork.FromJson(Layers(999)).Layers);
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => SequenceNetwork.FromJson(Layers(200_000)));
        StringAssert.Contains(error.Message, "A network has at most");
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
