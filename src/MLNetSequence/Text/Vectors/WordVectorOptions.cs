namespace MLNetSequence;

/// <summary>How <see cref="WordVectors"/> are loaded.</summary>
public sealed class WordVectorOptions
{
    /// <summary>
    /// Whether a word that is not in the file as it is takes the vector of the first word there that differs from it in case only
    /// (invariant culture). Default: it does not. Where the word itself is in the file, at whatever place, it wins.
    /// </summary>
    public bool LowerCaseFallback { get; set; }

    /// <summary>What a word gets that is not in the file. Default: zeros.</summary>
    public MissingVectors Missing { get; set; } = MissingVectors.Zeros;

    /// <summary>Decides what <see cref="MissingVectors.Normal"/> draws: the same seed draws the same numbers. Default: 0.</summary>
    public long Seed { get; set; }
}
