namespace Microsoft.ML.Data;

/// <summary>A chain whatever its last transformer is.</summary>
internal interface ITransformerChainAccessor
{
    ITransformer[] Transformers { get; }
    TransformerScope[] Scopes { get; }
    IDataView Transform(IDataView input, TransformerScope scope);
}

/// <summary>Transformers in a row; what is only for training is left out afterwards. Saved as a directory each.</summary>
public sealed class TransformerChain<TLastTransformer> : ITransformer, IEnumerable<ITransformer>, ITransformerChainAccessor, IDisposable
    where TLastTransformer : class, ITransformer
{
    private readonly ITransformer[] _transformers;
    private readonly TransformerScope[] _scopes;
    public readonly TLastTransformer LastTransformer;

    public TransformerChain(IEnumerable<ITransformer> transformers, IEnumerable<TransformerScope> scopes)
    {
        (_transformers, _scopes) = ([.. transformers], [.. scopes]);
        LastTransformer = (_transformers.LastOrDefault() as TLastTransformer)!;
        Check(_transformers.Length == 0 || LastTransformer is not null, "The last transformer is of another type.");
        Check(_transformers.Length == _scopes.Length, "Each transformer needs a scope.");
    }

    public TransformerChain(params ITransformer[] transformers) : this(transformers, transformers.Select(_ => TransformerScope.Everything)) { }
    bool ITransformer.IsRowToRowMapper => _transformers.All(transformer => transformer.IsRowToRowMapper);
    ITransformer[] ITransformerChainAccessor.Transformers => _transformers;
    TransformerScope[] ITransformerChainAccessor.Scopes => _scopes;
    private IEnumerable<ITransformer> In(TransformerScope scope) => _transformers.Where((_, i) => (_scopes[i] & scope) != 0);
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => GetOutputSchema(inputSchema, TransformerScope.Scoring);
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema, TransformerScope scope)
        => In(scope).Aggregate(inputSchema, (schema, transformer) => transformer.GetOutputSchema(schema));
    public IDataView Transform(IDataView input) => Transform(input, TransformerScope.Scoring);

    public IDataView Transform(IDataView input, TransformerScope scope)
    {
        GetOutputSchema(input.Schema, scope);
        return In(scope).Aggregate(input, (data, transformer) => transformer.Transform(data));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(TransformerChain.Version);
        ctx.Writer.Write(_transformers.Length);
        for (int i = 0; i < _transformers.Length; i++)
        {
            ctx.Writer.Write((int)_scopes[i]);
            ctx.SaveModel(_transformers[i], TransformerChain.DirectoryOf(i));
        }
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        Check(((ITransformer)this).IsRowToRowMapper, "Some transformer of the chain does not map row to row.");
        return new CompositeRowToRowMapper(inputSchema, _transformers);
    }

    public IEnumerator<ITransformer> GetEnumerator() => ((IEnumerable<ITransformer>)_transformers).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    public void Dispose() => Array.ForEach(_transformers, transformer => (transformer as IDisposable)?.Dispose());
}

internal static class TransformerChain
{
    public const string LoaderSignature = "TransformerChain";
    public static readonly VersionInfo Version = VersionInfo.Own("XF CHAIN", LoaderSignature);

    public static string DirectoryOf(int index) => $"Transform_{index:000}";

    internal static TransformerChain<ITransformer> Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        var (transformers, scopes) = (new List<ITransformer>(), new List<TransformerScope>());
        for (int count = ctx.Reader.ReadInt32(); transformers.Count < count;)
        {
            scopes.Add((TransformerScope)ctx.Reader.ReadInt32());
            transformers.Add(ctx.LoadSubModel(env, DirectoryOf(transformers.Count)));
        }
        return new(transformers, scopes);
    }
}

/// <summary>The mappers of a chain as one: a row passes through all, and each is asked only for what the next ones need.</summary>
internal sealed class CompositeRowToRowMapper : IRowToRowMapper
{
    private readonly List<IRowToRowMapper> _mappers = [];

    public CompositeRowToRowMapper(DataViewSchema inputSchema, IEnumerable<ITransformer> transformers)
    {
        InputSchema = OutputSchema = inputSchema;
        foreach (var transformer in transformers)
        {
            _mappers.Add(transformer.GetRowToRowMapper(OutputSchema));
            OutputSchema = _mappers[^1].OutputSchema;
        }
    }

    public DataViewSchema InputSchema { get; }
    public DataViewSchema OutputSchema { get; }

    public IEnumerable<Column> GetDependencies(IEnumerable<Column> dependingColumns)
        => Enumerable.Reverse(_mappers).Aggregate(dependingColumns, (columns, mapper) => mapper.GetDependencies(columns));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<Column> activeColumns)
    {
        var needed = new Stack<IEnumerable<Column>>([activeColumns]);
        for (int i = _mappers.Count - 1; i > 0; i--)
            needed.Push(_mappers[i].GetDependencies(needed.Peek()));
        return _mappers.Aggregate(input, (row, mapper) => mapper.GetRow(row, needed.Pop()));
    }
}
