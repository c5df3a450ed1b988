using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Transfer;

/// <summary>Frozen layers keep the bits of the initial model; all others learn; the model that comes of it is like any other.</summary>
[TestClass]
public class FrozenLayersTests
{
    private static readonly Lazy<SequenceMulticlassPredictionTransformer> Shared = new(() => Toys.Classifier().Fit(Toys.Classes(20)));

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    public void TheFirstLayersStayAndAllOthersChange(int frozen)
    {
        string[] before = Toys.Bits(Shared.Value).Split('\n');
        string[] after = Toys.Bits(Fit(frozen)).Split('\n');
        Assert.AreEqual(before.Length, after.Length);
        for (int i = 0; i < before.Length; i++)
        {
            bool stays = before[i][0] - '0' < frozen;
            Assert.AreEqual(stays, before[i] == after[i], before[i].Split(' ')[0]);
        }
    }

    [TestMethod]
    public void NothingIsFrozenInTheModelNorInItsFile()
    {
        SequenceMulticlassPredictionTransformer model = Fit(2);
        Assert.AreEqual(0, model.Network.FrozenParameterCount);
        Assert.AreEqual(Shared.Value.Network.ToJson(), model.Network.ToJson());
        var loaded = (SequenceMulticlassPredictionTransformer)ModelFile.Reload(model, Toys.Classes(1).Schema);
        Assert.AreEqual(0, loaded.Network.FrozenParameterCount);
        Assert.AreEqual(Toys.Bits(model), Toys.Bits(loaded));
        CollectionAssert.AreEqual(Values.OfAll(model.Transform(Toys.Classes(9))), Values.OfAll(loaded.Transform(Toys.Classes(9))));
    }

    [TestMethod]
    public void ItCanBeTrainedOnAsAWhole()
    {
        SequenceMulticlassPredictionTransformer model = Fit(2);
        string[] before = Toys.Bits(model).Split('\n');
        string[] after = Toys.Bits(Toys.Classifier(o => o.InitialModel = model).Fit(Toys.Classes(20))).Split('\n');
        Assert.IsTrue(before.Zip(after).All(pair => pair.First != pair.Second));
    }

    [TestMethod]
    public void ATableThatIsNotTrainedStaysSo()
    {
        var embeddings = new Dictionary<string, TokenEmbedding> { ["Features"] = new() { Size = 6, Trainable = false } };
        SequenceMulticlassPredictionTransformer first = Toys.Classifier(o => o.Embeddings = embeddings).Fit(Toys.Classes(20));
        SequenceMulticlassPredictionTransformer next = Toys.Classifier(o =>
        {
            (o.Embeddings, o.InitialModel, o.FrozenLayers) = (embeddings, first, 1);
        }).Fit(Toys.Classes(20));
        Assert.AreEqual(first.Network.ToJson(), next.Network.ToJson());
        Assert.AreEqual(42, next.Network.FrozenParameterCount);
        Assert.AreEqual(Toys.Bits(first).Split('\n')[0], Toys.Bits(next).Split('\n')[0]);
    }

    [TestMethod]
    public void TheOutputLayerAloneLearnsOtherClasses()
    {
        uint[][] tokens = Toys.Sequences(20);
        Table two = new Table().AddKeys("Label", ["p", "q"], [.. tokens.Select(t => t[0] % 2 + 1)])
            .AddTokens("Features", Toys.Words, tokens);
        SequenceMulticlassPredictionTransformer model = Toys.Classifier(o => (o.InitialModel, o.FrozenLayers) = (Shared.Value, 2)).Fit(two);
        string[] bits = Toys.Bits(model).Split('\n');
        CollectionAssert.AreEqual(
            Toys.Bits(Shared.Value).Split('\n').Where(line => line[0] < '2').ToArray(), bits.Where(line => line[0] < '2').ToArray());
        Assert.AreEqual(2 * 9, model.Network.ParameterCount - (7 * 6 + 32 * (6 + 8 + Biases(bits))), "The new output layer.");
    }

    [TestMethod]
    public void SomethingMustBeLeftToTrain()
    {
        foreach (int tooMany in (int[])[3, 4, int.MaxValue])
        {
            Exception error = Assert.ThrowsExactly<ArgumentException>(() => Fit(tooMany));
            StringAssert.Contains(error.Message, $"FrozenLayers is {tooMany} of 3 layers");
        }
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Fit(-1));
        Exception alone = Assert.ThrowsExactly<ArgumentException>(() => Toys.Classifier(o => o.FrozenLayers = 1));
        StringAssert.Contains(alone.Message, "InitialModel");
    }

    // Vectors of one number a gate and unit in the LSTM layer.
    private static int Biases(string[] bits) => bits.Count(line => line[0] == '1' && line.Split(' ').Length == 33);

    private static SequenceMulticlassPredictionTransformer Fit(int frozen) => Toys.Classifier(o =>
    {
        (o.InitialModel, o.FrozenLayers) = (Shared.Value, frozen);
    }).Fit(Toys.Classes(20));
}
