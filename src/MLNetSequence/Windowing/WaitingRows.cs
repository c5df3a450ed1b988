using MLNetSequence.Mapping;

namespace MLNetSequence.Windowing;

/// <summary>
/// What is active of the input, kept of the rows that wait until the rows are there that they look ahead to. Each series takes up to
/// <see cref="ShownRows.Waiting"/> places, one as each row comes, and then uses them again.
/// </summary>
internal sealed class WaitingRows
{
    private const int FirstPlaces = 16;

    private readonly DataViewRowCursor _input;
    private readonly ShownRows _rows;
    private readonly ColumnBuffer?[] _columns;
    private readonly ColumnBuffer[] _activeColumns;
    private readonly ValueGetter<DataViewRowId> _getId;
    private readonly SeriesRings<int> _places;
    private DataViewRowId[] _ids = new DataViewRowId[FirstPlaces];
    private long[] _positions = new long[FirstPlaces];
    private int _taken;

    public WaitingRows(DataViewRowCursor input, bool[] active, ShownRows rows)
    {
        (_input, _rows) = (input, rows);
        _getId = input.GetIdGetter();
        _places = new SeriesRings<int>(rows.Waiting, width: 1);
        _columns = [.. input.Schema.Select(c => active[c.Index] ? ColumnBuffer.Create(input, c, FirstPlaces) : null)];
        _activeColumns = [.. _columns.OfType<ColumnBuffer>()];
    }

    /// <summary>Keeps the current row of the input.</summary>
    public void Add(int series, long row)
    {
        long number = _rows.Number(row);
        ref int place = ref _places.Next(series, number)[0];
        if (number < _rows.Waiting)
        {
            place = _taken++;
        }
        _getId(ref ColumnBuffer.Place(ref _ids, place));
        ColumnBuffer.Place(ref _positions, place) = _input.Position;
        foreach (ColumnBuffer column in _activeColumns)
        {
            column.Read(place);
        }
    }

    /// <summary>A <see cref="ValueGetter{TValue}"/> of an active column of the input for whatever row is shown.</summary>
    public Delegate Getter(int column, ShownRow shown) => _columns[column]!.Getter(() => Place(shown.Series, shown.Row));

    public DataViewRowId Id(ShownRow shown) => _ids[Place(shown.Series, shown.Row)];

    /// <summary>The rows that still wait, in the order of the input.</summary>
    public Queue<(int Series, long Row)> InOrder(SeriesCounter counter)
    {
        var waiting = new List<(int Series, long Row)>();
        for (int series = 0; series < counter.Series; series++)
        {
            long count = counter.Count(series);
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

    private int Place(int series, long row) => _places.Read(series, _rows.Number(row))[0];
}
