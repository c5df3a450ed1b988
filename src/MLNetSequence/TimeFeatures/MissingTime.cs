namespace MLNetSequence;

/// <summary>
/// What becomes of <c>default(DateTime)</c>, midnight of the first day of year 1. ML.NET has no missing date: its text loader puts this one
/// where a field is empty (at one that is no date it throws), so it is taken for a missing one.
/// </summary>
public enum MissingTime
{
    /// <summary>An <see cref="InvalidOperationException"/> that names the row.</summary>
    Throw,

    /// <summary>All features of the row are NaN.</summary>
    NaN,
}
