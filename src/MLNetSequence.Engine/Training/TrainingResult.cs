namespace MLNetSequence.Engine.Training;

/// <summary>Why training ended.</summary>
internal enum TrainingEnd
{
    /// <summary>All epochs were run.</summary>
    Completed,

    /// <summary>The loss no longer fell.</summary>
    StoppedEarly,

    /// <summary>The caller asked to stop; the parameters are those of the last whole batch, or of the best epoch.</summary>
    Cancelled,

    /// <summary>A loss or gradient was not finite; the parameters are those of the last whole epoch, or of the best.</summary>
    Diverged,
}

/// <summary>What training came to.</summary>
/// <param name="End">Why it ended.</param>
/// <param name="History">One entry an epoch run to its end.</param>
/// <param name="Message">What happened, where <paramref name="End"/> is not completed.</param>
internal sealed record TrainingResult(TrainingEnd End, IReadOnlyList<TrainingProgress> History, string? Message);
