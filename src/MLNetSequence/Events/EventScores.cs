using MLNetSequence.Interop;
using MLNetSequence.Loading;
using MLNetSequence.Mapping;

namespace MLNetSequence.Events;

/// <summary>A score column that fits, and which of its scores are looked at.</summary>
/// <param name="Column">The column.</param>
/// <param name="Count">C, scores of a step.</param>
/// <param name="Index">Which of them.</param>
internal sealed record EventScores(DataViewSchema.Column Column, int Count, int Index)
{
    private const string Role = "score";

    private static readonly ColumnRule OneScore = new(
        Role, "a vector of Single with one score for each step, of dimensions (T), (T, 1) or (0, 1)",
        c => c.Is<float>() && (c.HasRank(1) || (c.HasRank(2) && c.Dimensions is null or { Count: 2 } and [_, 1])),
        " Of several scores for each step, one is chosen by its label.");

    private static readonly ColumnRule OneOfSeveral = new(
        Role, "a vector of Single with a score for each label at each step, of dimensions (T, C) or (0, C), as a sequence tagger makes it",
        c => c.Is<float>() && c.HasRank(2) && c.Dimensions is null or [_, > 0],
        " One score for each step is looked at where no label is named.");

    /// <summary>The column that is there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing, of a type that does not fit, or has no such label.</exception>
    public static EventScores Find(DataViewSchema schema, EventDetectionEstimator.Options options)
    {
        string name = options.ScoreColumnName;
        if (options.Label is not { } label)
        {
            return new EventScores(OneScore.Find(schema, name), 1, 0);
        }
        DataViewSchema.Column column = OneOfSeveral.Find(schema, name);
        int count = ((VectorDataViewType)column.Type).Dimensions[1];
        string[]? labels = ValueTexts.Of(column.Annotations, Annotations.TrainingLabelValues);
        if (labels?.Length != count)
        {
            throw WithoutLabels(name, label, $"{column.Type} with {labels?.Length ?? 0} labels");
        }
        int index = Array.IndexOf(labels, label);
        return index >= 0
            ? new EventScores(column, count, index)
            : throw new ArgumentOutOfRangeException(
                nameof(EventDetectionEstimator.Options.Label), label,
                $"The {Role} column '{name}' has no label '{label}'. Its labels are: {SomeNames.Of(labels)}.");
    }

    /// <summary>Checks the column that is promised: of its labels it is only known whether there are some.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing, of a type that does not fit, or has no labels.</exception>
    public static void Check(SchemaShape shape, EventDetectionEstimator.Options options)
    {
        string name = options.ScoreColumnName;
        if (options.Label is not { } label)
        {
            OneScore.Find(shape, name);
            return;
        }
        SchemaShape.Column column = OneOfSeveral.Find(shape, name);
        if (Annotations.Find(column.Annotations, Annotations.TrainingLabelValues) is null)
        {
            throw WithoutLabels(name, label, $"{ColumnChecks.Describe(column)} with 0 labels");
        }
    }

    private static ArgumentOutOfRangeException WithoutLabels(string name, string label, string actual) => ColumnChecks.WrongType(
        Role, name, $"annotated with the label of each score ({Annotations.TrainingLabelValues}), for '{label}' to be found", actual);
}
