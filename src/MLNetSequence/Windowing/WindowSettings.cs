using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Windowing;

/// <summary>What a window transformer is told, and what it saves. Format version 1 (2026-11): the first.</summary>
/// <remarks>Target columns are named, and none where there is no target.</remarks>
internal sealed record WindowSettings(
    int FormatVersion,
    string OutputColumn,
    string[] InputColumns,
    int Window,
    int SamplingRate,
    int Stride,
    int StartIndex,
    int? EndIndex,
    int Horizon,
    int TargetOffset,
    string[] TargetColumns,
    string TargetOutputColumn,
    string? GroupColumn,
    IncompleteRows IncompleteWindows,
    IncompleteRows IncompleteTargets)
    : ISavedSettings
{
    public const int Version = 1;

    /// <summary>The column of targets, where it is not named.</summary>
    public const string DefaultTarget = "Target";

    /// <summary>Rows from a window's first to its last.</summary>
    public long Span => (Window - 1L) * SamplingRate;

    /// <summary>Rows behind the window that are waited for.</summary>
    public long Lookahead => Horizon == 0 ? 0 : Math.Max(0, (long)TargetOffset + Horizon - 1);

    /// <summary>Windows start at the rows StartIndex + k · Stride; those of a negative k are incomplete.</summary>
    public ShownRows Rows => new(
        StartIndex + (IncompleteWindows == IncompleteRows.Drop ? Span : Span % Stride), Stride, EndIndex, (int)Lookahead,
        IncompleteTargets == IncompleteRows.FillWithNaN);

    public WindowSettings Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(OutputColumn, nameof(SlidingWindowEstimator.Options.OutputColumnName));
        Arguments.Names(InputColumns, nameof(SlidingWindowEstimator.Options.InputColumnNames));
        Arguments.NullOrName(GroupColumn, nameof(SlidingWindowEstimator.Options.GroupColumnName));
        Arguments.AtLeast(Window, 1, nameof(SlidingWindowEstimator.Options.Window));
        Arguments.AtLeast(SamplingRate, 1, nameof(SlidingWindowEstimator.Options.SamplingRate));
        Arguments.AtLeast(Stride, 1, nameof(SlidingWindowEstimator.Options.Stride));
        Arguments.AtLeast(StartIndex, 0, nameof(SlidingWindowEstimator.Options.StartIndex));
        Arguments.AtLeast(Horizon, 0, nameof(SlidingWindowEstimator.Options.Horizon));
        Arguments.Defined(IncompleteWindows, nameof(SlidingWindowEstimator.Options.IncompleteWindows));
        Arguments.Defined(IncompleteTargets, nameof(SlidingWindowEstimator.Options.IncompleteTargets));
        CheckEnd();
        CheckTarget();
        Arguments.Rows(Span + Lookahead + 1, nameof(SlidingWindowEstimator.Options.Window));
        return this;
    }

    private void CheckEnd()
    {
        long least = Rows.First + 1;
        if (EndIndex < least)
        {
            throw new ArgumentOutOfRangeException(
                nameof(SlidingWindowEstimator.Options.EndIndex), EndIndex,
                $"EndIndex must be at least {least}: no window of {Window} steps fits between StartIndex {StartIndex} and it.");
        }
    }

    private void CheckTarget()
    {
        if (Horizon == 0)
        {
            string? useless = TargetColumns.Length > 0 ? nameof(SlidingWindowEstimator.Options.TargetColumnNames)
                : TargetOffset != 1 ? nameof(SlidingWindowEstimator.Options.TargetOffset)
                : TargetOutputColumn != DefaultTarget ? nameof(SlidingWindowEstimator.Options.TargetOutputColumnName)
                : IncompleteTargets != IncompleteRows.Drop ? nameof(SlidingWindowEstimator.Options.IncompleteTargets)
                : null;
            if (useless is not null)
            {
                throw new ArgumentException($"{useless} is set, but there is no target: Horizon is 0. It must be at least 1.", useless);
            }
            return;
        }
        Arguments.Names(TargetColumns, nameof(SlidingWindowEstimator.Options.TargetColumnNames));
        ArgumentException.ThrowIfNullOrEmpty(TargetOutputColumn, nameof(SlidingWindowEstimator.Options.TargetOutputColumnName));
        if (TargetOutputColumn == OutputColumn)
        {
            throw new ArgumentException(
                $"The columns of windows and of targets must have different names, but both are '{OutputColumn}'.",
                nameof(SlidingWindowEstimator.Options.TargetOutputColumnName));
        }
        if (TargetOffset < -Span)
        {
            throw new ArgumentOutOfRangeException(
                nameof(SlidingWindowEstimator.Options.TargetOffset), TargetOffset,
                $"TargetOffset must be at least {-Span}: a target cannot lie before the first row of its window.");
        }
    }
}
