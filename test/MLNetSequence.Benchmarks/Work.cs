namespace MLNetSequence.Benchmarks;

/// <summary>What one call does.</summary>
internal enum Work
{
    /// <summary>Forward, backward with the input's gradient, clipping by the global norm, Adam.</summary>
    Train,

    /// <summary>Forward of the whole batch.</summary>
    Infer,

    /// <summary>Forward of one sequence.</summary>
    Row,
}

/// <summary>Somebody whose time is taken.</summary>
internal interface IContender
{
    /// <summary>Does the work so many times, one after the other.</summary>
    /// <returns>Seconds in all; null if this contender cannot, now or any more.</returns>
    double? Run(Work work, int calls);
}
