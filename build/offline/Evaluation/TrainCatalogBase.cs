namespace Microsoft.ML;

/// <summary>What the catalogs of learning tasks share: cross-validation.</summary>
public abstract class TrainCatalogBase : InternalCatalog
{
    private protected TrainCatalogBase(IHostEnvironment env) : base(env) { }

    /// <summary>All folds are trained and scored before the first is evaluated.</summary>
    private protected IReadOnlyList<CrossValidationResult<T>> Folds<T>(IDataView data, IEstimator<ITransformer> estimator, int folds,
        string labelColumnName, string? samplingKeyColumn, int? seed, Func<IDataView, T> evaluate) where T : class
    {
        CheckNonEmpty(labelColumnName, nameof(labelColumnName));
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(estimator);
        var split = new DataOperationsCatalog((LocalEnvironment)Environment).CrossValidationSplit(data, folds, samplingKeyColumn, seed);
        var scored = split.Select(fold =>
        {
            var model = estimator.Fit(fold.TrainSet);
            // The test set of a fold passes through what is only for training, too.
            return (Model: model, Test: model is ITransformerChainAccessor chain ? chain.Transform(fold.TestSet, TransformerScope.Everything)
                : model.Transform(fold.TestSet));
        }).ToArray();
        return [.. scored.Select((fold, i) => new CrossValidationResult<T>(fold.Model, evaluate(fold.Test), fold.Test, i))];
    }

    public sealed class CrossValidationResult<T> where T : class
    {
        public readonly T Metrics;
        public readonly ITransformer Model;
        public readonly IDataView ScoredHoldOutSet;
        public readonly int Fold;

        internal CrossValidationResult(ITransformer model, T metrics, IDataView scores, int fold)
            => (Metrics, Model, ScoredHoldOutSet, Fold) = (metrics, model, scores, fold);
    }
}
