namespace MLNetSequence;

/// <summary>How a series is scaled: each value x becomes (x − centre) / scale.</summary>
/// <remarks>
/// Missing values (NaN) are left out of the statistics. Where the scale would be zero it is 1, as in scikit-learn; so a series
/// that never changes becomes 0 (under <see cref="MinMax"/>: the minimum asked for).
/// </remarks>
public enum SeriesScaling
{
    /// <summary>
    /// Mean and standard deviation of the population (division by n), as scikit-learn's StandardScaler; accumulated by Welford's
    /// method.
    /// </summary>
    Standard,

    /// <summary>
    /// The smallest value becomes the minimum asked for and the largest the maximum, 0 and 1 unless said otherwise, as scikit-learn's
    /// MinMaxScaler, which is also what Darts' Scaler uses.
    /// </summary>
    MinMax,

    /// <summary>
    /// Median and distance of the quartiles (q75 − q25), as scikit-learn's RobustScaler: quantiles between two values are interpolated
    /// linearly. Fitting keeps all values, four bytes each.
    /// </summary>
    Robust,

    /// <summary>Centre 0 and the mean of |x|, as GluonTS' MeanScaler, which DeepAR uses.</summary>
    MeanAbsolute,
}
