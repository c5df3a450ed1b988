using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Windowing;

/// <summary>What a transformer of differences is told, and what it saves. Format version 1 (2026-11): the first.</summary>
internal sealed record DifferenceSettings(
    int FormatVersion, string OutputColumn, string InputColumn, int Lag, int Order, string? GroupColumn, IncompleteRows IncompleteRows)
    : ISavedSettings
{
    public const int Version = 1;

    /// <summary>Rows that a difference looks back.</summary>
    public int Span => Lag * Order;

    /// <summary>The rows to show: all, or those with a difference.</summary>
    public ShownRows Rows => new(IncompleteRows == IncompleteRows.Drop ? Span : 0);

    public DifferenceSettings Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(OutputColumn, nameof(DifferenceEstimator.Options.OutputColumnName));
        ArgumentException.ThrowIfNullOrEmpty(InputColumn, nameof(DifferenceEstimator.Options.InputColumnName));
        Arguments.NullOrName(GroupColumn, nameof(DifferenceEstimator.Options.GroupColumnName));
        Arguments.Defined(IncompleteRows, nameof(DifferenceEstimator.Options.IncompleteRows));
        CheckSteps(Lag, Order);
        return this;
    }

    /// <summary>Checks what a difference and its inverse have in common.</summary>
    public static void CheckSteps(int lag, int order)
    {
        Arguments.AtLeast(lag, 1, nameof(DifferenceEstimator.Options.Lag));
        Arguments.AtLeast(order, 1, nameof(DifferenceEstimator.Options.Order));
        Arguments.Rows(((long)lag * order) + 1, nameof(DifferenceEstimator.Options.Lag));
    }
}
