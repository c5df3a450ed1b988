namespace Microsoft.ML
{
    public interface ICanSaveModel { void Save(ModelSaveContext ctx); }

    public interface ITransformer : ICanSaveModel
    {
        bool IsRowToRowMapper { get; }
        DataViewSchema GetOutputSchema(DataViewSchema inputSchema);
        IDataView Transform(IDataView input);
        IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema);
    }

    public interface IEstimator<out TTransformer> where TTransformer : ITransformer
    {
        TTransformer Fit(IDataView input);
        SchemaShape GetOutputSchema(SchemaShape inputSchema);
    }

    public static class LearningPipelineExtensions
    {
        public static EstimatorChain<TTrans> Append<TTrans>(this IEstimator<ITransformer> start, IEstimator<TTrans> estimator,
            TransformerScope scope = TransformerScope.Everything) where TTrans : class, ITransformer
            => (start as EstimatorChain<ITransformer> ?? new EstimatorChain<ITransformer>().Append(start)).Append(estimator, scope);

        public static EstimatorChain<TTrans> AppendCacheCheckpoint<TTrans>(this IEstimator<TTrans> start, IHostEnvironment env)
            where TTrans : class, ITransformer => new EstimatorChain<ITransformer>().Append(start).AppendCacheCheckpoint(env);

        public static TransformerChain<TTrans> Append<TTrans>(this ITransformer start, TTrans transformer)
            where TTrans : class, ITransformer => new(start, transformer);
    }
}

namespace Microsoft.ML.Data
{
    public interface IRowToRowMapper
    {
        DataViewSchema InputSchema { get; }
        DataViewSchema OutputSchema { get; }
        IEnumerable<Column> GetDependencies(IEnumerable<Column> dependingColumns);
        DataViewRow GetRow(DataViewRow input, IEnumerable<Column> activeColumns);
    }

    [Flags]
    public enum TransformerScope { None = 0, Training = 1, Testing = 2, Scoring = 4, TrainTest = Training | Testing, Everything = 7 }

    /// <summary>Estimators in a row, each fitted to what the one before it makes of the data.</summary>
    public sealed class EstimatorChain<TLastTransformer> : IEstimator<TransformerChain<TLastTransformer>>
        where TLastTransformer : class, ITransformer
    {
        private readonly Link[] _links;
        public readonly IEstimator<TLastTransformer> LastEstimator;

        public EstimatorChain() : this([]) { }

        internal EstimatorChain(Link[] links)
            => (_links, LastEstimator) = (links, (links.LastOrDefault().Estimator as IEstimator<TLastTransformer>)!);

        public TransformerChain<TLastTransformer> Fit(IDataView input)
        {
            GetOutputSchema(SchemaShape.Create(input.Schema)); // A wrong column is found before minutes of training.
            var fitted = new List<ITransformer>();
            foreach (var link in _links)
            {
                fitted.Add(link.Estimator.Fit(input));
                input = fitted[^1].Transform(input);
                if (link.Cached && fitted.Count < _links.Length)
                    input = new CacheDataView(input);
            }
            return new(fitted, _links.Select(link => link.Scope));
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
            => _links.Aggregate(inputSchema, (schema, link) => link.Estimator.GetOutputSchema(schema));

        public EstimatorChain<TNewTrans> Append<TNewTrans>(IEstimator<TNewTrans> estimator, TransformerScope scope = TransformerScope.Everything)
            where TNewTrans : class, ITransformer
            => new([.. _links, new((IEstimator<ITransformer>)(estimator ?? throw new ArgumentNullException(nameof(estimator))), scope, false)]);

        public EstimatorChain<TLastTransformer> AppendCacheCheckpoint(IHostEnvironment env)
        {
            Check(_links.Length > 0, "Current estimator chain has no estimator, can't append cache checkpoint.");
            return new([.. _links[..^1], _links[^1] with { Cached = true }]);
        }
    }

    internal readonly record struct Link(IEstimator<ITransformer> Estimator, TransformerScope Scope, bool Cached);
}
