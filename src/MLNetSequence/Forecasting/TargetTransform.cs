namespace MLNetSequence;

/// <summary>
/// What a forecaster does to a target before it is scaled, and undoes in its forecast. Bounds and medians stay what they are; a mean
/// becomes a median.
/// </summary>
public enum TargetTransform
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The natural logarithm, for values above 0 whose changes are in proportion to them.</summary>
    Logarithm,

    /// <summary>The natural logarithm of 1 more, for values of at least 0.</summary>
    LogarithmOfOneMore,

    /// <summary>The square root, for values of at least 0, such as counts.</summary>
    SquareRoot,
}
