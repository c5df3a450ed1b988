using Microsoft.Extensions.Logging;
using Microsoft.ML;

namespace MLNetSequence.Tests.Support;

/// <summary>The few options that most tests of a classifier set, in one flat list.</summary>
internal sealed class QuickOptions
{
    public string LabelColumnName { get; set; } = "Label";

    public string FeatureColumnName { get; set; } = "Features";

    public int HiddenSize { get; set; } = 4;

    public int Layers { get; set; } = 1;

    public bool Bidirectional { get; set; }

    public int EmbeddingSize { get; set; } = 3;

    public double Dropout { get; set; } = 0.2;

    public int Epochs { get; set; } = 2;

    public int BatchSize { get; set; } = 8;

    public double LearningRate { get; set; } = 0.01;

    public double? ClipNorm { get; set; } = 1;

    public double ValidationFraction { get; set; }

    public long? Seed { get; set; } = 1;

    public int? Threads { get; set; } = 1;

    public CancellationToken CancellationToken { get; set; }

    public IProgress<TrainingProgress>? Progress { get; set; }

    public ILogger? Logger { get; set; }

    public RecurrentLayers ToLayers() => new()
    {
        HiddenSize = HiddenSize,
        Layers = Layers,
        Bidirectional = Bidirectional,
        Dropout = Dropout,
    };

    public SequenceMulticlassTrainer.Options ToOptions() => new()
    {
        LabelColumnName = LabelColumnName,
        FeatureColumnNames = [FeatureColumnName],
        EmbeddingSize = EmbeddingSize,
        Training = new()
        {
            Epochs = Epochs,
            BatchSize = BatchSize,
            Optimizer = new Adam { LearningRate = LearningRate },
            GlobalClipNorm = ClipNorm,
            ValidationFraction = ValidationFraction,
            Seed = Seed,
            Threads = Threads,
        },
        CancellationToken = CancellationToken,
        Progress = Progress,
        Logger = Logger,
    };
}

/// <summary>Trainers made of them.</summary>
internal static class QuickCatalog
{
    public static SequenceMulticlassTrainer Lstm(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, QuickOptions options) =>
        catalog.Lstm(options.ToLayers(), options.ToOptions());
}
