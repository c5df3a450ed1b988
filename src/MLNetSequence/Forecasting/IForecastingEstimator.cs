namespace MLNetSequence.Forecasting;

/// <summary>An estimator that fits a <see cref="ForecastingTransformer"/>: what is known of it before it is fitted.</summary>
internal interface IForecastingEstimator
{
    /// <summary>Its options; only read.</summary>
    ForecastingOptions Forecasting { get; }
}
