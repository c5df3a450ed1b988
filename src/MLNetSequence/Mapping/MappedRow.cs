namespace MLNetSequence.Mapping;

/// <summary>An input row with the appended columns behind its own.</summary>
internal sealed class MappedRow(IRowMapping mapping, MappedSchema schema, DataViewRow input, bool[] active) : DataViewRow
{
    private IReadOnlyList<Delegate>? _getters;

    public override DataViewSchema Schema => schema.Output;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => MappedSchema.IsActive(active, column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        MappedSchema.CheckActive(active, column);
        if (!schema.IsAppended(column))
        {
            return input.GetGetter<TValue>(schema.Input[column.Index]);
        }
        _getters ??= mapping.CreateGetters(input);
        return MappedSchema.Cast<TValue>(_getters[column.Index - schema.Input.Count], column);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            input.Dispose();
        }
        base.Dispose(disposing);
    }
}
