namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>A fitted pipeline that ends in a forecaster.</summary>
/// <param name="Before">What stands before it.</param>
/// <param name="Forecaster">The forecaster.</param>
internal sealed record FittedForecaster(IReadOnlyList<ITransformer> Before, ForecastingTransformer Forecaster)
{
    /// <summary>Whether all that stands before it makes of a row what it makes of that row alone.</summary>
    public bool IsRowByRow => Before.All(t => t.IsRowToRowMapper && t is not SequenceHistoryTransformer);

    /// <exception cref="ArgumentException">It does not end in a forecaster.</exception>
    public static FittedForecaster Of(ITransformer model)
    {
        ITransformer[] all = [.. Flat(model)];
        return all is [.. var before, ForecastingTransformer forecaster] ? new FittedForecaster(before, forecaster) : throw NoForecaster();
    }

    /// <summary>The options of the forecaster that an estimator ends in.</summary>
    /// <exception cref="ArgumentException">It does not end in one.</exception>
    public static ForecastingOptions OptionsOf(IEstimator<ITransformer>? estimator) => estimator switch
    {
        IForecastingEstimator forecaster => forecaster.Forecasting,
        EstimatorChain<ForecastingTransformer> chain => OptionsOf(chain.LastEstimator),
        EstimatorChain<ITransformer> chain => OptionsOf(chain.LastEstimator),
        EstimatorChain<TransformerChain<ForecastingTransformer>> chain => OptionsOf(chain.LastEstimator),
        EstimatorChain<TransformerChain<ITransformer>> chain => OptionsOf(chain.LastEstimator),
        _ => throw NoForecaster(),
    };

    /// <summary>What the forecaster reads of some rows.</summary>
    public IDataView Prepare(IDataView data) => Before.Aggregate(data, (view, transformer) => transformer.Transform(view));

    private static IEnumerable<ITransformer> Flat(ITransformer model) =>
        model is IEnumerable<ITransformer> chain ? chain.SelectMany(Flat) : [model];

    private static ArgumentException NoForecaster() => new(
        "A backtest needs an estimator of mlContext.Forecasting, or a pipeline whose last estimator is one.", "estimator");
}
