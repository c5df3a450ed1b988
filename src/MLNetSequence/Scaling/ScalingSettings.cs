using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Scaling;

/// <summary>What a scaling transformer saves. Format version 1 (2026-11): the first.</summary>
/// <param name="FormatVersion">1.</param>
/// <param name="OutputColumn">The scaled series.</param>
/// <param name="InputColumn">The series.</param>
/// <param name="ScaleColumn">Centre and scale beside it; null for none.</param>
/// <param name="SlotsAreFeatures">Whether a vector with one dimension is one step, a feature in each slot.</param>
/// <param name="Scaling">How it was fitted; centre and scale say all that is needed to apply it.</param>
/// <param name="Series">What was fitted.</param>
internal sealed record ScalingSettings(
    int FormatVersion, string OutputColumn, string InputColumn, string? ScaleColumn, bool SlotsAreFeatures, SeriesScaling Scaling,
    GroupScales.Saved Series)
    : ISavedSettings
{
    public const int Version = 1;

    /// <exception cref="ArgumentException">A name is empty, or two outputs share one.</exception>
    public ScalingSettings Check()
    {
        CheckNames(OutputColumn, InputColumn, ScaleColumn);
        Arguments.Defined(Scaling, "scaling");
        return this;
    }

    /// <exception cref="ArgumentException">A name is empty, or two outputs share one.</exception>
    public static void CheckNames(string output, string input, string? scale)
    {
        Arguments.Columns(output, input);
        if (scale is "" || scale == output)
        {
            throw new ArgumentException(
                $"The scale column needs a name of its own, or null for no such column, not '{scale}'.", "scaleColumnName");
        }
    }
}

/// <summary>What an unscaling transformer saves. Format version 1 (2026-11): the first.</summary>
/// <param name="FormatVersion">1.</param>
/// <param name="OutputColumn">The series in its own units.</param>
/// <param name="InputColumn">The scaled series.</param>
/// <param name="ScaleColumn">The column with centre and scale; null where <paramref name="Series"/> has them.</param>
/// <param name="Features">The features that the scaled series holds, in its order; null for all.</param>
/// <param name="Series">What was fitted; null where <paramref name="ScaleColumn"/> has it.</param>
internal sealed record UnscalingSettings(
    int FormatVersion, string OutputColumn, string InputColumn, string? ScaleColumn, int[]? Features, GroupScales.Saved? Series)
    : ISavedSettings
{
    public const int Version = 1;

    /// <summary>Features that the scales must have.</summary>
    public int LeastFeatures => (Features?.Max() ?? 0) + 1;

    /// <exception cref="ArgumentException">A name is empty, no feature is held, or there is not one source of scales.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A feature is below 0, or above those that were fitted.</exception>
    public UnscalingSettings Check()
    {
        Arguments.Columns(OutputColumn, InputColumn);
        CheckFeatures();
        if (Series is null)
        {
            ArgumentException.ThrowIfNullOrEmpty(ScaleColumn, "scaleColumnName");
        }
        return Series is null || ScaleColumn is null
            ? this : throw new ArgumentException("Scales come from a column or from a table, not from both.", "scaleColumnName");
    }

    private void CheckFeatures()
    {
        if (Features is { Length: 0 })
        {
            throw new ArgumentException("features must hold at least one feature; null means all, in order.", "features");
        }
        foreach (int feature in Features ?? [])
        {
            if (feature is < 0 or int.MaxValue || feature >= Series?.Features)
            {
                string most = Series is null ? "" : $" and below {Series.Features}, the number that was fitted";
                throw new ArgumentOutOfRangeException(
                    "features", feature, $"features are counted from 0: each must be at least 0{most}, not {feature}.");
            }
        }
    }
}
