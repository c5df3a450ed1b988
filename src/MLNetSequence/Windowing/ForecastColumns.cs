using MLNetSequence.Mapping;

namespace MLNetSequence.Windowing;

/// <summary>A forecast of differences and the levels it goes on from: what types they may have, and which fit together.</summary>
internal static class ForecastColumns
{
    /// <summary>The differences: steps of one feature, or of several.</summary>
    public static readonly ColumnRule Differences = new(
        "difference", "Single or a vector of Single with dimensions (H) or (H, F)",
        c => c.Is<float>() && (!c.IsVector || c.HasRank(1) || c.Dimensions is [_, > 0]));

    /// <summary>Features of a column that <see cref="Differences"/> has found.</summary>
    public static int Features(DataViewSchema.Column differences) =>
        differences.Type is VectorDataViewType { Dimensions: [_, int features] } ? features : 1;

    /// <summary>
    /// The levels: so many steps, or more of which the last are used. How many there are of a varying size shows row by row.
    /// </summary>
    /// <param name="steps">Lag · order.</param>
    /// <param name="features">Features of the differences; null where they are not known yet.</param>
    public static ColumnRule Levels(int steps, int? features)
    {
        bool mayBeScalar = steps == 1 && features is null or 1;
        string dimensions = features switch
        {
            null => "(L) or (L, F)",
            1 => "(L) or (L, 1)",
            _ => steps == 1 ? $"({features}) or (L, {features})" : $"(L, {features})",
        };
        return new(
            "level",
            $"{(mayBeScalar ? "Single or " : "")}a vector of Single with dimensions {dimensions}"
            + (steps == 1 ? "" : $", L of at least {steps}"),
            c => c.Is<float>() && (c.IsVector ? c.Dimensions is null || Fits(c.Dimensions, steps, features) : mayBeScalar),
            steps == 1 ? "" : " SlidingWindow makes such a column.");
    }

    // A size of 0 varies. A vector with one dimension of several features is one step of them: nothing else could be meant.
    private static bool Fits(IReadOnlyList<int> dimensions, int steps, int? features) => dimensions switch
    {
        [int size] when features is null or 1 => size == 0 || size >= steps,
        [int size] => steps == 1 && size == features,
        [int size, int width] => (size == 0 || size >= steps) && width > 0 && width == (features ?? width),
        _ => false,
    };
}
