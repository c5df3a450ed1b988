namespace MLNetSequence;

/// <summary>What becomes of a series that was not there when the scaling was fitted.</summary>
public enum UnknownSeries
{
    /// <summary>An <see cref="InvalidOperationException"/> that names the row and the series.</summary>
    Throw,

    /// <summary>It is scaled by the statistics of all series together.</summary>
    UseAll,
}
