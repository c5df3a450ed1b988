using MLNetSequence.Mapping;

namespace MLNetSequence.Windowing;

/// <summary>
/// A cursor that reads its input once and shows each row when the rows that it looks ahead to are there; what waits when the input
/// ends comes last, in the order of the input.
/// </summary>
internal sealed class HistoryCursor : DataViewRowCursor
{
    private readonly MappedSchema _schema;
    private readonly DataViewRowCursor _input;
    private readonly bool[] _active;
    private readonly ShownRows _rows;
    private readonly SeriesCounter _series;
    private readonly IHistoryRun? _run;
    private readonly WaitingRows? _waiting;
    private readonly ShownRow _shown = new();
    private readonly IReadOnlyList<Delegate> _getters;
    private Queue<(int Series, long Row)>? _rest;
    private long _position = -1;
    private bool _ended;

    /// <param name="schema">Input and output.</param>
    /// <param name="input">A cursor over what is needed.</param>
    /// <param name="active">Which columns of the output were asked for.</param>
    /// <param name="rows">Which rows to show.</param>
    /// <param name="series">Tells the series of the input's current row.</param>
    /// <param name="run">Computes the appended columns; null where none was asked for.</param>
    public HistoryCursor(
        MappedSchema schema, DataViewRowCursor input, bool[] active, ShownRows rows, SeriesCounter series, IHistoryRun? run)
    {
        (_schema, _input, _active, _rows, _series, _run) = (schema, input, active, rows, series, run);
        _getters = run?.CreateGetters(_shown) ?? [];
        _waiting = rows.Lookahead > 0 ? new WaitingRows(input, active, rows) : null;
    }

    public override DataViewSchema Schema => _schema.Output;

    public override long Position => _position;

    public override long Batch => 0;

    public override ValueGetter<DataViewRowId> GetIdGetter()
    {
        WaitingRows? waiting = _waiting;
        return waiting is null ? _input.GetIdGetter() : (ref DataViewRowId id) => id = waiting.Id(_shown);
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => MappedSchema.IsActive(_active, column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        MappedSchema.CheckActive(_active, column);
        int appended = column.Index - _schema.Input.Count;
        return appended >= 0 ? MappedSchema.Cast<TValue>(_getters[appended], column)
            : _waiting is null ? _input.GetGetter<TValue>(_schema.Input[column.Index])
            : MappedSchema.Cast<TValue>(_waiting.Getter(column.Index, _shown), column);
    }

    public override bool MoveNext()
    {
        bool moved;
        try
        {
            moved = (!_ended && MoveOn()) || MoveOnInTheRest();
        }
        catch
        {
            // A row is missing in the series from here on: nothing true can come after it.
            End();
            throw;
        }
        if (!moved)
        {
            End();
            return false;
        }
        _position++;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            End();
            _input.Dispose();
        }
        base.Dispose(disposing);
    }

    private bool MoveOn()
    {
        while (_input.MoveNext())
        {
            (int series, long row) = _series.Next();
            _run?.Read(series, row);
            if (_waiting is not null && _rows.Contains(row))
            {
                _waiting.Add(series, row);
            }
            long now = row - _rows.Lookahead;
            if (_rows.Contains(now))
            {
                _shown.Set(series, now, row + 1);
                return true;
            }
        }
        _ended = true;
        _rest = _rows.ToTheEnd ? _waiting?.InOrder(_series) : null;
        return false;
    }

    private bool MoveOnInTheRest()
    {
        if (_rest is null || !_rest.TryDequeue(out (int Series, long Row) next))
        {
            return false;
        }
        _shown.Set(next.Series, next.Row, _series.Count(next.Series));
        return true;
    }

    private void End()
    {
        _shown.Clear();
        (_ended, _rest, _position) = (true, null, -1);
    }
}
