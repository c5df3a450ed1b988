namespace MLNetSequence.Engine.Training.RangeTest;

/// <summary>The exponential mean of a growing number of losses, corrected for its beginning at 0, and whether it has exploded.</summary>
/// <param name="kept">The share of the mean that a new loss leaves.</param>
/// <param name="signed">The loss may be below 0, as the logarithm of a density may.</param>
internal sealed class SmoothedLoss(double kept, bool signed)
{
    // How many times its lowest value the mean may reach: fastai's.
    private const double MostGrowth = 4;

    private double _sum;
    private double _missing = 1;
    private double _first = double.NaN;
    private double _lowest = double.PositiveInfinity;
    private double _mean;

    /// <summary>Whether the mean is above 4 times the lowest it was, or not finite.</summary>
    /// <remarks>
    /// For a loss that may be below 0 a multiple says nothing. There the mean has exploded where it lies above its lowest by 3 times
    /// as much as that is away from 0, or below the first: the same for a loss that is positive and has not fallen much.
    /// </remarks>
    public bool HasExploded => !double.IsFinite(_mean) || _mean > MostAllowed;

    private double MostAllowed => signed
        ? _lowest + (MostGrowth - 1) * Math.Max(Math.Abs(_lowest), _first - _lowest)
        : MostGrowth * _lowest;

    /// <summary>Takes a loss in.</summary>
    /// <returns>The mean.</returns>
    public double Add(double loss)
    {
        _sum = kept * _sum + (1 - kept) * loss;
        _missing *= kept;
        _mean = _sum / (1 - _missing);
        _first = double.IsNaN(_first) ? _mean : _first;
        _lowest = Math.Min(_lowest, _mean);
        return _mean;
    }
}
