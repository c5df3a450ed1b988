using MLNetSequence;
using MLNetSequence.Interop;
using TrainerCatalog = Microsoft.ML.AnomalyDetectionCatalog.AnomalyDetectionTrainers;

namespace Microsoft.ML;

/// <summary>Anomaly detection in series by recurrent networks and forecasters, as MLNetSequence adds it to ML.NET's catalog.</summary>
public static class SequenceAnomalyCatalog
{
    private const int DefaultHidden = 16;
    private const int DefaultEpochs = 50;

    /// <summary>Detects anomalies by the error with which an LSTM autoencoder reconstructs the rows up to each row.</summary>
    /// <param name="catalog"><c>mlContext.AnomalyDetection.Trainers</c>.</param>
    /// <param name="outputColumnName">
    /// Name of the column to make: a vector of three Double, "Alert", "Raw Score" and "P-Value Score".
    /// </param>
    /// <param name="inputColumnName">
    /// Name of the column to watch, Single or a vector of Single of known size: raw values, NaN where one is missing.
    /// </param>
    /// <param name="windowSize">Rows that are reconstructed at once, at least 1.</param>
    /// <param name="groupColumnName">Name of the column that tells series apart; null where there is one.</param>
    /// <param name="hiddenSize">Units of a layer, at least 1: few of them, so that only what is usual passes through.</param>
    /// <param name="epochs">Passes over the windows, at least 1.</param>
    /// <param name="thresholdQuantile">
    /// The share of normal rows without an alert, above 0 and below 1; null for 0.99, or alerts above all scores that were seen where they
    /// are few.
    /// </param>
    /// <returns>The trainer. Columns Score and PredictedLabel are made, too.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two are the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <example><code>
    /// SequenceAnomalyTransformer model = mlContext.AnomalyDetection.Trainers
    ///     .LstmAutoencoder("Prediction", "Pressure", windowSize: 32)
    ///     .Fit(readings);
    /// IDataView scored = model.Transform(readings);
    /// </code></example>
    public static SequenceAnomalyTrainer LstmAutoencoder(
        this TrainerCatalog catalog,
        string outputColumnName,
        string inputColumnName,
        int windowSize,
        string? groupColumnName = null,
        int hiddenSize = DefaultHidden,
        int epochs = DefaultEpochs,
        double? thresholdQuantile = null) => catalog.LstmAutoencoder(
            new RecurrentLayers { HiddenSize = hiddenSize, Dropout = 0 },
            Told(outputColumnName, inputColumnName, windowSize, groupColumnName, epochs, thresholdQuantile));

    /// <summary>
    /// Detects anomalies by the error with which an LSTM autoencoder reconstructs the rows up to each row, with every option.
    /// </summary>
    /// <param name="catalog"><c>mlContext.AnomalyDetection.Trainers</c>.</param>
    /// <param name="layers">
    /// The recurrent layers of the encoder, and those of the decoder again. Few units, and a <see cref="RecurrentLayers.Dropout"/> of 0,
    /// reconstruct best what is usual.
    /// </param>
    /// <param name="options">Columns, window, threshold, and how to train.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two options exclude each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// mlContext.AnomalyDetection.Trainers.LstmAutoencoder(
    ///     new() { HiddenSize = 16, Dropout = 0 },
    ///     new()
    ///     {
    ///         InputColumnNames = ["Pressure", "Flow"], GroupColumnName = "Machine", TimeColumnName = "Time", WindowSize = 32,
    ///         ExpectedRate = 1e-4, ContributionsColumnName = "Why",
    ///     })
    /// </code></example>
    public static SequenceAnomalyTrainer LstmAutoencoder(
        this TrainerCatalog catalog, RecurrentLayers layers, SequenceAnomalyTrainer.Options options) =>
        new(MLNet.Environment(catalog), RecurrentCell.Lstm, layers, options);

    /// <summary>Detects anomalies by the error with which a GRU autoencoder reconstructs the rows up to each row.</summary>
    /// <param name="catalog"><c>mlContext.AnomalyDetection.Trainers</c>.</param>
    /// <param name="outputColumnName">
    /// Name of the column to make: a vector of three Double, "Alert", "Raw Score" and "P-Value Score".
    /// </param>
    /// <param name="inputColumnName">
    /// Name of the column to watch, Single or a vector of Single of known size: raw values, NaN where one is missing.
    /// </param>
    /// <param name="windowSize">Rows that are reconstructed at once, at least 1.</param>
    /// <param name="groupColumnName">Name of the column that tells series apart; null where there is one.</param>
    /// <param name="hiddenSize">Units of a layer, at least 1: few of them, so that only what is usual passes through.</param>
    /// <param name="epochs">Passes over the windows, at least 1.</param>
    /// <param name="thresholdQuantile">
    /// The share of normal rows without an alert, above 0 and below 1; null for 0.99, or alerts above all scores that were seen where they
    /// are few.
    /// </param>
    /// <returns>The trainer. Columns Score and PredictedLabel are made, too.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two are the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <example><code>
    /// SequenceAnomalyTransformer model = mlContext.AnomalyDetection.Trainers
    ///     .GruAutoencoder("Prediction", "Pressure", windowSize: 32)
    ///     .Fit(readings);
    /// IDataView scored = model.Transform(readings);
    /// </code></example>
    public static SequenceAnomalyTrainer GruAutoencoder(
        this TrainerCatalog catalog,
        string outputColumnName,
        string inputColumnName,
        int windowSize,
        string? groupColumnName = null,
        int hiddenSize = DefaultHidden,
        int epochs = DefaultEpochs,
        double? thresholdQuantile = null) => catalog.GruAutoencoder(
            new RecurrentLayers { HiddenSize = hiddenSize, Dropout = 0 },
            Told(outputColumnName, inputColumnName, windowSize, groupColumnName, epochs, thresholdQuantile));

    /// <summary>
    /// Detects anomalies by the error with which a GRU autoencoder reconstructs the rows up to each row, with every option.
    /// </summary>
    /// <param name="catalog"><c>mlContext.AnomalyDetection.Trainers</c>.</param>
    /// <param name="layers">
    /// The recurrent layers of the encoder, and those of the decoder again. Few units, and a <see cref="RecurrentLayers.Dropout"/> of 0,
    /// reconstruct best what is usual.
    /// </param>
    /// <param name="options">Columns, window, threshold, and how to train.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two options exclude each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// mlContext.AnomalyDetection.Trainers.GruAutoencoder(
    ///     new() { HiddenSize = 16, Dropout = 0 },
    ///     new()
    ///     {
    ///         InputColumnNames = ["Pressure", "Flow"], GroupColumnName = "Machine", TimeColumnName = "Time", WindowSize = 32,
    ///         ExpectedRate = 1e-4, ContributionsColumnName = "Why",
    ///     })
    /// </code></example>
    public static SequenceAnomalyTrainer GruAutoencoder(
        this TrainerCatalog catalog, RecurrentLayers layers, SequenceAnomalyTrainer.Options options) =>
        new(MLNet.Environment(catalog), RecurrentCell.Gru, layers, options);

    /// <summary>Detects anomalies by how far rows lie from what a forecaster makes of the rows before them.</summary>
    /// <param name="catalog"><c>mlContext.AnomalyDetection.Trainers</c>.</param>
    /// <param name="forecaster">
    /// The forecaster, one of <c>mlContext.Forecasting</c>; it is fitted along with the detector. Its first step is what counts, so a
    /// horizon of 1 is best.
    /// </param>
    /// <param name="options">Columns and threshold; null for the defaults.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">The forecaster is another one, a name is empty, or two options exclude each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// var forecaster = mlContext.Forecasting.ForecastByLstm("Forecast", "Requests", windowSize: 48, horizon: 1);
    /// SequenceAnomalyTransformer model = mlContext.AnomalyDetection.Trainers
    ///     .ForecastResiduals(forecaster, new() { ExpectedRate = 1e-3 })
    ///     .Fit(hours);
    /// using var engine = model.CreateSequenceEngine&lt;Hour, Verdict&gt;(mlContext);
    /// bool isStrange = engine.Predict(new Hour { Requests = 1200 }).PredictedLabel;
    /// </code></example>
    public static ForecastResidualTrainer ForecastResiduals(
        this TrainerCatalog catalog, IEstimator<ForecastingTransformer> forecaster, ForecastResidualTrainer.Options? options = null) =>
        new(MLNet.Environment(catalog), forecaster, options ?? new());

    private static SequenceAnomalyTrainer.Options Told(
        string output, string input, int window, string? group, int epochs, double? quantile)
    {
        var options = new SequenceAnomalyTrainer.Options
        {
            OutputColumnName = output,
            InputColumnNames = [input],
            WindowSize = window,
            GroupColumnName = group,
            ThresholdQuantile = quantile,
        };
        options.Training = options.Training with { Epochs = epochs };
        return options;
    }
}
