using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Transfer;

/// <summary>An initial model whose weights would mean something else is refused, with what to do.</summary>
[TestClass]
public class RefusedTransferTests
{
    private static readonly Lazy<SequenceMulticlassPredictionTransformer> Shared = new(() => Toys.Classifier().Fit(Toys.Classes(20)));

    [TestMethod]
    public void AnotherVocabularyOfTheSameSizeIsRefused()
    {
        Table other = Toys.Classes(20).Without("Features").AddTokens("Features", ["a", "b", "c", "d", "f", "e"], Toys.Sequences(20));
        string message = Refused(other);
        string[] parts = ["'Features'", "another vocabulary", "initial model's own tokenizer", "SequenceVocabulary.FromColumn"];
        foreach (string part in parts)
        {
            StringAssert.Contains(message, part);
        }
    }

    [TestMethod]
    public void AVocabularyOfAnotherSizeIsRefused()
    {
        Table other = Toys.Classes(20).Without("Features").AddTokens("Features", [.. Toys.Words, "g"], Toys.Sequences(20));
        StringAssert.Contains(Refused(other), "another vocabulary");
    }

    [TestMethod]
    public void WordsThatBothCutDifferentlyAreDifferent()
    {
        // One fingerprint for both would be a bad one.
        SequenceMulticlassPredictionTransformer model = Fit(null, Words("ab", "c"));
        Assert.ThrowsExactly<ArgumentException>(() => Fit(model, Words("a", "bc")));
        Fit(model, Words("ab", "c"));

        static Table Words(params string[] words) => new Table().AddKeys("Label", Toys.Tags, 1, 2, 3)
            .AddTokens("Features", words, [1], [2], [2, 1]);
    }

    [TestMethod]
    public void OtherLayersAreRefused()
    {
        Table data = Toys.Classes(20);
        var catalog = new MLContext(1).MulticlassClassification.Trainers;
        SequenceMulticlassTrainer.Options Told() => new() { EmbeddingSize = 6, InitialModel = Shared.Value, Training = Toys.Training() };
        SequenceMulticlassTrainer[] others =
        [
            catalog.Lstm(Toys.Layers with { HiddenSize = 9 }, Told()),
            catalog.Lstm(Toys.Layers with { Layers = 2 }, Told()),
            catalog.Lstm(Toys.Layers with { Bidirectional = true }, Told()),
            catalog.Lstm(Toys.Layers with { Pooling = SequencePooling.Attention }, Told()),
            catalog.Gru(Toys.Layers, Told()),
            catalog.SimpleRnn(Toys.Layers, Told()),
            catalog.RecurrentNetwork(n => n.Lstm(8).Dense(5), Told()),
            catalog.RecurrentNetwork(n => n.MeanPooling(), Told()),
        ];
        foreach (SequenceMulticlassTrainer other in others)
        {
            Exception error = Assert.ThrowsExactly<ArgumentException>(() => other.Fit(data), Array.IndexOf(others, other).ToString());
            foreach (string part in (string[])["same layers", "LSTM(8)", "Embedding(7, 6)"])
            {
                StringAssert.Contains(error.Message, part);
            }
        }
    }

    [TestMethod]
    public void FewerLayersAreOtherLayers()
    {
        Table data = Toys.Classes(20);
        var catalog = new MLContext(1).MulticlassClassification.Trainers;
        SequenceMulticlassPredictionTransformer deep = catalog.Lstm(
            Toys.Layers with { Layers = 2 }, new() { EmbeddingSize = 6, Training = Toys.Training() }).Fit(data);
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => Toys.Classifier(o => o.InitialModel = deep).Fit(data));
        StringAssert.Contains(error.Message, "same layers");
    }

    [TestMethod]
    public void OtherStaticFeaturesAreOtherInputs()
    {
        float[] sides = [.. Enumerable.Range(0, 20).Select(i => (float)i)];
        Table data = Toys.Classes(20).Add("Side", NumberDataViewType.Single, sides);
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => Toys.Classifier(o =>
        {
            (o.InitialModel, o.StaticFeatureColumnName) = (Shared.Value, "Side");
        }).Fit(data));
        StringAssert.Contains(error.Message, "same layers");
    }

    [TestMethod]
    public void OnlyTrainedModelsAreInitialModels()
    {
        ITransformer none = new MLContext(1).Transforms.CopyColumns("A", "Label").Fit(Toys.Classes(1));
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => Toys.Classifier(o => o.InitialModel = none).Fit(Toys.Classes(20)));
        StringAssert.Contains(error.Message, "no trained model of MLNetSequence");
    }

    private static string Refused(Table data) => Assert.ThrowsExactly<ArgumentException>(() => Fit(Shared.Value, data)).Message;

    private static SequenceMulticlassPredictionTransformer Fit(ITransformer? initial, Table data) =>
        Toys.Classifier(o => o.InitialModel = initial).Fit(data);
}
