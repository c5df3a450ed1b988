using MLNetSequence.Interop;

namespace MLNetSequence.Padding;

/// <summary>What a padding transformer saves. Format version 1 (2026-11): the first. The length is the one in use, seen or given.</summary>
internal sealed record PaddingSettings(
    int FormatVersion, string OutputColumn, string InputColumn, int Length, SequenceEnd Padding, SequenceEnd Truncating, double Value,
    string? MaskColumn) : ISavedSettings
{
    public const int Version = 1;

    public static PaddingSettings Of(SequencePaddingEstimator.Options options) => new(
        Version, options.OutputColumnName, options.InputColumnName!, options.Length!.Value, options.Padding, options.Truncating,
        options.Value, options.MaskColumnName);

    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public SequencePaddingEstimator.Options ToOptions()
    {
        ArgumentException.ThrowIfNullOrEmpty(InputColumn);
        return new SequencePaddingEstimator.Options
        {
            OutputColumnName = OutputColumn,
            InputColumnName = InputColumn,
            Length = Length,
            Padding = Padding,
            Truncating = Truncating,
            Value = Value,
            MaskColumnName = MaskColumn,
        }.CheckedCopy();
    }
}
