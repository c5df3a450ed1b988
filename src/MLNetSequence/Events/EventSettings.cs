using MLNetSequence.Interop;

namespace MLNetSequence.Events;

/// <summary>What a transformer to events saves. Format version 1 (2026-11): the first.</summary>
internal sealed record EventSettings(
    int FormatVersion, string OutputColumn, string ScoreColumn, string? Label, float Threshold, float? ReleaseThreshold, int Onset,
    int MinimumGap, int MinimumLength) : ISavedSettings
{
    public const int Version = 1;

    public static EventSettings Of(EventDetectionEstimator.Options options) => new(
        Version, options.OutputColumnName, options.ScoreColumnName, options.Label, options.Rules.Threshold,
        options.Rules.ReleaseThreshold, options.Rules.Onset, options.Rules.MinimumGap, options.Rules.MinimumLength);

    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public EventDetectionEstimator.Options ToOptions() => new EventDetectionEstimator.Options
    {
        OutputColumnName = OutputColumn,
        ScoreColumnName = ScoreColumn,
        Label = Label,
        Rules = new EventRules
        {
            Threshold = Threshold,
            ReleaseThreshold = ReleaseThreshold,
            Onset = Onset,
            MinimumGap = MinimumGap,
            MinimumLength = MinimumLength,
        },
    }.CheckedCopy();
}
