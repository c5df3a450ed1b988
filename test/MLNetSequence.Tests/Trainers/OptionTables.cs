using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>A case for every option that can be set.</summary>
internal static class OptionTables
{
    private static readonly Dictionary<string, double> SomeWeights = new() { ["b"] = 4 };

    public static readonly OptionClass[] All =
    [
        new(typeof(SequenceMulticlassTrainer.Options), OptionTask.Multiclass, s => s.Options, () => [.. Common(), .. Classes()]),
        new(typeof(SequenceBinaryTrainer.Options), OptionTask.Binary, s => s.Options, () => [.. Common(), .. Binary()]),
        new(typeof(SequenceRegressionTrainer.Options), OptionTask.Regression, s => s.Options, () => [.. Common(), .. Regression()]),
        new(typeof(SequenceTaggingTrainer.Options), OptionTask.Tagging, s => s.Options, () => [.. Common(), .. Classes(), .. Tagging()]),
        new(typeof(TrainingOptions), OptionTask.Tagging, s => s.Options.Training = s.Options.Training with { }, TrainingTable.Cases),
        new(typeof(RecurrentLayers), OptionTask.Multiclass, s => s.Layers = s.Layers with { }, Layers),
        new(typeof(TokenEmbedding), OptionTask.Multiclass, AtEmbedding, Embedding),
    ];

    private static IEnumerable<OptionCase> Common()
    {
        var told = new List<TrainingProgress>();
        var logger = new ListLogger();
        var source = new CancellationTokenSource();
        return
        [
            new("LabelColumnName", _ => "OtherLabel"),
            new("FeatureColumnNames", _ => new[] { "More", "Series", "Features" }),
            new("StaticFeatureColumnName", _ => "Statics"),
            new("ExampleWeightColumnName", _ => "Weight"),
            new("PaddingValue", _ => 0f) { Before = (_, o) => o.FeatureColumnNames = ["Series"] },
            new("EmbeddingSize", _ => 5),
            new("Embeddings", _ => new Dictionary<string, TokenEmbedding> { ["Features"] = TokenEmbedding.OneHot }),
            new("Training", _ => new TrainingOptions { Epochs = 1, Seed = 1, Threads = 1 }),
            new("ValidationColumnName", _ => "Held"),
            new("ValidationData", task => task.Data())
            {
                OfTheRunAlone = true,
                Effect = run =>
                {
                    Assert.IsNull(run.Usual().History[^1].ValidationLoss);
                    Assert.IsTrue(run.Changed().History[^1].ValidationLoss > 0);
                },
            },
            new("InitialModel", task => task.Other()) { OfTheRunAlone = true },
            new("FrozenLayers", _ => 1) { Before = (task, o) => o.InitialModel = task.Other() },
            new("Progress", _ => new DirectProgress<TrainingProgress>(told.Add))
            {
                OfTheRunAlone = true,
                Effect = run =>
                {
                    told.Clear();
                    CollectionAssert.AreEqual(run.Changed().History.ToArray(), told.Where(t => t.IsEpochEnd).ToArray());
                },
            },
            new("Logger", _ => logger)
            {
                OfTheRunAlone = true,
                Effect = run =>
                {
                    logger.Lines.Clear();
                    int epochs = run.Changed().History.Count;
                    Assert.AreEqual(1 + epochs, logger.Lines.Count);
                },
            },
            new("CancellationToken", _ => source.Token)
            {
                OfTheRunAlone = true,
                Effect = run =>
                {
                    source.Cancel();
                    Assert.Throws<OperationCanceledException>(run.Changed);
                },
            },
        ];
    }

    private static IEnumerable<OptionCase> Classes() =>
    [
        new("LabelSmoothing", _ => 0.2),
        new("ClassWeights", _ => SomeWeights),
        new("BalanceClasses", _ => true),
    ];

    private static IEnumerable<OptionCase> Binary() =>
    [
        new("LabelSmoothing", _ => 0.2),
        new("PositiveWeight", _ => 3.0),
        new("BalanceClasses", _ => true),
        new("Threshold", _ => 0.001)
        {
            Effect = run =>
            {
                (SequencePredictionTransformer usual, SequencePredictionTransformer changed) = (run.Usual(), run.Changed());
                Assert.AreEqual(Quick.Bits(usual), Quick.Bits(changed));
                Assert.IsTrue(usual.Transform(run.Task.Data()).GetColumn<bool>("PredictedLabel").Contains(false));
                Assert.IsTrue(changed.Transform(run.Task.Data()).GetColumn<bool>("PredictedLabel").All(yes => yes));
            },
        },
    ];

    private static IEnumerable<OptionCase> Regression() =>
    [
        new("Loss", _ => new HuberLoss { Delta = 0.3 }),
        new("ScaleLabels", _ => false),
    ];

    private static IEnumerable<OptionCase> Tagging() => [new("ConditionalRandomField", _ => true)];

    private static IEnumerable<OptionCase> Layers() =>
    [
        new("HiddenSize", _ => 6),
        new("Layers", _ => 2),
        new("Bidirectional", _ => true),
        new("Dropout", _ => 0.5),
        new("SpatialDropout", _ => 0.5),
        new("RecurrentDropout", _ => 0.5),
        new("Pooling", _ => SequencePooling.Mean),
    ];

    private static IEnumerable<OptionCase> Embedding() =>
    [
        new("Size", _ => 5),
        new("Vectors", _ => Vectors()) { OfTheRunAlone = true },
        new("Trainable", _ => false),
        new("Regularizer", _ => new Regularizer(L2: 0.1)),
    ];

    private static object AtEmbedding(OptionSetting setting)
    {
        TokenEmbedding embedding = setting.Options.Embeddings.GetValueOrDefault("Features", new()) with { };
        setting.Options.Embeddings = new Dictionary<string, TokenEmbedding> { ["Features"] = embedding };
        return embedding;
    }

    // Six words and padding.
    private static float[,] Vectors()
    {
        var vectors = new float[7, 2];
        for (int i = 0; i < vectors.Length; i++)
        {
            vectors[i / 2, i % 2] = i * 0.1f;
        }
        return vectors;
    }
}
