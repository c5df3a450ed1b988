using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Support;

/// <summary>Tasks of a few tokens, and options that train on them in milliseconds.</summary>
internal static class Toys
{
    public static readonly string[] Words = ["a", "b", "c", "d", "e", "f"];

    public static readonly string[] Tags = ["X", "Y", "Z"];

    public static readonly RecurrentLayers Layers = new() { HiddenSize = 8, Dropout = 0 };

    /// <summary>How to train quickly: few rows a batch, one thread, always the same seed.</summary>
    public static TrainingOptions Training(int epochs = 2) => new()
    {
        Epochs = epochs,
        BatchSize = 8,
        Optimizer = new Adam { LearningRate = 0.02 },
        Seed = 1,
        Threads = 1,
    };

    /// <summary>Sequences of 1 to 6 of the <see cref="Words"/>.</summary>
    public static uint[][] Sequences(int rows, int seed = 3)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => random.GetItems<uint>([1, 2, 3, 4, 5, 6], random.Next(1, 7)))];
    }

    /// <summary>The tags of a sequence: X first, then what the token before says.</summary>
    public static uint[] TagsOf(uint[] tokens) => [.. tokens.Select((_, t) => t == 0 ? 1 : (tokens[t - 1] - 1) % 3 + 1)];

    /// <summary>Sequences and a tag for each of their steps.</summary>
    public static Table Tagged(uint[][] tokens, params uint[][] tags) =>
        new Table().AddTokens("Label", Tags, tags).AddTokens("Features", Words, tokens);

    /// <summary>So many sequences with the tags that they should have.</summary>
    public static Table Tagged(int rows, int seed = 3)
    {
        uint[][] tokens = Sequences(rows, seed);
        return Tagged(tokens, [.. tokens.Select(TagsOf)]);
    }

    /// <summary>A tagger of one layer.</summary>
    public static SequenceTaggingTrainer Tagger(Action<SequenceTaggingTrainer.Options>? change = null) =>
        new MLContext(1).MulticlassClassification.Trainers.SequenceTagger(
            RecurrentCell.Gru, Layers, Changed(new SequenceTaggingTrainer.Options { EmbeddingSize = 6 }, change));

    /// <summary>A classifier of one layer.</summary>
    public static SequenceMulticlassTrainer Classifier(Action<SequenceMulticlassTrainer.Options>? change = null, MLContext? context = null) =>
        (context ?? new MLContext(1)).MulticlassClassification.Trainers.Lstm(
            Layers, Changed(new SequenceMulticlassTrainer.Options { EmbeddingSize = 6 }, change));

    /// <summary>A regression of one layer.</summary>
    public static SequenceRegressionTrainer Regression(Action<SequenceRegressionTrainer.Options>? change = null) =>
        new MLContext(1).Regression.Trainers.Lstm(Layers, Changed(new SequenceRegressionTrainer.Options { EmbeddingSize = 6 }, change));

    /// <summary>Three classes of sequences: the first token decides.</summary>
    public static Table Classes(int rows, int seed = 3) => Classes(Sequences(rows, seed));

    /// <summary>The same of given sequences.</summary>
    public static Table Classes(uint[][] tokens, params uint[] labels) => new Table()
        .AddKeys("Label", Tags, labels.Length > 0 ? labels : [.. tokens.Select(t => (t[0] - 1) % 3 + 1)])
        .AddTokens("Features", Words, tokens);

    /// <summary>A number for each sequence: how many tokens it has.</summary>
    public static Table Numbers(int rows, int seed = 3)
    {
        uint[][] tokens = Sequences(rows, seed);
        return new Table()
            .Add("Label", NumberDataViewType.Single, [.. tokens.Select(t => (float)t.Length)])
            .AddTokens("Features", Words, tokens);
    }

    /// <summary>Bits of all parameters of a model or a pipeline with one.</summary>
    public static string Bits(ITransformer model)
    {
        var parameters = model.GetSequenceModel().Trained.Network.Parameters;
        return string.Join('\n', parameters.All.Select(p => $"{p.Name} {string.Join(' ', parameters.Span(p).ToArray().Select(Values.Write))}"));
    }

    private static T Changed<T>(T options, Action<T>? change)
        where T : SequenceTrainerOptions
    {
        options.Training = Training();
        change?.Invoke(options);
        return options;
    }
}
