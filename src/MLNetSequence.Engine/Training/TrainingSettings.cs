namespace MLNetSequence.Engine.Training;

/// <summary>How to train; whoever fills it has checked the ranges.</summary>
internal sealed record TrainingSettings
{
    public required int Epochs { get; init; }

    /// <summary>Sequences in a batch.</summary>
    public required int BatchSize { get; init; }

    public required double LearningRate { get; init; }

    /// <summary>Largest global norm of a gradient; infinity for no clipping.</summary>
    public double ClipNorm { get; init; } = double.PositiveInfinity;

    /// <summary>Share of the sequences that is held out, from 0 to below 1.</summary>
    public double ValidationFraction { get; init; }

    public required long Seed { get; init; }

    /// <summary>At least 1. It changes the time, never the result.</summary>
    public required int Threads { get; init; }
}

/// <summary>Why training ended.</summary>
internal enum TrainingEnd
{
    /// <summary>All epochs were run.</summary>
    Completed,

    /// <summary>The caller asked to stop; the parameters are those of the last whole batch.</summary>
    Cancelled,

    /// <summary>A loss or gradient was not finite; the parameters are those of the last whole epoch.</summary>
    Diverged,
}

/// <summary>What training came to.</summary>
/// <param name="End">Why it ended.</param>
/// <param name="History">One entry an epoch run to its end.</param>
/// <param name="Message">What happened, where <paramref name="End"/> is not completed.</param>
internal sealed record TrainingResult(TrainingEnd End, IReadOnlyList<TrainingProgress> History, string? Message);
