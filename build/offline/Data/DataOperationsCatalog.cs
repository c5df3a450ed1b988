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
        return Split(data, samplingKeyColumnName, seed).Into(number => 0 <= number && number < testFraction);
    }

    /// <summary>A number on the border of two folds is tested in both of them, as in ML.NET.</summary>
    public IReadOnlyList<TrainTestData> CrossValidationSplit(IDataView data, int numberOfFolds = 5, string? samplingKeyColumnName = null,
        int? seed = null)
    {
        CheckParam(numberOfFolds > 1, nameof(numberOfFolds), "Must be more than 1");
        var split = Split(data, samplingKeyColumnName, seed);
        TrainTestData Fold(double fold) => split.Into(number => fold / numberOfFolds <= number && number <= (fold + 1) / numberOfFolds);
        return [.. Enumerable.Range(0, numberOfFolds).Select(fold => Fold(fold))];
    }

    private RowSplit Split(IDataView data, string? samplingKeyColumn, int? seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new(data, samplingKeyColumn is null ? null : data.Schema.GetColumnOrNull(samplingKeyColumn)
            ?? throw MissingColumn("SamplingKeyColumn", samplingKeyColumn, nameof(samplingKeyColumn)), seed ?? _seed);
    }

    public struct TrainTestData
    {
        public readonly IDataView TrainSet;
        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet) => (TrainSet, TestSet) = (trainSet, testSet);
    }
}
