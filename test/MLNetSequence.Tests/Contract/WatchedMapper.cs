using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Contract;

/// <summary>Copies a column of text row by row, and notes every call in the order they come.</summary>
internal sealed class WatchedMapper(string input, string output) : ITransformer, IRowToRowMapper, IDisposable
{
    public List<string> Calls { get; } = [];
    public DataViewRow? Row { get; private set; }
    public bool IsRowToRowMapper => true;
    public DataViewSchema InputSchema { get; private set; } = null!;
    public DataViewSchema OutputSchema { get; private set; } = null!;
    public IDataView Transform(IDataView data) => throw new InvalidOperationException("No view is asked for.");
    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new InvalidOperationException("It is not saved.");
    public void Dispose() => Calls.Add("disposed");

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        builder.AddColumn(output, TextDataViewType.Instance);
        return builder.ToSchema();
    }

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        Calls.Add("mapper");
        (InputSchema, OutputSchema) = (inputSchema, GetOutputSchema(inputSchema));
        return this;
    }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) => InputSchema;

    public DataViewRow GetRow(DataViewRow row, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Assert.AreSame(InputSchema, row.Schema);
        Calls.Add(activeColumns.Count() == OutputSchema.Count ? "row: all" : "row: some");
        return Row = new Watched(this, row);
    }

    private sealed class Watched(WatchedMapper mapper, DataViewRow row) : DataViewRow
    {
        public override DataViewSchema Schema => mapper.OutputSchema;
        public override long Position => row.Position;
        public override long Batch => row.Batch;
        public override ValueGetter<DataViewRowId> GetIdGetter() => row.GetIdGetter();
        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            mapper.Calls.Add($"getter {column.Name}");
            var get = row.GetGetter<ReadOnlyMemory<char>>(row.Schema[mapper.Input]);
            ValueGetter<ReadOnlyMemory<char>> watched = (ref ReadOnlyMemory<char> value) =>
            {
                get(ref value);
                mapper.Calls.Add($"{value} at {row.Position}");
                _ = value.ToString() == "bad" ? throw new InvalidDataException("Bad.") : 0;
            };
            return (ValueGetter<TValue>)(object)watched;
        }
    }

    private string Input => input;
}
