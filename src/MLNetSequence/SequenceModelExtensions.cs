using MLNetSequence;

namespace Microsoft.ML;

/// <summary>How to get at what MLNetSequence trained.</summary>
public static class SequenceModelExtensions
{
    /// <summary>The trained network of a pipeline: for its history, its options, its layers.</summary>
    /// <param name="model">A fitted pipeline, or the model itself.</param>
    /// <returns>The last model of MLNetSequence in it.</returns>
    /// <exception cref="ArgumentException">There is none in it.</exception>
    /// <example><code>
    /// ITransformer model = pipeline.Fit(data);
    /// model.GetSequenceModel().History.SaveSvg("learning-curve.svg");
    /// </code></example>
    public static SequencePredictionTransformer GetSequenceModel(this ITransformer model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.FindSequenceModel() ?? throw new ArgumentException("There is no trained model of MLNetSequence in it.", nameof(model));
    }

    /// <summary>The forecaster of a pipeline, or of a model that was loaded.</summary>
    /// <param name="model">A fitted pipeline, or the forecaster itself.</param>
    /// <returns>The last forecaster of mlContext.Forecasting in it that is of MLNetSequence.</returns>
    /// <exception cref="ArgumentException">There is none in it.</exception>
    /// <example><code>
    /// ITransformer loaded = mlContext.Model.Load("model.zip", out _);
    /// SeriesForecast next = loaded.GetForecastingModel().Forecast()[0];
    /// </code></example>
    public static ForecastingTransformer GetForecastingModel(this ITransformer model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Last<ForecastingTransformer>(model)
            ?? throw new ArgumentException("There is no forecaster of MLNetSequence in it.", nameof(model));
    }

    /// <summary>The trained network, or null where there is none.</summary>
    internal static SequencePredictionTransformer? FindSequenceModel(this ITransformer model) => Last<SequencePredictionTransformer>(model);

    private static T? Last<T>(ITransformer model)
        where T : class => model switch
        {
            T found => found,
            IEnumerable<ITransformer> chain => chain.Select(Last<T>).LastOrDefault(found => found is not null),
            _ => null,
        };
}
