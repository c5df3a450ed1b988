namespace MLNetSequence.Mapping;

/// <summary>A cursor over a <see cref="MappedView"/>: row for row the input's, values computed as they are asked for.</summary>
internal sealed class MappedCursor(IRowMapping mapping, MappedSchema schema, DataViewRowCursor input, bool[] active)
    : DataViewRowCursor
{
    private readonly MappedRow _row = new(mapping, schema, input, active);

    public override DataViewSchema Schema => schema.Output;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _row.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _row.GetGetter<TValue>(column);

    public override bool MoveNext() => input.MoveNext();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _row.Dispose();
        }
        base.Dispose(disposing);
    }
}
