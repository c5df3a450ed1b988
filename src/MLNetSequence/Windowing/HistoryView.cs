using MLNetSequence.Mapping;

namespace MLNetSequence.Windowing;

/// <summary>The rows that a history transform shows. The order of the input is what it lives by, so it never shuffles.</summary>
internal sealed class HistoryView(SequenceHistoryTransformer transformer, MappedSchema schema, IDataView input) : IDataView
{
    public DataViewSchema Schema => schema.Output;

    public bool CanShuffle => false;

    public long? GetRowCount() => transformer.Rows.AreAll ? input.GetRowCount() : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = schema.Active(columnsNeeded);
        bool appends = active.AsSpan(schema.Input.Count).Contains(true);
        // Where rows are left out or wait, it is the series that decides which come, and in what order.
        string? group = appends || !transformer.Rows.AreInPlace ? transformer.GroupColumn : null;
        GroupLookup? groups = GroupLookup.For(schema.Input, group);
        var needed = schema.Needed(active).ToDictionary(c => c.Index);
        if (group is not null)
        {
            needed[schema.Input[group].Index] = schema.Input[group];
        }
        DataViewRowCursor cursor = input.GetRowCursor(needed.Values);
        try
        {
            IHistoryRun? run = appends ? transformer.Start(cursor) : null;
            return new HistoryCursor(schema, cursor, active, transformer.Rows, new SeriesCounter(groups?.Open(cursor, group!)), run);
        }
        catch
        {
            // Nobody else knows of the cursor.
            cursor.Dispose();
            throw;
        }
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
