using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Docs;

/// <summary>The examples in the comments of the trainers' catalogs, as they stand there: they compile, and their options are allowed.</summary>
[TestClass]
public class TrainerExamplesTests
{
    private readonly MLContext mlContext = new(seed: 1);

    [TestMethod]
    public void LayersAndOptions()
    {
        Assert.IsNotNull(mlContext.BinaryClassification.Trainers.Lstm(
            new() { HiddenSize = 64, Layers = 2, Bidirectional = true, Dropout = 0.4 },
            new()
            {
                Training = new() { Epochs = 20, BatchSize = 64, ValidationFraction = 0.1, EarlyStopping = new() { Patience = 3 } },
                Progress = new DirectProgress<TrainingProgress>(_ => { }),
            }));
        Assert.IsNotNull(mlContext.MulticlassClassification.Trainers.Gru(
            new() { HiddenSize = 64, Layers = 2, Bidirectional = true, Dropout = 0.4 }, new() { Training = new() { Epochs = 20 } }));
        Assert.IsNotNull(mlContext.Regression.Trainers.SimpleRnn(new() { HiddenSize = 64 }, new()));
        Assert.IsNotNull(mlContext.MulticlassClassification.Trainers.SequenceTagger(
            RecurrentCell.Gru,
            new() { HiddenSize = 64, Bidirectional = true, Dropout = 0.4 },
            new() { ConditionalRandomField = true, Training = new() { Epochs = 20 } }));
    }

    [TestMethod]
    public void Networks()
    {
        Assert.IsNotNull(mlContext.MulticlassClassification.Trainers.RecurrentNetwork(
            x => x.Conv1D(64, kernelSize: 5).Gru(64, bidirectional: true, returnSequences: true).AttentionPooling(64),
            new() { Training = new() { Epochs = 10 } }));
        Assert.IsNotNull(mlContext.MulticlassClassification.Trainers.RecurrentNetwork(
            new SequenceNetwork(features: 12).Lstm(64, returnSequences: true).MeanPooling().Dense(9)));
        Assert.IsNotNull(mlContext.Regression.Trainers.RecurrentNetwork(
            new SequenceNetwork(features: 12).Lstm(64, returnSequences: true).MeanPooling().Dense(1)));
        Assert.IsNotNull(mlContext.MulticlassClassification.Trainers.SequenceTagger(
            x => x.Conv1D(32, 3, new() { Padding = ConvPadding.Same }).Lstm(64, bidirectional: true, returnSequences: true),
            new() { Training = new() { Epochs = 20 } }));
        Assert.IsNotNull(mlContext.MulticlassClassification.Trainers.SequenceTagger(
            new SequenceNetwork(features: 12).Lstm(64, bidirectional: true, returnSequences: true).Dense(3)));
    }

    [TestMethod]
    public void Pipelines()
    {
        Assert.IsNotNull(mlContext.Transforms.Text.TokenizeIntoSequence("Features", "Text", maximumTokens: 20_000)
            .Append(mlContext.BinaryClassification.Trainers.Lstm(labelColumnName: "IsGood", bidirectional: true)));
        Assert.IsNotNull(mlContext.Transforms.Text.TokenizeIntoSequence("Features", "Text", maximumTokens: 20_000)
            .Append(mlContext.Transforms.Conversion.MapValueToKey("Label"))
            .Append(mlContext.MulticlassClassification.Trainers.Gru(hiddenSize: 64, bidirectional: true))
            .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel")));
        Assert.IsNotNull(mlContext.Transforms.Text.TokenizeIntoSequence("Features", "Words")
            .Append(mlContext.Transforms.Conversion.MapValueToKey("Label", "Tags"))
            .Append(mlContext.MulticlassClassification.Trainers.SequenceTagger())
            .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel")));
        Assert.IsNotNull(mlContext.Transforms.ScaleSeries("Features", "Sensors")
            .Append(mlContext.Regression.Trainers.Lstm(labelColumnName: "HoursLeft", hiddenSize: 32, layers: 2)));
    }
}
