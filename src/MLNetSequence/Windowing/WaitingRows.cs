using MLNetSequence.Scoring;

namespace MLNetSequence.Windowing;

/// <summary>
/// What is active of the input, kept of the rows that wait until the rows are there that they look ahead to. Each series has
/// <see cref="ShownRows.Waiting"/> places, one behind the other.
/// </summary>
internal sealed class WaitingRows
{
    private const int FirstPlaces = 16;

    private readonly DataViewRowCursor _input;
    private readonly ShownRows _rows;
    private readonly ColumnBuffer?[] _columns;
    private readonly ColumnBuffer[] _activeColumns;
    private readonly ValueGetter<DataViewRowId> _getId;
    private DataViewRowId[] _ids = new DataViewRowId[FirstPlaces];
    private long[] _positions = new long[FirstPlaces];

    public WaitingRows(DataViewRowCursor input, bool[] active, ShownRows rows)
    {
        (_input, _rows) = (input, rows);
        _getId = input.GetIdGetter();
        _columns = [.. input.Schema.Select(c => active[c.Index] ? ColumnBuffer.Create(input, c, FirstPlaces) : null)];
        _activeColumns = [.. _columns.OfType<ColumnBuffer>()];
    }

    /// <summary>Keeps the current row of the input.</summary>
    public void Add(int series, long row)
    {
        int place = Place(series, row);
        if (place >= _ids.Length)
        {
            Grow(Math.Max(place + 1, (int)Math.Min(2L * _ids.Length, Array.MaxLength)));
        }
        _getId(ref _ids[place]);
        _positions[place] = _input.Position;
        foreach (ColumnBuffer column in _activeColumns)
        {
            column.Read(place);
        }
    }

    /// <summary>A <see cref="ValueGetter{TValue}"/> of an active column of the input for whatever row is shown.</summary>
    public Delegate Getter(int column, ShownRow shown) => _columns[column]!.Getter(() => Place(shown.Series, shown.Row));

    public DataViewRowId Id(ShownRow shown) => _ids[Place(shown.Series, shown.Row)];

    /// <summary>The rows that still wait, in the order of the input.</summary>
    public Queue<(int Series, long Row)> InOrder(GroupReader groups)
    {
        var waiting = new List<(int Series, long Row)>();
        for (int series = 0; series < groups.Series; series++)
        {
            long count = groups.Count(series);
            for (long row = Math.Max(0, count - _rows.Lookahead); row < count; row++)
            {
                if (_rows.Contains(row))
                {
                    waiting.Add((series, row));
                }
            }
        }
        return new Queue<(int Series, long Row)>(waiting.OrderBy(w => _positions[Place(w.Series, w.Row)]));
    }

    private int Place(int series, long row) => checked((series * _rows.Waiting) + _rows.Place(row));

    private void Grow(int places)
    {
        Array.Resize(ref _ids, places);
        Array.Resize(ref _positions, places);
        foreach (ColumnBuffer column in _activeColumns)
        {
            column.Grow(places);
        }
    }
}
