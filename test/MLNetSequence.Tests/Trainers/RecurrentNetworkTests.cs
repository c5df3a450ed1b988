using Microsoft.ML;
using MLNetSequence.Tests.Support;
using static MLNetSequence.Tests.Support.TableColumns;

namespace MLNetSequence.Tests.Trainers;

/// <summary>Networks of the user's own, between inputs and output or whole; and those of the three cells.</summary>
[TestClass]
public class RecurrentNetworkTests
{
    private static MLContext Context => new(1);

    [TestMethod]
    public void LayersOfAFunctionStandBetweenInputsAndOutput()
    {
        SequenceMulticlassPredictionTransformer model = Context.MulticlassClassification.Trainers.RecurrentNetwork(
            x => x.Conv1D(5, kernelSize: 3)
                .Residual(r => r.Dense(5, Activation.Tanh))
                .Gru(4, bidirectional: true, returnSequences: true)
                .AttentionPooling(6),
            Small.Set<SequenceMulticlassTrainer.Options>()).Fit(Quick.Tokens());
        CollectionAssert.AreEqual(
            new[]
            {
                "Embedding(10, 3)", "Conv1D(5, 3)", "Residual", "  Dense(5, Tanh)", "GRU(4, bidirectional, returnSequences)",
                "AttentionPooling(6)", "Dense(3)",
            },
            Small.LayersOf(model), model.Network.Summary());
        Assert.IsNull(model.Layers, "They are no RecurrentLayers.");
        IsTheSameLoaded(model, Quick.Tokens());
    }

    [TestMethod]
    public void AFunctionOfSeriesReadsTheirNumbers()
    {
        SequenceBinaryPredictionTransformer model = Context.BinaryClassification.Trainers.RecurrentNetwork(
            x => x.SimpleRnn(4), Small.Set<SequenceBinaryTrainer.Options>()).Fit(Series());
        CollectionAssert.AreEqual(new[] { "SimpleRNN(4)", "Dense(1)" }, Small.LayersOf(model), model.Network.Summary());
        IsTheSameLoaded(model, Series());
    }

    [TestMethod]
    public void AWholeNetworkIsTakenAsItIs()
    {
        var network = new SequenceNetwork(2).Lstm(4, returnSequences: true).MeanPooling().Dense(1);
        SequenceRegressionPredictionTransformer model = Context.Regression.Trainers.RecurrentNetwork(
            network,
            Small.Set<SequenceRegressionTrainer.Options>(o => (o.EmbeddingSize, o.LabelColumnName) = (null, "Number"))).Fit(Series());
        Assert.AreEqual(network.Summary(), model.Network.Summary());
        Assert.IsNull(model.Layers);
        IsTheSameLoaded(model, Series());
    }

    [TestMethod]
    public void AWholeNetworkMayHaveAVocabularyThatIsLarger()
    {
        SequenceMulticlassPredictionTransformer model = Context.MulticlassClassification.Trainers
            .RecurrentNetwork(new SequenceNetwork().Embedding(50, 3).Gru(4).Dense(3), Small.Set<SequenceMulticlassTrainer.Options>(Plain))
            .Fit(Quick.Tokens(words: 9));
        Assert.AreEqual("Embedding(50, 3)", Small.LayersOf(model)[0]);
        IsTheSameLoaded(model, Quick.Tokens());
    }

    /// <summary>A softmax at the end is what the scores are made by anyway.</summary>
    [TestMethod]
    public void ANetworkMayEndInTheActivationOfItsTask()
    {
        string[] Scores(SequenceNetwork network) => Values.Of(
            Context.MulticlassClassification.Trainers.RecurrentNetwork(network, Small.Set<SequenceMulticlassTrainer.Options>(Plain))
                .Fit(Quick.Tokens()).Transform(Quick.Tokens()), "Score");
        SequenceNetwork body = new SequenceNetwork().Embedding(10, 3).Gru(4);
        CollectionAssert.AreEqual(Scores(body.Dense(3)), Scores(body.Dense(3, Activation.Softmax)));
    }

    [TestMethod]
    public void EachCellMakesItsLayer()
    {
        RecurrentLayers layers = new() { HiddenSize = 4, Layers = 2, Dropout = 0.25, Pooling = SequencePooling.Maximum };
        var classes = Context.MulticlassClassification.Trainers;
        IsMadeOf("SimpleRNN", classes.SimpleRnn(layers, Small.Set<SequenceMulticlassTrainer.Options>()).Fit(Quick.Tokens()));
        IsMadeOf("LSTM", classes.Lstm(layers, Small.Set<SequenceMulticlassTrainer.Options>()).Fit(Quick.Tokens()));
        IsMadeOf("GRU", classes.Gru(layers, Small.Set<SequenceMulticlassTrainer.Options>()).Fit(Quick.Tokens()));
        var flags = Context.BinaryClassification.Trainers;
        IsCell("SimpleRNN(3)", flags.SimpleRnn(hiddenSize: 3, epochs: 1).Fit(Series()));
        IsCell("LSTM(3)", flags.Lstm(hiddenSize: 3, epochs: 1).Fit(Series()));
        IsCell("GRU(3, bidirectional)", flags.Gru(hiddenSize: 3, bidirectional: true, epochs: 1).Fit(Series()));
        var numbers = Context.Regression.Trainers;
        IsCell("SimpleRNN(3)", numbers.SimpleRnn("Number", hiddenSize: 3, epochs: 1).Fit(Series()));
        IsCell("LSTM(3)", numbers.Lstm("Number", hiddenSize: 3, epochs: 1).Fit(Series()));
        IsCell("GRU(3)", numbers.Gru("Number", hiddenSize: 3, epochs: 1).Fit(Series()));
    }

    [TestMethod]
    [DataRow(SequencePooling.LastStep, "LSTM(4)")]
    [DataRow(SequencePooling.Mean, "MeanPooling")]
    [DataRow(SequencePooling.Maximum, "MaxPooling")]
    [DataRow(SequencePooling.Attention, "AttentionPooling(4)")]
    public void EachPoolingMakesItsLayer(SequencePooling pooling, string layer)
    {
        SequenceBinaryPredictionTransformer model = Small.Binary(layers: Small.Layers with { Pooling = pooling }).Fit(Series());
        Assert.AreEqual(layer, Small.LayersOf(model)[^2]);
        Assert.AreEqual(pooling, ((SequencePredictionTransformer)ModelFile.Reload(model, Series().Schema)).Layers!.Pooling);
    }

    [TestMethod]
    public void StaticNumbersAreJoinedBeforeTheOutput()
    {
        SequenceBinaryPredictionTransformer model = Small.Binary(o => o.StaticFeatureColumnName = "Statics").Fit(Series());
        CollectionAssert.AreEqual(new[] { "LSTM(4)", "JoinStatics(3)", "Dense(1)" }, Small.LayersOf(model), model.Network.Summary());
    }

    [TestMethod]
    public void AFunctionMayJoinThemWhereItWill()
    {
        SequenceBinaryTrainer.Options options = Small.Set<SequenceBinaryTrainer.Options>(o => o.StaticFeatureColumnName = "Statics");
        SequenceBinaryPredictionTransformer model = Context.BinaryClassification.Trainers
            .RecurrentNetwork(x => x.JoinStatics(3).Gru(4).Dense(5, Activation.Relu), options).Fit(Series());
        CollectionAssert.AreEqual(
            new[] { "JoinStatics(3)", "GRU(4)", "Dense(5, Relu)", "Dense(1)" }, Small.LayersOf(model), model.Network.Summary());
        IsTheSameLoaded(model, Series());
    }

    /// <summary>The sequences say nothing; the label is in the static number.</summary>
    [TestMethod]
    public void StaticNumbersAreLearnedFrom()
    {
        const int rows = 40;
        Table data = new Table().AddFlags("Label", Each(rows, i => i % 2 == 0))
            .AddSeries("Features", 0, Each(rows, _ => new[] { 1f }))
            .AddNumbers("Statics", Each(rows, i => i % 2 == 0 ? 1f : -1f));
        SequenceBinaryPredictionTransformer model =
            Small.Binary(o => (o.StaticFeatureColumnName, o.Training) = ("Statics", Small.Learning())).Fit(data);
        CollectionAssert.AreEqual(Values.Of(data, "Label"), Values.Of(model.Transform(data), "PredictedLabel"));
    }

    internal static void Plain(SequenceTrainerOptions options) => options.EmbeddingSize = null;

    internal static Table Series() => new Table()
        .AddFlags("Label", Each(12, i => i % 3 == 0))
        .AddNumbers("Number", Each(12, i => i * 2f))
        .AddSeries("Features", 2, Each(12, i => Each(2 * (i % 4), t => (i + t) * 0.1f)))
        .AddKnown("Statics", [3], Each(12, i => new float[] { i, 1, -i }));

    private static void IsMadeOf(string cell, SequencePredictionTransformer model)
    {
        CollectionAssert.AreEqual(
            new[]
            {
                "Embedding(10, 3)", "Dropout(0.25)", $"{cell}(4, returnSequences)", "Dropout(0.25)", $"{cell}(4, returnSequences)",
                "Dropout(0.25)", "MaxPooling", "Dense(3)",
            },
            Small.LayersOf(model), model.Network.Summary());
        Assert.AreEqual(2, model.Layers!.Layers);
    }

    private static void IsCell(string layer, SequencePredictionTransformer model) =>
        CollectionAssert.Contains(Small.LayersOf(model), layer);

    private static void IsTheSameLoaded(SequencePredictionTransformer model, Table data)
    {
        var loaded = (SequencePredictionTransformer)ModelFile.Reload(model, data.Schema);
        Assert.AreEqual(model.Network.Summary(), loaded.Network.Summary());
        Assert.IsNull(loaded.Layers);
        CollectionAssert.AreEqual(Values.OfAll(model.Transform(data)), Values.OfAll(loaded.Transform(data)));
    }
}
