namespace MLNetSequence;

/// <summary>Why training ended.</summary>
public enum TrainingOutcome
{
    /// <summary>All epochs were run.</summary>
    Completed,

    /// <summary>The loss no longer fell: see <see cref="EarlyStopping"/>.</summary>
    StoppedEarly,

    /// <summary>
    /// The caller asked to stop. The weights are those of the best epoch, where there is data to measure on or early stopping, and an
    /// epoch has ended; else those after the last whole batch.
    /// </summary>
    Cancelled,

    /// <summary>
    /// A loss or gradient was not finite. The weights are those of the best epoch, where there is data to measure on or early
    /// stopping; else those of the last whole epoch.
    /// </summary>
    Diverged,
}

/// <summary>What training came to.</summary>
/// <param name="Outcome">Why it ended.</param>
/// <param name="History">One entry for each epoch that was run to its end.</param>
/// <param name="Message">What happened, in a sentence; null where <paramref name="Outcome"/> is completed.</param>
public sealed record TrainingReport(TrainingOutcome Outcome, TrainingHistory History, string? Message)
{
    /// <summary>One line for a log.</summary>
    /// <returns>The outcome, and its message or the last epoch.</returns>
    public override string ToString() => $"{Outcome}: {Message ?? History.LastOrDefault()?.ToString() ?? "no epoch was left to run"}";
}
