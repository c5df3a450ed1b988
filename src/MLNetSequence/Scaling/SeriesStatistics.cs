namespace MLNetSequence.Scaling;

/// <summary>What is known of one series so far: its values one by one, NaN left out, and in the end a centre and a scale.</summary>
internal abstract class SeriesStatistics
{
    /// <summary>Values so far, without missing ones.</summary>
    public long Count { get; private set; }

    /// <summary>Statistics of nothing yet.</summary>
    public static SeriesStatistics Create(SeriesScaling scaling, float minimum, float maximum) => scaling switch
    {
        SeriesScaling.Standard => new MomentStatistics(),
        SeriesScaling.MinMax => new RangeStatistics(minimum, maximum),
        SeriesScaling.Robust => new QuantileStatistics(),
        _ => new MagnitudeStatistics(),
    };

    /// <param name="value">A finite value, or NaN for a missing one.</param>
    public void Add(float value)
    {
        if (!float.IsNaN(value))
        {
            Count++;
            Include(value);
        }
    }

    /// <summary>Adds all values of another series, whose statistics are of the same kind.</summary>
    public void Merge(SeriesStatistics other)
    {
        if (other.Count > 0)
        {
            Include(other);
            Count += other.Count;
        }
    }

    /// <summary>Centre and scale, both finite and the scale above 0; there must be a value.</summary>
    public (double Centre, double Scale) Result()
    {
        (double centre, double scale) = Finish();
        return (centre, scale == 0 ? 1 : scale);
    }

    /// <summary>Takes a finite value in; <see cref="Count"/> counts it already.</summary>
    protected abstract void Include(double value);

    /// <summary>Takes in what another one of this kind has, at least one value; <see cref="Count"/> does not count it yet.</summary>
    protected abstract void Include(SeriesStatistics other);

    /// <summary>Centre and scale; 0 for no spread.</summary>
    protected abstract (double Centre, double Scale) Finish();
}
