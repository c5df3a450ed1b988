using MLNetSequence.Windowing;

namespace MLNetSequence;

public sealed partial class SlidingWindowEstimator
{
    /// <summary>Which windows to make. Copied when the estimator is made: changing it later changes nothing.</summary>
    /// <remarks>
    /// Rows of a series are counted from 0. With T = <see cref="Window"/> and r = <see cref="SamplingRate"/> a window that starts at row
    /// s holds the rows s, s + r, …, s + (T − 1)·r; the last of these is "now", t, the row that the output row stands for.
    /// <para>
    /// Keras' <c>timeseries_dataset_from_array(data, targets, …)</c> takes <c>targets[s]</c> as the target of the window that starts at
    /// s. With <c>targets = data[k:]</c> that is the row s + k, so k is <see cref="TargetOffset"/> + (T − 1)·r: the default of 1 is
    /// <c>data[(T − 1)·r + 1:]</c>, and <c>targets = labels</c>, aligned with the data, is <see cref="TargetOffset"/> = −(T − 1)·r.
    /// </para>
    /// </remarks>
    public sealed class Options
    {
        /// <summary>Name of the column of windows to make. Default: Window.</summary>
        public string OutputColumnName { get; set; } = "Window";

        /// <summary>Names of the columns to take windows of, in the order of the features; each Single or a vector of Single of known
        /// size. At least one; none stands twice.</summary>
        public IReadOnlyList<string> InputColumnNames { get; set; } = [];

        /// <summary>Steps of a window, T, at least 1; must be set. Keras' <c>sequence_length</c>.</summary>
        public int Window { get; set; }

        /// <summary>Rows from one step of a window to the next, at least 1. Default: 1. Keras' <c>sampling_rate</c>.</summary>
        public int SamplingRate { get; set; } = 1;

        /// <summary>Rows from the start of a window to the start of the next one of its series, at least 1. Default: 1. Keras'
        /// <c>sequence_stride</c>.</summary>
        public int Stride { get; set; } = 1;

        /// <summary>The row of each series at which the first window starts, at least 0. Default: 0. Earlier rows are in no window and
        /// no target. Keras' <c>start_index</c>.</summary>
        public int StartIndex { get; set; }

        /// <summary>The row of each series before which all windows end; null, the default, for the end of the series. Targets may lie
        /// behind it, as Keras' may. Keras' <c>end_index</c>.</summary>
        public int? EndIndex { get; set; }

        /// <summary>Rows of a target, at least 0. They follow one another, whatever the sampling rate. 0, the default, makes no
        /// target.</summary>
        public int Horizon { get; set; }

        /// <summary>Rows from the last row of a window to the first of its target, at least −(T − 1)·r. 1, the default, is the very next
        /// row; 0 and less lie within the window.</summary>
        public int TargetOffset { get; set; } = 1;

        /// <summary>Names of the columns to take targets of; null, the default, for those of the windows.</summary>
        public IReadOnlyList<string>? TargetColumnNames { get; set; }

        /// <summary>Name of the column of targets to make. Default: Target.</summary>
        public string TargetOutputColumnName { get; set; } = WindowSettings.DefaultTarget;

        /// <summary>Name of the column that tells series apart (text, key, integer, Boolean or DateTime); no window crosses from one to
        /// another, and their rows may be mixed. Null, the default, for one series.</summary>
        public string? GroupColumnName { get; set; }

        /// <summary>What becomes of the windows that start before StartIndex. Default: <see cref="IncompleteRows.Drop"/>, as in
        /// Keras.</summary>
        public IncompleteRows IncompleteWindows { get; set; } = IncompleteRows.Drop;

        /// <summary>What becomes of the windows whose target lies past the end of the series. Default: <see cref="IncompleteRows.Drop"/>.
        /// With <see cref="IncompleteRows.FillWithNaN"/> the newest windows of all series come last, when the data ends.</summary>
        public IncompleteRows IncompleteTargets { get; set; } = IncompleteRows.Drop;

        internal WindowSettings Settings()
        {
            ArgumentNullException.ThrowIfNull(InputColumnNames);
            return new WindowSettings(
                WindowSettings.Version, OutputColumnName, [.. InputColumnNames], Window, SamplingRate, Stride, StartIndex, EndIndex,
                Horizon, TargetOffset, [.. TargetColumnNames ?? (Horizon == 0 ? [] : InputColumnNames)], TargetOutputColumnName,
                GroupColumnName, IncompleteWindows, IncompleteTargets).Check();
        }
    }
}
