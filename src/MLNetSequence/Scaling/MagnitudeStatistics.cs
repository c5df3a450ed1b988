namespace MLNetSequence.Scaling;

/// <summary>Mean of |x|, the sum compensated after Kahan (1965).</summary>
internal sealed class MagnitudeStatistics : SeriesStatistics
{
    private double _sum;
    private double _lost;

    protected override void Include(double value) => AddToSum(Math.Abs(value));

    protected override void Include(SeriesStatistics other)
    {
        var from = (MagnitudeStatistics)other;
        AddToSum(from._sum);
        AddToSum(-from._lost);
    }

    protected override (double Centre, double Scale) Finish() => (0, _sum / Count);

    private void AddToSum(double value)
    {
        double term = value - _lost;
        double sum = _sum + term;
        _lost = sum - _sum - term;
        _sum = sum;
    }
}
