namespace MLNetSequence.Mapping;

/// <summary>A data view with the appended columns, computed lazily, row by row.</summary>
internal sealed class MappedView(IRowMapping mapping, IDataView input) : IDataView
{
    private readonly MappedSchema _schema = new(mapping, input.Schema);

    public DataViewSchema Schema => _schema.Output;

    public bool CanShuffle => input.CanShuffle;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = _schema.Active(columnsNeeded);
        return new MappedCursor(mapping, _schema, input.GetRowCursor(_schema.Needed(active), rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = _schema.Active(columnsNeeded);
        DataViewRowCursor[] cursors = input.GetRowCursorSet(_schema.Needed(active), n, rand);
        return [.. cursors.Select(c => new MappedCursor(mapping, _schema, c, active))];
    }
}
