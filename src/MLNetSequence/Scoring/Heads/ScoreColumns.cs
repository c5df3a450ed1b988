using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Scoring.Heads;

/// <summary>The columns that ML.NET's evaluators look for, and the annotations that they know them by.</summary>
internal static class ScoreColumns
{
    public const string PredictedLabel = "PredictedLabel";
    public const string Score = "Score";
    public const string Probability = "Probability";

    public const string Multiclass = "MulticlassClassification";
    public const string Binary = "BinaryClassification";
    public const string Regression = "Regression";
    public const string Tagging = "SequenceTagging";

    /// <summary>A column of scores.</summary>
    /// <param name="name">Name of the column, which is also the kind of its values.</param>
    /// <param name="type">Type of the column.</param>
    /// <param name="kind">The task.</param>
    /// <param name="annotate">Adds more annotations.</param>
    public static OutputColumn Make(
        string name, DataViewType type, string kind, Action<DataViewSchema.Annotations.Builder>? annotate = null)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        annotate?.Invoke(builder);
        builder.AddPrimitiveValue(Annotations.ScoreColumnKind, TextDataViewType.Instance, kind.AsMemory());
        builder.AddPrimitiveValue(Annotations.ScoreValueKind, TextDataViewType.Instance, name.AsMemory());
        return new OutputColumn(name, type, builder.ToAnnotations());
    }

    /// <summary>The promise of such a column.</summary>
    public static SchemaShape.Column Promise(
        string name, SchemaShape.Column.VectorKind vector, DataViewType item, bool isKey = false, params SchemaShape.Column[] more)
    {
        var scalar = SchemaShape.Column.VectorKind.Scalar;
        return MLNet.Column(name, vector, item, isKey, new SchemaShape(
        [
            .. more,
            MLNet.Column(Annotations.ScoreColumnKind, scalar, TextDataViewType.Instance, isKey: false),
            MLNet.Column(Annotations.ScoreValueKind, scalar, TextDataViewType.Instance, isKey: false),
        ]));
    }
}
