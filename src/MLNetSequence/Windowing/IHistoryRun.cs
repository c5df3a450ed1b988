namespace MLNetSequence.Windowing;

/// <summary>What a history transform remembers while one cursor reads. Series are counted from 0, and the rows of each.</summary>
internal interface IHistoryRun
{
    /// <summary>Takes in the current row of the input.</summary>
    void Read(int series, long row);

    /// <summary>A <see cref="ValueGetter{TValue}"/> for every appended column of whatever row is shown.</summary>
    IReadOnlyList<Delegate> CreateGetters(ShownRow shown);
}

/// <summary>The row that a cursor shows.</summary>
internal sealed class ShownRow
{
    private int _series;
    private bool _is;

    /// <summary>The series it is of.</summary>
    public int Series => _is
        ? _series
        : throw new InvalidOperationException("The cursor shows no row: MoveNext was not called, or returned false.");

    /// <summary>Its place in the series.</summary>
    public long Row { get; private set; }

    /// <summary>Rows of the series that are known.</summary>
    public long Count { get; private set; }

    public void Set(int series, long row, long count) => (_series, Row, Count, _is) = (series, row, count, true);

    public void Clear() => _is = false;
}
