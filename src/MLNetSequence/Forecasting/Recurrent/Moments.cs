namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>Mean, deviation and changes of numbers that come one by one (Welford 1962); NaN is left out.</summary>
internal struct Moments
{
    // Deviations that are no more than the rounding of numbers near the mean.
    private const double LeastChange = 1e-7;

    private double _squares, _last;
    private long _changes;

    public long Count { get; private set; }

    public double Mean { get; private set; }

    /// <summary>Mean of the magnitudes.</summary>
    public double Magnitude { get; private set; }

    /// <summary>Mean of the magnitudes of what lies between two that follow each other, with none missing between.</summary>
    public double Change { get; private set; }

    /// <summary>Whether two numbers followed each other.</summary>
    public readonly bool HasChange => _changes > 0;

    public void Add(double value)
    {
        if (Count > 0 && !double.IsNaN(value) && !double.IsNaN(_last))
        {
            _changes++;
            Change += (Math.Abs(value - _last) - Change) / _changes;
        }
        _last = value;
        if (double.IsNaN(value))
        {
            return;
        }
        Count++;
        double off = value - Mean;
        Mean += off / Count;
        _squares += off * (value - Mean);
        Magnitude += (Math.Abs(value) - Magnitude) / Count;
    }

    /// <summary>The deviation; 0 where all numbers are the same, but for rounding.</summary>
    public readonly double Deviation
    {
        get
        {
            double deviation = Count > 0 ? Math.Sqrt(_squares / Count) : 0;
            return deviation > LeastChange * Math.Abs(Mean) && deviation > 0 ? deviation : 0;
        }
    }
}
