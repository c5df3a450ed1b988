using Microsoft.ML;
using MLNetSequence.Tests.Support;
using static MLNetSequence.Tests.Support.TableColumns;

namespace MLNetSequence.Tests.Trainers;

/// <summary>A task to try options on: a trainer, and data with a column for whatever an option may name.</summary>
internal sealed record OptionTask(
    Func<SequenceTrainerOptions> NewOptions,
    Func<OptionSetting, SequencePredictionTransformer> Fit,
    Func<Table, string, int, Table> AddLabel)
{
    private const int Count = 24;

    private static readonly string[] Labels = ["a", "b", "c"];

    public static OptionTask Multiclass { get; } = new(
        () => Small.Set<SequenceMulticlassTrainer.Options>(),
        s => Catalog.MulticlassClassification.Trainers.Lstm(s.Layers, (SequenceMulticlassTrainer.Options)s.Options).Fit(Of(Multiclass!)),
        (table, name, kind) => table.AddKeys(name, Labels, Each(Count, i => Class(i, kind))));

    public static OptionTask Binary { get; } = new(
        () => Small.Set<SequenceBinaryTrainer.Options>(),
        s => Catalog.BinaryClassification.Trainers.Lstm(s.Layers, (SequenceBinaryTrainer.Options)s.Options).Fit(Of(Binary!)),
        (table, name, kind) => table.AddFlags(name, Each(Count, i => Class(i, kind) == 2)));

    public static OptionTask Regression { get; } = new(
        () => Small.Set<SequenceRegressionTrainer.Options>(),
        s => Catalog.Regression.Trainers.Lstm(s.Layers, (SequenceRegressionTrainer.Options)s.Options).Fit(Of(Regression!)),
        (table, name, kind) => table.AddNumbers(name, Each(Count, i => kind == 0 ? i * 0.5f : -i * i)));

    public static OptionTask Tagging { get; } = new(
        () => Small.Set<SequenceTaggingTrainer.Options>(),
        s => Catalog.MulticlassClassification.Trainers
            .SequenceTagger(RecurrentCell.Lstm, s.Layers, (SequenceTaggingTrainer.Options)s.Options).Fit(Of(Tagging!)),
        (table, name, kind) => table.AddTokens(name, Labels, Each(Count, i => Each(Steps(i), t => Class(i + t, kind)))));

    private static MLContext Catalog => new(1);

    /// <summary>The data.</summary>
    public Table Data() => Of(this);

    /// <summary>A model that was trained from another seed.</summary>
    public SequencePredictionTransformer Other()
    {
        SequenceTrainerOptions options = NewOptions();
        options.Training = options.Training with { Seed = 99 };
        return Fit(new OptionSetting(options, Small.Layers));
    }

    /// <summary>Bits of a model, and of all that it says of the data.</summary>
    public string Fingerprint(SequencePredictionTransformer model) =>
        string.Join('\n', [Quick.Bits(model), .. Values.OfAll(model.Transform(Data()))]);

    private static Table Of(OptionTask task) => task.AddLabel(task.AddLabel(new Table(), "Label", 0), "OtherLabel", 1)
        .AddTokens("Features", ["u", "v", "w", "x", "y", "z"], Each(Count, i => Each(Steps(i), t => (uint)(i * 5 + t * 3) % 6 + 1)))
        .AddTokens("More", ["p", "q"], Each(Count, i => Each(Steps(i), t => (uint)(i + t) % 2 + 1)))
        .AddSeries("Series", 0, Each(Count, i => Each(Steps(i), t => (i + t) % 3 * 0.5f)))
        .AddNamed("Statics", ["s", "t"], Each(Count, i => new[] { i / 10f, -i }))
        .AddNumbers("Weight", Each(Count, i => i % 4 * 0.5f))
        .AddFlags("Held", Each(Count, i => i % 4 == 3));

    private static int Steps(int row) => row % 4 + 1;

    // Labels of which one is much the most, or of which there are about as many each.
    private static uint Class(int i, int kind) => kind == 1 ? (uint)i % 3 + 1 : i % 5 == 0 ? 2u : i % 7 == 0 ? 3u : 1u;
}
