using Microsoft.ML;

namespace MLNetSequence.Tests.Support;

/// <summary>Small trainers and pipelines, and one trained model that many tests share.</summary>
internal static class Quick
{
    private static readonly Lazy<ITransformer> SharedModel = new(() =>
    {
        var context = new MLContext(1);
        return Pipeline(context, Learning()).Fit(Reviews.Data(context, 240));
    });

    /// <summary>From text to label text; it knows the task of <see cref="Reviews"/> well.</summary>
    public static ITransformer Model => SharedModel.Value;

    /// <summary>The schema that <see cref="Model"/> was trained on.</summary>
    public static DataViewSchema Schema => Reviews.Data(new MLContext(), 0).Schema;

    /// <summary>Options of a trainer that is done in milliseconds and has learned little.</summary>
    public static QuickOptions Options(Action<QuickOptions>? change = null)
    {
        var options = new QuickOptions();
        change?.Invoke(options);
        return options;
    }

    /// <summary>Options of a trainer that learns the task of <see cref="Reviews"/>.</summary>
    public static QuickOptions Learning(Action<QuickOptions>? change = null)
    {
        QuickOptions options = Options();
        (options.HiddenSize, options.EmbeddingSize, options.Epochs) = (8, 8, 8);
        (options.LearningRate, options.Dropout) = (0.02, 0.1);
        change?.Invoke(options);
        return options;
    }

    public static SequenceMulticlassTrainer Trainer(Action<QuickOptions>? change = null) =>
        new MLContext(1).MulticlassClassification.Trainers.Lstm(Options(change));

    public static IEstimator<ITransformer> Pipeline(MLContext context, QuickOptions options) =>
        context.Transforms.Text.TokenizeIntoSequence("Tokens", "Text")
            .Append(context.Transforms.PadSequences("Features", "Tokens", length: 20))
            .Append(context.Transforms.Conversion.MapValueToKey("Label"))
            .Append(context.MulticlassClassification.Trainers.Lstm(options))
            .Append(context.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

    /// <summary>The trained network of a pipeline.</summary>
    public static SequenceMulticlassPredictionTransformer Classifier(ITransformer chain) =>
        ((IEnumerable<ITransformer>)chain).OfType<SequenceMulticlassPredictionTransformer>().Single();

    public static PredictionEngine<Review, Verdict> Engine(ITransformer model) =>
        new MLContext().Model.CreatePredictionEngine<Review, Verdict>(model);

    /// <summary>A training set of three classes: the first token decides.</summary>
    public static Table Tokens(int rows = 48, int words = 9)
    {
        var random = new Random(5);
        var sequences = new uint[rows][];
        uint[] labels = new uint[rows];
        for (int i = 0; i < rows; i++)
        {
            sequences[i] = [.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => (uint)random.Next(1, words + 1))];
            labels[i] = (sequences[i][0] - 1) % 3 + 1;
        }
        return new Table()
            .AddKeys("Label", ["a", "b", "c"], labels)
            .AddTokens("Features", [.. Enumerable.Range(1, words).Select(w => $"w{w}")], sequences);
    }

    /// <summary>Bits of all parameters.</summary>
    public static string Bits(SequencePredictionTransformer model) => string.Join('\n', model.Trained.Network.Parameters.All
        .Select(p => $"{p.Name} {string.Join(' ', model.Trained.Network.Parameters.Span(p).ToArray().Select(Values.Write))}"));
}
