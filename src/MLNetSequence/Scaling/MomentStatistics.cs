namespace MLNetSequence.Scaling;

/// <summary>
/// Mean and standard deviation by Welford's method (1962), merged by that of Chan, Golub and LeVeque (1983): no cancellation, whatever
/// the values' offset. A series of equal values has a spread of exactly zero.
/// </summary>
internal sealed class MomentStatistics : SeriesStatistics
{
    private double _mean;
    private double _squares;

    protected override void Include(double value)
    {
        double before = value - _mean;
        _mean += before / Count;
        _squares += before * (value - _mean);
    }

    protected override void Include(SeriesStatistics other)
    {
        var from = (MomentStatistics)other;
        double difference = from._mean - _mean;
        double share = from.Count / (double)(Count + from.Count);
        _mean += difference * share;
        _squares += from._squares + difference * difference * share * Count;
    }

    protected override (double Centre, double Scale) Finish() => (_mean, Math.Sqrt(_squares / Count));
}
