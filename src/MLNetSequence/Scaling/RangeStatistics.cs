namespace MLNetSequence.Scaling;

/// <summary>Smallest and largest value, which become <paramref name="minimum"/> and <paramref name="maximum"/>.</summary>
internal sealed class RangeStatistics(float minimum, float maximum) : SeriesStatistics
{
    private double _least = double.PositiveInfinity;
    private double _most = double.NegativeInfinity;

    protected override void Include(double value) =>
        (_least, _most) = (Math.Min(_least, value), Math.Max(_most, value));

    protected override void Include(SeriesStatistics other)
    {
        Include(((RangeStatistics)other)._least);
        Include(((RangeStatistics)other)._most);
    }

    // Where there is no spread, the one value becomes the minimum, as in scikit-learn.
    protected override (double Centre, double Scale) Finish()
    {
        double scale = _least == _most ? 1 : (_most - _least) / ((double)maximum - minimum);
        return (_least - minimum * scale, scale);
    }
}
