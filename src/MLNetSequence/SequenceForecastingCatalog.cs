using MLNetSequence;
using MLNetSequence.Forecasting.Recurrent;
using MLNetSequence.Interop;

namespace Microsoft.ML;

/// <summary>Forecasting by recurrent networks, where ML.NET has <c>ForecastBySsa</c>.</summary>
public static class SequenceForecastingCatalog
{
    private const int DefaultHidden = 32;
    private const int DefaultEpochs = 30;

    /// <summary>Forecasts by an LSTM (Hochreiter and Schmidhuber 1997), of one series or many.</summary>
    /// <param name="catalog"><c>mlContext.Forecasting</c>.</param>
    /// <param name="outputColumnName">Name of the column to make: a vector of Single of the size of the horizon.</param>
    /// <param name="inputColumnName">Name of the column to forecast, Single: raw values, NaN where one is missing.</param>
    /// <param name="windowSize">Rows of a series that a forecast is made of, at most; at least 1.</param>
    /// <param name="horizon">Steps to forecast, at least 1.</param>
    /// <param name="groupColumnName">Name of the column that tells series apart; null where there is one.</param>
    /// <param name="hiddenSize">Units of a layer, at least 1.</param>
    /// <param name="layers">Recurrent layers, at least 1.</param>
    /// <param name="epochs">Passes over the windows, at least 1.</param>
    /// <param name="confidenceLowerBoundColumn">Name of the column of lower bounds to make; null for none.</param>
    /// <param name="confidenceUpperBoundColumn">Name of the column of upper bounds to make; null for none.</param>
    /// <param name="confidenceLevel">The probability with which a value is to lie between the bounds, above 0 and below 1.</param>
    /// <returns>The forecaster.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two are the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <example><code>
    /// ForecastingTransformer model = mlContext.Forecasting
    ///     .ForecastByLstm("Forecast", "Passengers", windowSize: 24, horizon: 6, confidenceLowerBoundColumn: "Low",
    /// confidenceUpperBoundColumn: "High")     .Fit(months);
    /// float[] next = model.Forecast(horizon: 6)[0].Values();
    /// </code></example>
    public static SequenceForecaster ForecastByLstm(
        this ForecastingCatalog catalog,
        string outputColumnName,
        string inputColumnName,
        int windowSize,
        int horizon,
        string? groupColumnName = null,
        int hiddenSize = DefaultHidden,
        int layers = 1,
        int epochs = DefaultEpochs,
        string? confidenceLowerBoundColumn = null,
        string? confidenceUpperBoundColumn = null,
        double confidenceLevel = 0.95) =>
        catalog.ForecastByLstm(
            new RecurrentLayers { HiddenSize = hiddenSize, Layers = layers, Dropout = 0 },
            ForecastingOptions.Told(
                Told(windowSize, epochs), outputColumnName, inputColumnName, horizon, groupColumnName,
                confidenceLowerBoundColumn, confidenceUpperBoundColumn, confidenceLevel));

    /// <summary>Forecasts by an LSTM (Hochreiter and Schmidhuber 1997), with every option.</summary>
    /// <param name="catalog"><c>mlContext.Forecasting</c>.</param>
    /// <param name="layers">The recurrent layers.</param>
    /// <param name="options">Columns, covariates, strategy, loss, and how to train.</param>
    /// <returns>The forecaster.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two options exclude each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// mlContext.Forecasting.ForecastByLstm(
    ///     new() { HiddenSize = 32, Dropout = 0 },
    ///     new()
    ///     {
    ///         TargetColumnNames = ["Visits"], GroupColumnName = "Shop", TimeColumnName = "Day",
    ///         FutureCovariateColumnNames = ["Holiday"], StaticCovariateColumnNames = ["Town"], TimeFeatures = TimeParts.DayOfWeek,
    ///         WindowSize = 56, Horizon = 7, Loss = new NegativeBinomialLoss(), Strategy = ForecastingStrategy.Recursive,
    ///     })
    /// </code></example>
    public static SequenceForecaster ForecastByLstm(
        this ForecastingCatalog catalog, RecurrentLayers layers, SequenceForecaster.Options options) =>
        new(MLNet.Environment(catalog), new ForecastNetwork(RecurrentCell.Lstm, layers), options);

    /// <summary>Forecasts by a GRU (Cho et al. 2014), of one series or many.</summary>
    /// <param name="catalog"><c>mlContext.Forecasting</c>.</param>
    /// <param name="outputColumnName">Name of the column to make: a vector of Single of the size of the horizon.</param>
    /// <param name="inputColumnName">Name of the column to forecast, Single: raw values, NaN where one is missing.</param>
    /// <param name="windowSize">Rows of a series that a forecast is made of, at most; at least 1.</param>
    /// <param name="horizon">Steps to forecast, at least 1.</param>
    /// <param name="groupColumnName">Name of the column that tells series apart; null where there is one.</param>
    /// <param name="hiddenSize">Units of a layer, at least 1.</param>
    /// <param name="layers">Recurrent layers, at least 1.</param>
    /// <param name="epochs">Passes over the windows, at least 1.</param>
    /// <param name="confidenceLowerBoundColumn">Name of the column of lower bounds to make; null for none.</param>
    /// <param name="confidenceUpperBoundColumn">Name of the column of upper bounds to make; null for none.</param>
    /// <param name="confidenceLevel">The probability with which a value is to lie between the bounds, above 0 and below 1.</param>
    /// <returns>The forecaster.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two are the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <example><code>
    /// ForecastingTransformer model = mlContext.Forecasting
    ///     .ForecastByGru("Forecast", "Passengers", windowSize: 24, horizon: 6, confidenceLowerBoundColumn: "Low",
    /// confidenceUpperBoundColumn: "High")     .Fit(months);
    /// float[] next = model.Forecast(horizon: 6)[0].Values();
    /// </code></example>
    public static SequenceForecaster ForecastByGru(
        this ForecastingCatalog catalog,
        string outputColumnName,
        string inputColumnName,
        int windowSize,
        int horizon,
        string? groupColumnName = null,
        int hiddenSize = DefaultHidden,
        int layers = 1,
        int epochs = DefaultEpochs,
        string? confidenceLowerBoundColumn = null,
        string? confidenceUpperBoundColumn = null,
        double confidenceLevel = 0.95) =>
        catalog.ForecastByGru(
            new RecurrentLayers { HiddenSize = hiddenSize, Layers = layers, Dropout = 0 },
            ForecastingOptions.Told(
                Told(windowSize, epochs), outputColumnName, inputColumnName, horizon, groupColumnName,
                confidenceLowerBoundColumn, confidenceUpperBoundColumn, confidenceLevel));

    /// <summary>Forecasts by a GRU (Cho et al. 2014), with every option.</summary>
    /// <param name="catalog"><c>mlContext.Forecasting</c>.</param>
    /// <param name="layers">The recurrent layers.</param>
    /// <param name="options">Columns, covariates, strategy, loss, and how to train.</param>
    /// <returns>The forecaster.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two options exclude each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// mlContext.Forecasting.ForecastByGru(
    ///     new() { HiddenSize = 32, Dropout = 0 },
    ///     new()
    ///     {
    ///         TargetColumnNames = ["Visits"], GroupColumnName = "Shop", TimeColumnName = "Day",
    ///         FutureCovariateColumnNames = ["Holiday"], StaticCovariateColumnNames = ["Town"], TimeFeatures = TimeParts.DayOfWeek,
    ///         WindowSize = 56, Horizon = 7, Loss = new NegativeBinomialLoss(), Strategy = ForecastingStrategy.Recursive,
    ///     })
    /// </code></example>
    public static SequenceForecaster ForecastByGru(
        this ForecastingCatalog catalog, RecurrentLayers layers, SequenceForecaster.Options options) =>
        new(MLNet.Environment(catalog), new ForecastNetwork(RecurrentCell.Gru, layers), options);

    /// <summary>Forecasts by any network, with every option.</summary>
    /// <param name="catalog"><c>mlContext.Forecasting</c>.</param>
    /// <param name="network">
    /// Adds layers to the inputs, (T, F), that it is given. With the strategy Direct they end in one row, with Recursive in a row for each
    /// step, with EncoderDecoder in a row for each step to come (<c>RepeatVector(horizon)</c>, and <c>JoinFuture</c> where something is
    /// known of them). The forecaster adds the output layer.
    /// </param>
    /// <param name="options">Columns, covariates, strategy, loss, and how to train.</param>
    /// <returns>The forecaster. Layers that do not fit are an <see cref="ArgumentException"/> of its Fit.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two options exclude each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// mlContext.Forecasting.ForecastByRecurrentNetwork(
    ///     window => window.Conv1D(16, 3).Residual(x => x.Gru(16, returnSequences: true)).MeanPooling(),
    ///     new() { TargetColumnNames = ["Load"], WindowSize = 168, Horizon = 24 })
    /// </code></example>
    public static SequenceForecaster ForecastByRecurrentNetwork(
        this ForecastingCatalog catalog, Func<SequenceNetwork, SequenceNetwork> network, SequenceForecaster.Options options) =>
        new(MLNet.Environment(catalog), new ForecastNetwork(network), options);

    private static SequenceForecaster.Options Told(int windowSize, int epochs)
    {
        var options = new SequenceForecaster.Options { WindowSize = windowSize };
        options.Training = options.Training with { Epochs = epochs };
        return options;
    }
}
