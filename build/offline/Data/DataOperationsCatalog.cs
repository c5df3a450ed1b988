namespace Microsoft.ML;

/// <summary>Loads data and takes parts of it.</summary>
public sealed class DataOperationsCatalog : InternalCatalog
{
    private readonly int? _seed;

    internal DataOperationsCatalog(LocalEnvironment env) : base(env) => _seed = env.Seed;

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition? schemaDefinition = null)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(data);
        return new EnumerableDataView<TRow>(data, MemberColumn.All(typeof(TRow), schemaDefinition, SchemaDefinition.Direction.Read));
    }

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, DataViewSchema schema) where TRow : class
        => LoadFromEnumerable(data, SchemaDefinition.For(typeof(TRow), schema));

    public IEnumerable<TRow> CreateEnumerable<TRow>(IDataView data, bool reuseRowObject, bool ignoreMissingColumns = false,
        SchemaDefinition? schemaDefinition = null) where TRow : class, new()
        => new ObjectBinding<TRow>(data.Schema, ignoreMissingColumns, schemaDefinition).Read(data, reuseRowObject);

    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
    {
        foreach (string name in columnsToPrefetch)
            _ = input.Schema.GetColumnOrNull(name) ?? throw MissingColumn("prefetch", name, nameof(columnsToPrefetch));
        return new CacheDataView(input);
    }

    public IDataView TakeRows(IDataView input, long count)
    {
        CheckParam(count > 0, nameof(count), "Must be greater than zero.");
        return new FilteredDataView(input, _ => () => true, count);
    }

    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string? samplingKeyColumnName = null, int? seed = null)
    {
        CheckParam(testFraction is > 0 and < 1, nameof(testFraction), "Must be between 0 and 1 exclusive");
        Column[] key = samplingKeyColumnName is null ? [] : [data.Schema.GetColumnOrNull(samplingKeyColumnName)
            ?? throw MissingColumn("SamplingKeyColumn", samplingKeyColumnName, "samplingKeyColumn")];
        var split = new RowSplit(data, key, seed ?? _seed ?? 42, testFraction);
        return new(split.Rows(inTest: false), split.Rows(inTest: true));
    }

    public struct TrainTestData
    {
        public readonly IDataView TrainSet;
        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet) => (TrainSet, TestSet) = (trainSet, testSet);
    }
}
