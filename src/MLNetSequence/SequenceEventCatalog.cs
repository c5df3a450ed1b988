using MLNetSequence;

namespace Microsoft.ML;

/// <summary>Events in sequences of scores, as MLNetSequence adds them to <c>mlContext.Transforms</c>.</summary>
public static class SequenceEventCatalog
{
    /// <summary>Finds the events in each row's sequence of scores: of one label of a sequence tagger, or of one score a step.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="outputColumnName">
    /// Name of the column to make: a vector of Boolean, whether each step is in an event. Three more begin with it: Starts and Ends,
    /// vectors of Int32, and Peaks, a vector of Single, with an item for each event.
    /// </param>
    /// <param name="scoreColumnName">
    /// Name of the column to read: a vector of Single, (T), (T, 1) or (0, 1); with a label (T, C) or (0, C), annotated with its labels.
    /// </param>
    /// <param name="label">The label whose scores are looked at, as text; null for a column with one score for each step.</param>
    /// <param name="rules">What makes an event; the defaults if null: steps of at least 0.5.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A rule is outside its range.</exception>
    /// <example><code>
    /// // 0.1 0.9 0.8 0.2 0.9 0 0 → Events 0 1 1 1 1 0 0, EventsStarts 1, EventsEnds 4, EventsPeaks 0.9
    /// mlContext.Transforms.DetectEvents("Events", "Score", rules: new EventRules { Onset = 2, MinimumGap = 2 });
    ///
    /// // Of the label "alarm" of a tagger's Score.
    /// mlContext.Transforms.DetectEvents("Alarms", "Score", label: "alarm", new EventRules { Threshold = 0.8f, Onset = 3 });
    /// </code></example>
    public static EventDetectionEstimator DetectEvents(
        this TransformsCatalog catalog,
        string outputColumnName = "Events",
        string scoreColumnName = "Score",
        string? label = null,
        EventRules? rules = null) =>
        catalog.DetectEvents(new EventDetectionEstimator.Options
        {
            OutputColumnName = outputColumnName,
            ScoreColumnName = scoreColumnName,
            Label = label,
            Rules = rules ?? new EventRules(),
        });

    /// <summary>Finds the events in each row's sequence of scores, with every option.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="options">Which scores, and what makes an event.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A rule is outside its range.</exception>
    /// <example><code>
    /// mlContext.Transforms.DetectEvents(new EventDetectionEstimator.Options
    /// {
    ///     ScoreColumnName = "Score", Label = "alarm", Rules = new EventRules { Threshold = 0.8f, ReleaseThreshold = 0.4f },
    /// });
    /// </code></example>
    public static EventDetectionEstimator DetectEvents(this TransformsCatalog catalog, EventDetectionEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new EventDetectionEstimator(options);
    }
}
