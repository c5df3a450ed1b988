namespace MLNetSequence.Forecasting.Series;

/// <summary>The rows of one series that are kept: all that were read, or the last ones.</summary>
/// <param name="facts">What holds for the whole series.</param>
/// <param name="width">Numbers of a row.</param>
/// <param name="timed">Whether rows have times.</param>
internal sealed class SeriesRows(SeriesFacts facts, int width, bool timed)
{
    private const int FirstRows = 4;

    private float[] _values = [];
    private long[] _times = [];

    public SeriesFacts Facts => facts;

    /// <summary>Rows that are kept.</summary>
    public int Count { get; private set; }

    /// <summary>Rows of the series that came before those that are kept.</summary>
    public long Before { get; private set; }

    /// <summary>All rows of the series.</summary>
    public long Total => Before + Count;

    /// <summary>The time of the last row; 0 where there is none.</summary>
    public long LastTime => timed && Count > 0 ? _times[Count - 1] : 0;

    /// <summary>The numbers of all rows that are kept, [Count, width].</summary>
    public ReadOnlyMemory<float> Values => _values.AsMemory(0, Count * width);

    /// <summary>Their times, [Count]; empty where rows have none.</summary>
    public ReadOnlyMemory<long> Times => timed ? _times.AsMemory(0, Count) : default;

    /// <summary>Some rows' numbers.</summary>
    public ReadOnlyMemory<float> ValuesOf(int first, int count) => _values.AsMemory(first * width, count * width);

    /// <summary>Some rows' times; empty where rows have none.</summary>
    public ReadOnlyMemory<long> TimesOf(int first, int count) => timed ? _times.AsMemory(first, count) : default;

    /// <summary>Adds a row.</summary>
    /// <param name="numbers">[width].</param>
    /// <param name="time">Its time; not read where rows have none.</param>
    public void Add(ReadOnlySpan<float> numbers, long time)
    {
        int end = checked((Count + 1) * width);
        if (end > _values.Length)
        {
            int rows = Math.Max(FirstRows, Count + Count / 2);
            Array.Resize(ref _values, (int)Math.Min(Math.Max(end, (long)rows * width), Array.MaxLength));
        }
        numbers.CopyTo(_values.AsSpan(Count * width, width));
        if (timed)
        {
            if (Count == _times.Length)
            {
                Array.Resize(ref _times, Math.Max(FirstRows, Count + Count / 2));
            }
            _times[Count] = time;
        }
        facts.See(numbers, Total);
        Count++;
    }

    /// <summary>Forgets rows that came first: at most twice as many are kept as must be, so that it costs little a row.</summary>
    /// <param name="rows">Rows that must be kept.</param>
    public void KeepLast(int rows)
    {
        if (Count < 2L * rows)
        {
            return;
        }
        int gone = Count - rows;
        Array.Copy(_values, gone * width, _values, 0, rows * width);
        if (timed)
        {
            Array.Copy(_times, gone, _times, 0, rows);
        }
        (Count, Before) = (rows, Before + gone);
    }

    /// <summary>Gives back what was reserved and not used.</summary>
    public void Trim()
    {
        Array.Resize(ref _values, Count * width);
        Array.Resize(ref _times, timed ? Count : 0);
    }

    /// <summary>The first rows, which are not copied; no row may be added to them.</summary>
    public SeriesRows First(int rows) => new(facts, width, timed) { _values = _values, _times = _times, Count = rows, Before = Before };

    /// <summary>The last rows, as a series that goes on by itself and knows how many came before.</summary>
    public SeriesRows Last(int rows)
    {
        int kept = Math.Min(rows, Count);
        return new SeriesRows(facts.Copy(), width, timed)
        {
            _values = ValuesOf(Count - kept, kept).ToArray(),
            _times = TimesOf(Count - kept, kept).ToArray(),
            Count = kept,
            Before = Total - kept,
        };
    }

    /// <summary>What was saved.</summary>
    public static SeriesRows Of(SeriesFacts facts, int width, float[] values, long[] times, long before) =>
        new(facts, width, times.Length > 0) { _values = values, _times = times, Count = values.Length / width, Before = before };
}
