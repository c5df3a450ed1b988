using MLNetSequence.Mapping;

namespace MLNetSequence.Loading;

/// <summary>A data view at the beginning of a pipeline. Each cursor reads its source anew, only as far as it is moved.</summary>
internal sealed class SourceView : IDataView
{
    private readonly Func<bool[], IRowReader> _open;

    /// <param name="schema">The columns.</param>
    /// <param name="open">Opens the source, given which columns are active.</param>
    public SourceView(DataViewSchema schema, Func<bool[], IRowReader> open) => (Schema, _open) = (schema, open);

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    /// <summary>A schema of columns that must all have names of their own.</summary>
    /// <exception cref="ArgumentException">A name is empty, or there twice.</exception>
    public static DataViewSchema MakeSchema(IEnumerable<(string Name, DataViewType Type)> columns)
    {
        var builder = new DataViewSchema.Builder();
        var names = new HashSet<string>();
        foreach ((string name, DataViewType type) in columns)
        {
            ArgumentException.ThrowIfNullOrEmpty(name, "columnName");
            if (!names.Add(name))
            {
                throw new ArgumentException($"Two columns would have the name '{name}'.", "columnName");
            }
            builder.AddColumn(name, type);
        }
        return builder.ToSchema();
    }

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = MappedSchema.Active(Schema, columnsNeeded);
        return new SourceCursor(Schema, active, _open(active));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
