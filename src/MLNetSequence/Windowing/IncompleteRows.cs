namespace MLNetSequence;

/// <summary>What becomes of a row for which the series does not hold all that is needed, at its beginning or at its end.</summary>
public enum IncompleteRows
{
    /// <summary>It is left out. So is every row of a series that is too short.</summary>
    Drop,

    /// <summary>It stays; what is missing is NaN, which is a missing value in ML.NET.</summary>
    FillWithNaN,
}
