using MLNetSequence.Mapping;

namespace MLNetSequence.Streaming;

/// <summary>
/// A row with a stream's columns behind its own. The stream reads each row once, told by its position: when the first of its values is
/// asked for, or at the latest when the row is taken in.
/// </summary>
internal sealed class StreamingRow(IStreamRun run, MappedSchema schema, DataViewRow input, bool[] active) : DataViewRow
{
    private long _read = -1;

    public override DataViewSchema Schema => schema.Output;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    /// <summary>Has the stream read the current row, if it has not yet.</summary>
    public void Read()
    {
        if (_read != input.Position)
        {
            // Where this throws, the row has not been read.
            _read = -1;
            run.Read();
            _read = input.Position;
        }
    }

    /// <summary>Takes in the row that was read.</summary>
    public void TakeIn() => run.TakeIn();

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => MappedSchema.IsActive(active, column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        MappedSchema.CheckActive(active, column);
        if (!schema.IsAppended(column))
        {
            return input.GetGetter<TValue>(schema.Input[column.Index]);
        }
        ValueGetter<TValue> get = MappedSchema.Cast<TValue>(run.Getters[column.Index - schema.Input.Count], column);
        return (ref TValue value) =>
        {
            Read();
            get(ref value);
        };
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
