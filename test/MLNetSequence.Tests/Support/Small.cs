using Microsoft.ML;

namespace MLNetSequence.Tests.Support;

/// <summary>Trainers of every task that are done in milliseconds and have learned little, but for those that are told more.</summary>
internal static class Small
{
    public static readonly RecurrentLayers Layers = new() { HiddenSize = 4, Dropout = 0 };

    public static readonly TrainingOptions Training = new()
    {
        Epochs = 2,
        BatchSize = 4,
        Optimizer = new Adam { LearningRate = 0.01 },
        Seed = 1,
        Threads = 1,
    };

    /// <summary>Training that learns a small task to its end.</summary>
    public static TrainingOptions Learning(int epochs = 40, double rate = 0.02) =>
        Training with { Epochs = epochs, BatchSize = 8, Optimizer = new Adam { LearningRate = rate } };

    public static T Set<T>(Action<T>? change = null)
        where T : SequenceTrainerOptions, new()
    {
        var options = new T { Training = Training, EmbeddingSize = 3 };
        change?.Invoke(options);
        return options;
    }

    public static SequenceMulticlassTrainer Multiclass(
        Action<SequenceMulticlassTrainer.Options>? change = null, RecurrentLayers? layers = null) =>
        new MLContext(1).MulticlassClassification.Trainers.Lstm(layers ?? Layers, Set(change));

    public static SequenceBinaryTrainer Binary(
        Action<SequenceBinaryTrainer.Options>? change = null, RecurrentLayers? layers = null) =>
        new MLContext(1).BinaryClassification.Trainers.Lstm(layers ?? Layers, Set(change));

    public static SequenceRegressionTrainer Regression(
        Action<SequenceRegressionTrainer.Options>? change = null, RecurrentLayers? layers = null) =>
        new MLContext(1).Regression.Trainers.Lstm(layers ?? Layers, Set(change));

    public static SequenceTaggingTrainer Tagger(
        Action<SequenceTaggingTrainer.Options>? change = null, RecurrentLayers? layers = null) =>
        new MLContext(1).MulticlassClassification.Trainers.SequenceTagger(RecurrentCell.Lstm, layers ?? Layers, Set(change));

    /// <summary>The layers of a network's summary, each with what it was told; those of a residual block are indented.</summary>
    public static string[] LayersOf(SequencePredictionTransformer model) =>
        [.. model.Network.Summary().Split('\n')[1..^1].Select(line => line[..line.IndexOf(" (")].TrimEnd())];
}
