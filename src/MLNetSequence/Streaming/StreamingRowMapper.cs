using MLNetSequence.Mapping;

namespace MLNetSequence.Streaming;

/// <summary>
/// How a <see cref="SequenceEngine{TSource, TPrediction}"/> uses a stream. What the stream reads is always needed, whatever is asked for.
/// </summary>
internal sealed class StreamingRowMapper(IStreamMapping mapping, DataViewSchema input) : IRowToRowMapper
{
    private readonly MappedSchema _schema =
        new(input ?? throw new ArgumentNullException(nameof(input)), mapping.Inputs, mapping.Outputs(input));

    public DataViewSchema InputSchema => _schema.Input;

    public DataViewSchema OutputSchema => _schema.Output;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        bool[] active = _schema.Active(dependingColumns);
        return InputSchema.Where(c => active[c.Index] || (!c.IsHidden && mapping.Inputs.Contains(c.Name)));
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Schema != InputSchema)
        {
            throw new ArgumentException("The row is not of the schema that this mapper was made for.", nameof(input));
        }
        return new StreamingRow(mapping.Open(input), _schema, input, _schema.Active(activeColumns));
    }
}
