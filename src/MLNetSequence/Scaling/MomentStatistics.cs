namespace MLNetSequence.Scaling;

/// <summary>
/// Mean and standard deviation by Welford's method (1962), merged by that of Chan, Golub and LeVeque (1983): no cancellation, whatever
/// the values' offset. The mean is a sum of two doubles, so that it does not drift over many rows either. A series of equal values has
/// a spread of exactly zero.
/// </summary>
internal sealed class MomentStatistics : SeriesStatistics
{
    private double _mean;
    private double _rest;
    private double _squares;

    protected override void Include(double value)
    {
        double before = value - _mean - _rest;
        MoveMean(before / Count);
        _squares += before * (value - _mean - _rest);
    }

    protected override void Include(SeriesStatistics other)
    {
        var from = (MomentStatistics)other;
        double difference = from._mean - _mean + (from._rest - _rest);
        double share = from.Count / (double)(Count + from.Count);
        MoveMean(difference * share);
        _squares += from._squares + difference * difference * share * Count;
    }

    protected override (double Centre, double Scale) Finish() => (_mean + _rest, Math.Sqrt(_squares / Count));

    // Knuth's two-sum: what the sum of two doubles loses is a double, and kept.
    private void MoveMean(double by)
    {
        double step = by + _rest;
        double sum = _mean + step;
        double added = sum - _mean;
        _rest = _mean - (sum - added) + (step - added);
        _mean = sum;
    }
}
