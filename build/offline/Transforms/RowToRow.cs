namespace Microsoft.ML.Data;

/// <summary>The estimator of a transformer that makes one column out of others of the same row.</summary>
public abstract class RowToRowEstimator<TTransformer> : IEstimator<TTransformer> where TTransformer : class, ITransformer
{
    private protected RowToRowEstimator(string outputColumnName, params string[] inputColumnNames)
    {
        CheckNonEmpty(outputColumnName, nameof(outputColumnName));
        CheckParam(inputColumnNames.Length > 0 && !inputColumnNames.Any(string.IsNullOrEmpty), nameof(inputColumnNames));
        (Output, Inputs) = (outputColumnName, inputColumnNames);
    }

    private protected string Output { get; }
    private protected string[] Inputs { get; }
    public abstract TTransformer Fit(IDataView input);

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        var columns = Array.ConvertAll(Inputs, name
            => inputSchema.TryFindColumn(name, out var column) ? column : throw MissingColumn("input", name));
        return new(inputSchema.Where(old => old.Name != Output).Append(ShapeOf(columns)));
    }

    private protected abstract SchemaShape.Column ShapeOf(SchemaShape.Column[] inputs);
}

/// <summary>A transformer that makes one column out of others of the same row. What it is made of is saved here.</summary>
public abstract class RowToRowTransformerBase : ITransformer
{
    private readonly VersionInfo _version;
    private readonly string[] _inputs;

    private protected RowToRowTransformerBase(VersionInfo version, string output, params string[] inputs)
        => (_version, Output, _inputs) = (version, output, inputs);
    bool ITransformer.IsRowToRowMapper => true;
    private protected string Output { get; }
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Map(inputSchema).OutputSchema;
    public IDataView Transform(IDataView input) => new MappedDataView(input, Map(input.Schema));
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Map(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(_version);
        ctx.Writer.Write(Output);
        SchemaCodec.WriteItems(ctx.Writer, Array.ConvertAll(_inputs, name => name.AsMemory()));
        Save(ctx.Writer);
    }

    private protected static T Load<T>(ModelLoadContext ctx, VersionInfo version, Func<string, string[], T> make)
    {
        ctx.CheckAtModel(version);
        string output = ctx.Reader.ReadString();
        string[] inputs = Array.ConvertAll(SchemaCodec.ReadItems<Text>(ctx.Reader), name => name.ToString());
        CheckDecode(inputs.Length > 0, "Corrupt columns");
        return make(output, inputs);
    }

    /// <summary>The new column, and how it is computed from a row in which the inputs are active.</summary>
    private protected abstract (DataViewType Type, Annotations Annotations, Func<DataViewRow, Delegate> MakeGetter) Bind(Column[] inputs);
    private protected virtual void Save(BinaryWriter writer) { }
    internal static Column Find(DataViewSchema input, string name) => input.GetColumnOrNull(name) ?? throw MissingColumn("input", name);

    private protected static Annotations.Builder SlotNamesOf(Column column)
    {
        var annotations = new Annotations.Builder();
        annotations.Add(column.Annotations, name => name == SlotNames);
        return annotations;
    }

    private RowMapping Map(DataViewSchema input)
    {
        var columns = Array.ConvertAll(_inputs, name => Find(input, name));
        var (type, annotations, makeGetter) = Bind(columns);
        return new(input, new(Output, type, annotations), columns, makeGetter);
    }
}

/// <summary>An input schema with one more column. It stands last, or right behind the column of the same name that it hides.</summary>
internal sealed class RowMapping : IRowToRowMapper
{
    private readonly int _at;
    private readonly Column[] _sources;
    private readonly Func<DataViewRow, Delegate> _makeGetter;

    public RowMapping(DataViewSchema input, DetachedColumn added, Column[] sources, Func<DataViewRow, Delegate> makeGetter)
    {
        (InputSchema, _sources, _makeGetter) = (input, sources, makeGetter);
        _at = input.GetColumnOrNull(added.Name)?.Index + 1 ?? input.Count;
        var columns = input.Select(column => new DetachedColumn(column));
        OutputSchema = DataViewSchema.Of([.. columns.Take(_at), added, .. columns.Skip(_at)]);
    }

    public DataViewSchema InputSchema { get; }
    public DataViewSchema OutputSchema { get; }

    public IEnumerable<Column> GetDependencies(IEnumerable<Column> dependingColumns)
    {
        var wanted = Cursors.Wanted(dependingColumns.SelectMany(column => column.Index == _at ? _sources : [Source(column)]));
        return InputSchema.Where(column => wanted(column.Index));
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<Column> activeColumns)
    {
        Check(input.Schema == InputSchema, "Schema of input row must be the same as the schema the mapper is bound to");
        return Over(input, activeColumns);
    }

    public DataViewRowCursor Over(DataViewRow input, IEnumerable<Column> active) => new Cursor(this, input, Cursors.Wanted(active));
    private Column Source(Column column) => InputSchema[column.Index < _at ? column.Index : column.Index - 1];

    private sealed class Cursor(RowMapping mapping, DataViewRow input, Func<int, bool> active) : LinkedCursor(input)
    {
        private readonly Delegate? _getter = active(mapping._at) ? mapping._makeGetter(input) : null;

        public override DataViewSchema Schema => mapping.OutputSchema;
        public override bool IsColumnActive(Column column) => active(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(Column column)
        {
            Check(IsColumnActive(column), $"Column '{column.Name}' is not active.");
            return column.Index == mapping._at ? Cursors.Typed<TValue>(_getter, column) : base.GetGetter<TValue>(mapping.Source(column));
        }
    }
}

internal sealed class MappedDataView(IDataView source, RowMapping mapping) : DataViewBase(mapping.OutputSchema)
{
    public override bool CanShuffle => source.CanShuffle;
    public override long? GetRowCount() => source.GetRowCount();
    public override DataViewRowCursor GetRowCursor(IEnumerable<Column> columnsNeeded, Random? rand = null)
        => mapping.Over(source.GetRowCursor(mapping.GetDependencies(columnsNeeded), rand), columnsNeeded);
}
