namespace MLNetSequence;

/// <summary>What a word of the vocabulary gets that has no vector in the file.</summary>
public enum MissingVectors
{
    /// <summary>Zeros.</summary>
    Zeros,

    /// <summary>Numbers drawn from a normal distribution with the mean and the standard deviation of all numbers found.</summary>
    Normal,

    /// <summary>The mean of the vectors found.</summary>
    Mean,
}
