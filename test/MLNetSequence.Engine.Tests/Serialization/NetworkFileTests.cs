using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Serialization;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Serialization;

/// <summary>A trained network as a blob: back to the same bits, and refused where blob and description do not agree.</summary>
[TestClass]
public sealed class NetworkFileTests
{
    private static readonly Dictionary<string, string> NoMore = [];

    [TestMethod]
    [DynamicData(nameof(TestNetworks.Names), typeof(TestNetworks))]
    public void RoundTripKeepsEveryBit(string name)
    {
        Network network = Sample.Network(TestNetworks.Get(name), seed: 1);
        var more = new Dictionary<string, string> { ["trainer"] = "{\"seed\":5}" };
        byte[] blob = NetworkFile.Write(network, more);
        (Network again, IReadOnlyDictionary<string, string> metadata) = NetworkFile.Read(blob);

        Assert.AreEqual("{\"seed\":5}", metadata["trainer"]);
        Assert.AreEqual("1", metadata["format_version"]);
        Assert.AreEqual(network.Description.ToJson(), again.Description.ToJson());
        Near.SameBits(network.Parameters.Values.Span, again.Parameters.Values.Span, "parameters");
        CollectionAssert.AreEqual(blob, NetworkFile.Write(again, more));

        TokenSequences data = Sample.Sequences(new SeededRandom(2), TestNetworks.Vocabulary, count: 40, longest: 8);
        Near.SameBits(Scores(network, data), Scores(again, data), "scores");
    }

    [TestMethod]
    public void WriterCannotBeTalkedIntoAnotherDescription()
    {
        Network network = Sample.Network(TestNetworks.Get("one layer"), seed: 1);
        byte[] blob = NetworkFile.Write(network, new Dictionary<string, string> { ["network"] = "[]", ["format_version"] = "9" });
        Assert.AreEqual(network.Description.ToJson(), NetworkFile.Read(blob).Network.Description.ToJson());
    }

    [TestMethod]
    [DataRow("2")]
    [DataRow("0")]
    [DataRow("")]
    [DataRow("1.0")]
    [DataRow(null)]
    public void AnotherFormatVersionIsRefused(string? version)
    {
        InvalidDataException error = Refused(metadata =>
        {
            metadata.Remove("format_version");
            if (version is not null)
            {
                metadata["format_version"] = version;
            }
        });
        StringAssert.Contains(error.Message, $"format version '{version}'; this library reads version 1");
    }

    [TestMethod]
    public void MissingDescriptionIsRefused()
    {
        InvalidDataException error = Refused(metadata => metadata.Remove("network"));
        StringAssert.Contains(error.Message, "no description of the network");
    }

    [TestMethod]
    public void DescriptionThatTheDataDoNotFillIsRefused()
    {
        SequenceNetwork embedding = new SequenceNetwork().Embedding(9, 4);
        SequenceNetwork[] others =
        [
            embedding.Lstm(6).Dense(3), embedding.Lstm(4).Dense(3), new(), embedding, embedding.Lstm(5, returnSequences: true),
        ];
        foreach (SequenceNetwork other in others)
        {
            InvalidDataException error = Refused(metadata => metadata["network"] = other.ToJson());
            string why = other.Output.Kind != ShapeKind.Tokens ? $"has {other.ParameterCount} parameters" : "has no layers";
            StringAssert.Contains(error.Message, why);
        }
    }

    /// <summary>A few bytes of description must not reserve gigabytes: sizes are held against the data there are.</summary>
    [TestMethod]
    [DataRow(500_000_000, 5, 5)]
    [DataRow(9, 20_000, 5)]
    [DataRow(9, 5, 20_000)]
    [DataRow(9, 1 << 30, 5)]
    [DataRow(9, 1 << 30, 1 << 30)]
    public void HugeDescriptionIsRefusedBeforeItIsAllocated(int vocabulary, int firstHidden, int secondHidden)
    {
        // Written as text: the builder refuses some of these by itself.
        string description =
            $$"""
            {"features":null,"layers":[
             {"type":"embedding","vocabulary":{{vocabulary}},"size":4},
             {"type":"lstm","hiddenSize":{{firstHidden}},"options":{"returnSequences":true} },
             {"type":"lstm","hiddenSize":{{secondHidden}},"options":{} }]}
            """;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused(metadata => metadata["network"] = description);
        Assert.IsLessThan(1_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void MissingTensorIsNamed()
    {
        InvalidDataException error = Refused(tensors => tensors[1] = tensors[1] with { Name = "1.weight_ih_l1" });
        StringAssert.Contains(error.Message, "'1.weight_ih_l0' of shape [20, 4] is missing or has another shape");
    }

    [TestMethod]
    public void TensorOfAnotherShapeIsNamed()
    {
        InvalidDataException error = Refused(tensors => tensors[1] = tensors[1] with { Shape = [4, 20] });
        StringAssert.Contains(error.Message, "'1.weight_ih_l0' of shape [20, 4] is missing or has another shape");
        Refused(tensors => tensors[1] = tensors[1] with { Shape = [80] });
        Refused(tensors => tensors[1] = tensors[1] with { Shape = [20, 4, 1] });
    }

    [TestMethod]
    public void TensorTooManyIsRefused() => Refused(tensors => tensors.Add(new("more", [1], (float[])[1])));

    [TestMethod]
    public void TensorTooFewIsRefused() => Refused(tensors => tensors.RemoveAt(0));

    private static InvalidDataException Refused(Action<Dictionary<string, string>> change) => Refused(change, _ => { });

    private static InvalidDataException Refused(Action<List<NamedTensor>> change) => Refused(_ => { }, change);

    private static InvalidDataException Refused(
        Action<Dictionary<string, string>> changeMetadata, Action<List<NamedTensor>> changeTensors)
    {
        Network network = Sample.Network(TestNetworks.Get("one layer"), seed: 1);
        (Dictionary<string, string> metadata, List<NamedTensor> tensors) = Safetensors.Read(NetworkFile.Write(network, NoMore));
        changeMetadata(metadata);
        changeTensors(tensors);
        byte[] blob = Safetensors.Write(metadata, tensors);
        return Assert.ThrowsExactly<InvalidDataException>(() => NetworkFile.Read(blob));
    }

    private static float[] Scores(Network network, TokenSequences data) =>
        Scoring.Run(network, data, Sample.Rows(data.Count), threads: 1);
}
