using MLNetSequence.Mapping;

namespace MLNetSequence.Loading;

/// <summary>Moves over the rows of a source.</summary>
internal sealed class SourceCursor(DataViewSchema schema, bool[] active, IRowReader reader) : DataViewRowCursor
{
    private long _position = -1;
    private long _rows;
    private bool _ended;

    public override DataViewSchema Schema => schema;

    public override long Position => _position;

    public override long Batch => 0;

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Shown(), 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => MappedSchema.IsActive(active, column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        MappedSchema.CheckActive(active, column);
        ValueGetter<TValue> get = MappedSchema.Cast<TValue>(reader.Getter(column.Index), column);
        return (ref TValue value) =>
        {
            Shown();
            get(ref value);
        };
    }

    public override bool MoveNext()
    {
        if (_ended)
        {
            return false;
        }
        // A row that cannot be read ends it: nothing behind it is where it should be.
        (_position, _ended) = (-1, true);
        if (!reader.Read())
        {
            reader.Dispose();
            return false;
        }
        (_position, _ended) = (_rows++, false);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            (_position, _ended) = (-1, true);
            reader.Dispose();
        }
        base.Dispose(disposing);
    }

    private long Shown() => _position >= 0
        ? _position
        : throw new InvalidOperationException("The cursor is at no row: MoveNext has not been called, or has returned false.");
}
