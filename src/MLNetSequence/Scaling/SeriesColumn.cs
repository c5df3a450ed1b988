using MLNetSequence.Mapping;

namespace MLNetSequence.Scaling;

/// <summary>A column of single steps or of whole series.</summary>
internal static class SeriesColumn
{
    private const string Role = "series";

    /// <summary>A series of any number of features.</summary>
    public static readonly ColumnRule Any = new(
        Role, "Single, or a vector of Single with dimensions (T) or (T, F)", c => c.Is<float>() && Features(c) is null or > 0);

    private static readonly ColumnRule Step = new(
        Role, "a vector of Single with one dimension, of known size",
        c => c.Is<float>() && c.Kind == SchemaShape.Column.VectorKind.Vector && c.HasRank(1),
        $" It is what {nameof(SeriesScalingEstimator.Options.SlotsAreFeatures)} reads as one step, a feature in each slot; for other "
        + "columns leave that off.");

    /// <summary>A series that a scaling is learned of.</summary>
    /// <param name="slotsAreFeatures">Whether a row is one step, a feature in each slot.</param>
    public static ColumnRule ToFit(bool slotsAreFeatures) => slotsAreFeatures ? Step : Any;

    /// <summary>
    /// A series of so many features. Of several, a vector of one dimension and their number is one step: nothing else could be meant.
    /// </summary>
    /// <param name="features">The features.</param>
    /// <param name="slotsAreFeatures">Whether a vector of one dimension is one step even of one feature.</param>
    public static ColumnRule Of(int features, bool slotsAreFeatures = false)
    {
        bool steps = features == 1 && !slotsAreFeatures;
        return new(
            Role,
            steps
                ? "Single, or a vector of Single with dimensions (T) or (T, 1)"
                : $"a vector of Single with dimensions ({features}), one step, or (T, {features})",
            c => c.Is<float>() && c.Dimensions switch
            {
                null => steps,
                [int size] => steps || size == features,
                _ => Features(c) == features,
            });
    }

    /// <summary>Features of a column that <see cref="ToFit"/> has found.</summary>
    public static int Features(DataViewSchema.Column column, bool slotsAreFeatures) =>
        slotsAreFeatures ? ((VectorDataViewType)column.Type).Size : Features(ColumnKind.Of(column))!.Value;

    // Null: not known yet. 0: no series.
    private static int? Features(ColumnKind kind) => kind switch
    {
        { IsVector: false } => 1,
        { Dimensions: null } => null,
        { Dimensions.Count: 1 } => 1,
        { Dimensions: [_, int features] } => features,
        _ => 0,
    };
}
