using MLNetSequence.Mapping;

namespace MLNetSequence.Scaling;

/// <summary>A column of single steps or of whole series.</summary>
internal static class SeriesColumn
{
    private const string Role = "series";

    /// <summary>A series of any number of features.</summary>
    public static readonly ColumnRule Any = new(
        Role, "Single, or a vector of Single with dimensions (T) or (T, F)", c => c.Is<float>() && Features(c) is null or > 0);

    /// <summary>A series of so many features.</summary>
    public static ColumnRule Of(int features) => new(
        Role,
        features == 1
            ? "Single, or a vector of Single with dimensions (T) or (T, 1)"
            : $"a vector of Single with dimensions (T, {features})",
        c => c.Is<float>() && (Features(c) ?? features) == features);

    /// <summary>Features of a column that <see cref="Any"/> has found.</summary>
    public static int Features(DataViewSchema.Column column) => Features(ColumnKind.Of(column))!.Value;

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
