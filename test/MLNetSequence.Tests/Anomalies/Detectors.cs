using Microsoft.ML;

namespace MLNetSequence.Tests.Anomalies;

/// <summary>Detectors that are trained in a fraction of a second, and some that many tests share.</summary>
internal static class Detectors
{
    public static readonly RecurrentLayers Layers = new() { HiddenSize = 16, Dropout = 0 };

    private static readonly Lazy<SequenceAnomalyTransformer> SharedSine = new(() => Autoencoder().Fit(Planted.Sine(600, 1).Table()));
    private static readonly Lazy<SequenceAnomalyTransformer> SharedResiduals =
        new(() => OfForecaster(Forecaster()).Fit(Planted.Sine(600, 1).Table()));

    /// <summary>An autoencoder of the sine.</summary>
    public static SequenceAnomalyTransformer Sine => SharedSine.Value;

    /// <summary>A forecaster of the sine.</summary>
    public static SequenceAnomalyTransformer Residuals => SharedResiduals.Value;

    public static TrainingOptions Training => new()
    {
        Epochs = 12,
        Optimizer = new Adam { LearningRate = 0.02 },
        Schedule = new CosineSchedule(),
        Seed = 1,
    };

    public static SequenceAnomalyTrainer.Options Options(Action<SequenceAnomalyTrainer.Options>? change = null)
    {
        var options = new SequenceAnomalyTrainer.Options { WindowSize = 12, ContributionsColumnName = "Why", Training = Training };
        change?.Invoke(options);
        return options;
    }

    public static SequenceAnomalyTrainer Autoencoder(Action<SequenceAnomalyTrainer.Options>? change = null) =>
        new MLContext(1).AnomalyDetection.Trainers.LstmAutoencoder(Layers, Options(change));

    public static SequenceForecaster Forecaster(Action<SequenceForecaster.Options>? change = null)
    {
        var options = new SequenceForecaster.Options { WindowSize = 12, Training = Training with { Epochs = 4 } };
        change?.Invoke(options);
        return new MLContext(1).Forecasting.ForecastByLstm(new RecurrentLayers { HiddenSize = 8, Dropout = 0 }, options);
    }

    public static ForecastResidualTrainer OfForecaster(
        IEstimator<ForecastingTransformer> forecaster, Action<ForecastResidualTrainer.Options>? change = null)
    {
        var options = new ForecastResidualTrainer.Options { ContributionsColumnName = "Why" };
        change?.Invoke(options);
        return new MLContext(1).AnomalyDetection.Trainers.ForecastResiduals(forecaster, options);
    }
}
