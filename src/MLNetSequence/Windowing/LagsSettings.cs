using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Windowing;

/// <summary>What a transformer of lags is told, and what it saves. Format version 1 (2026-11): the first.</summary>
internal sealed record LagsSettings(
    int FormatVersion, string OutputColumn, string InputColumn, int[] Lags, string? GroupColumn, IncompleteRows IncompleteRows)
    : ISavedSettings
{
    public const int Version = 1;

    /// <summary>The rows to show: all, or those behind which all lags reach back to rows.</summary>
    public ShownRows Rows => new(IncompleteRows == IncompleteRows.Drop ? Lags.Max() : 0);

    public LagsSettings Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(OutputColumn, nameof(LagsEstimator.Options.OutputColumnName));
        ArgumentException.ThrowIfNullOrEmpty(InputColumn, nameof(LagsEstimator.Options.InputColumnName));
        Arguments.NullOrName(GroupColumn, nameof(LagsEstimator.Options.GroupColumnName));
        Arguments.Defined(IncompleteRows, nameof(LagsEstimator.Options.IncompleteRows));
        const string name = nameof(LagsEstimator.Options.Lags);
        if (Lags.Length == 0)
        {
            throw new ArgumentException($"{name} must hold at least one lag.", name);
        }
        if (Lags.Min() < 0)
        {
            throw new ArgumentOutOfRangeException(
                name, Lags.Min(), "A lag must be at least 0. Rows that come later are targets, as SlidingWindow makes them.");
        }
        Arguments.Distinct(Lags, name);
        Arguments.Rows(Lags.Max() + 1L, name);
        return this;
    }
}
