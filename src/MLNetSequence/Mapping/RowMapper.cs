namespace MLNetSequence.Mapping;

/// <summary>How a prediction engine uses a mapping: one row in, one row out.</summary>
internal sealed class RowMapper(IRowMapping mapping, DataViewSchema input) : IRowToRowMapper
{
    private readonly MappedSchema _schema = new(mapping, input);

    public DataViewSchema InputSchema => _schema.Input;

    public DataViewSchema OutputSchema => _schema.Output;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        _schema.Needed(_schema.Active(dependingColumns));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Schema != InputSchema)
        {
            throw new ArgumentException("The row is not of the schema that this mapper was made for.", nameof(input));
        }
        return new MappedRow(mapping, _schema, input, _schema.Active(activeColumns));
    }
}
