using MLNetSequence;
using MLNetSequence.Interop;

namespace Microsoft.ML;

/// <summary>
/// Simple forecasters, against which others are to be measured, as MLNetSequence adds them to <c>mlContext.Forecasting</c>.
/// </summary>
public static class ForecastingBaselineCatalog
{
    /// <summary>Forecasts that the last observed value goes on: the naive method, right for what walks at random.</summary>
    /// <param name="catalog"><c>mlContext.Forecasting</c>.</param>
    /// <param name="outputColumnName">Name of the column to make: a vector of Single, of the size of the horizon.</param>
    /// <param name="inputColumnName">Name of the column to forecast, Single; NaN is a value that is missing. Of a vector of Single of known
    /// size each slot is forecast, and the output is of the dimensions (horizon, slots).</param>
    /// <param name="horizon">Steps to forecast, at least 1.</param>
    /// <param name="groupColumnName">Name of the column that tells series apart; null for one series.</param>
    /// <param name="confidenceLowerBoundColumn">Name of the column of lower bounds to make; null for none.</param>
    /// <param name="confidenceUpperBoundColumn">Name of the column of upper bounds to make; null for none.</param>
    /// <param name="confidenceLevel">The probability with which a value is to lie between the bounds, above 0 and below 1.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two columns to make have the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <example><code>
    /// // Price 3 4 6 → Forecast [6 6 6] at the row of 6
    /// mlContext.Forecasting.ForecastByNaive("Forecast", "Price", horizon: 3);
    /// </code></example>
    public static BaselineForecaster ForecastByNaive(
        this ForecastingCatalog catalog,
        string outputColumnName,
        string inputColumnName,
        int horizon,
        string? groupColumnName = null,
        string? confidenceLowerBoundColumn = null,
        string? confidenceUpperBoundColumn = null,
        double confidenceLevel = 0.95) =>
        catalog.ForecastByNaive(ForecastingOptions.Told(
            new BaselineForecaster.NaiveOptions(), outputColumnName, inputColumnName, horizon, groupColumnName,
            confidenceLowerBoundColumn, confidenceUpperBoundColumn, confidenceLevel));

    /// <summary>Forecasts that the last observed value goes on, with every option.</summary>
    /// <param name="catalog"><c>mlContext.Forecasting</c>.</param>
    /// <param name="options">What to forecast.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty, stands twice, or two columns to make have the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <example><code>
    /// mlContext.Forecasting.ForecastByNaive(new BaselineForecaster.NaiveOptions
    /// {
    ///     TargetColumnNames = ["Open", "Close"],
    ///     Horizon = 5,
    ///     GroupColumnName = "Share",
    ///     TimeColumnName = "Date",
    /// });
    /// </code></example>
    public static BaselineForecaster ForecastByNaive(
        this ForecastingCatalog catalog, BaselineForecaster.NaiveOptions options) => new(MLNet.Environment(catalog), options);

    /// <summary>Forecasts that the last season goes on: each step is the last observed value of the same season.</summary>
    /// <param name="catalog"><c>mlContext.Forecasting</c>.</param>
    /// <param name="outputColumnName">Name of the column to make: a vector of Single, of the size of the horizon.</param>
    /// <param name="inputColumnName">Name of the column to forecast, Single; NaN is a value that is missing. Of a vector of Single of known
    /// size each slot is forecast, and the output is of the dimensions (horizon, slots).</param>
    /// <param name="seasonLength">Rows of a season, from 1 to 1,048,576: of days with a week 7, of months with a year 12, of hours with a
    /// day 24.</param>
    /// <param name="horizon">Steps to forecast, at least 1.</param>
    /// <param name="groupColumnName">Name of the column that tells series apart; null for one series.</param>
    /// <param name="confidenceLowerBoundColumn">Name of the column of lower bounds to make; null for none.</param>
    /// <param name="confidenceUpperBoundColumn">Name of the column of upper bounds to make; null for none.</param>
    /// <param name="confidenceLevel">The probability with which a value is to lie between the bounds, above 0 and below 1.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two columns to make have the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <example><code>
    /// // months with a year's season: what every other forecaster must beat
    /// mlContext.Forecasting.ForecastBySeasonalNaive("Forecast", "Passengers", seasonLength: 12, horizon: 24);
    /// </code></example>
    public static BaselineForecaster ForecastBySeasonalNaive(
        this ForecastingCatalog catalog,
        string outputColumnName,
        string inputColumnName,
        int seasonLength,
        int horizon,
        string? groupColumnName = null,
        string? confidenceLowerBoundColumn = null,
        string? confidenceUpperBoundColumn = null,
        double confidenceLevel = 0.95) =>
        catalog.ForecastBySeasonalNaive(ForecastingOptions.Told(
            new BaselineForecaster.SeasonalNaiveOptions { SeasonLength = seasonLength },
            outputColumnName, inputColumnName, horizon, groupColumnName,
            confidenceLowerBoundColumn, confidenceUpperBoundColumn, confidenceLevel));

    /// <summary>Forecasts that the last season goes on, with every option.</summary>
    /// <param name="catalog"><c>mlContext.Forecasting</c>.</param>
    /// <param name="options">What to forecast.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty, stands twice, or two columns to make have the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <example><code>
    /// mlContext.Forecasting.ForecastBySeasonalNaive(new BaselineForecaster.SeasonalNaiveOptions
    /// {
    ///     TargetColumnNames = ["Count"],
    ///     SeasonLength = 7,
    ///     Horizon = 14,
    ///     GroupColumnName = "Station",
    ///     TimeColumnName = "Date",
    /// });
    /// </code></example>
    public static BaselineForecaster ForecastBySeasonalNaive(
        this ForecastingCatalog catalog, BaselineForecaster.SeasonalNaiveOptions options) => new(MLNet.Environment(catalog), options);

    /// <summary>Forecasts that the line through the first and the last observed value of a series goes on.</summary>
    /// <param name="catalog"><c>mlContext.Forecasting</c>.</param>
    /// <param name="outputColumnName">Name of the column to make: a vector of Single, of the size of the horizon.</param>
    /// <param name="inputColumnName">Name of the column to forecast, Single; NaN is a value that is missing. Of a vector of Single of known
    /// size each slot is forecast, and the output is of the dimensions (horizon, slots).</param>
    /// <param name="horizon">Steps to forecast, at least 1.</param>
    /// <param name="groupColumnName">Name of the column that tells series apart; null for one series.</param>
    /// <param name="confidenceLowerBoundColumn">Name of the column of lower bounds to make; null for none.</param>
    /// <param name="confidenceUpperBoundColumn">Name of the column of upper bounds to make; null for none.</param>
    /// <param name="confidenceLevel">The probability with which a value is to lie between the bounds, above 0 and below 1.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two columns to make have the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <example><code>
    /// // Count 1 5 3 → Forecast [4 5] at the row of 3
    /// mlContext.Forecasting.ForecastByDrift("Forecast", "Count", horizon: 2);
    /// </code></example>
    public static BaselineForecaster ForecastByDrift(
        this ForecastingCatalog catalog,
        string outputColumnName,
        string inputColumnName,
        int horizon,
        string? groupColumnName = null,
        string? confidenceLowerBoundColumn = null,
        string? confidenceUpperBoundColumn = null,
        double confidenceLevel = 0.95) =>
        catalog.ForecastByDrift(ForecastingOptions.Told(
            new BaselineForecaster.DriftOptions(), outputColumnName, inputColumnName, horizon, groupColumnName,
            confidenceLowerBoundColumn, confidenceUpperBoundColumn, confidenceLevel));

    /// <summary>Forecasts that the line through the first and the last observed value of a series goes on, with every option.</summary>
    /// <param name="catalog"><c>mlContext.Forecasting</c>.</param>
    /// <param name="options">What to forecast.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty, stands twice, or two columns to make have the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <example><code>
    /// mlContext.Forecasting.ForecastByDrift(new BaselineForecaster.DriftOptions
    /// {
    ///     TargetColumnNames = ["Count"],
    ///     Horizon = 14,
    ///     ConfidenceLowerBoundColumn = "Lower",
    ///     ConfidenceUpperBoundColumn = "Upper",
    ///     ConfidenceLevel = 0.8,
    /// });
    /// </code></example>
    public static BaselineForecaster ForecastByDrift(
        this ForecastingCatalog catalog, BaselineForecaster.DriftOptions options) => new(MLNet.Environment(catalog), options);

    /// <summary>Forecasts by a linear function of the last rows, step after step: by ordinary least squares over all series.</summary>
    /// <param name="catalog"><c>mlContext.Forecasting</c>.</param>
    /// <param name="outputColumnName">Name of the column to make: a vector of Single, of the size of the horizon.</param>
    /// <param name="inputColumnName">Name of the column to forecast, Single; NaN is a value that is missing. Of a vector of Single of known
    /// size each slot is forecast, and the output is of the dimensions (horizon, slots).</param>
    /// <param name="windowSize">Rows of which the next is a linear function, from 1 to 2,000.</param>
    /// <param name="horizon">Steps to forecast, at least 1.</param>
    /// <param name="groupColumnName">Name of the column that tells series apart; null for one series.</param>
    /// <param name="confidenceLowerBoundColumn">Name of the column of lower bounds to make; null for none.</param>
    /// <param name="confidenceUpperBoundColumn">Name of the column of upper bounds to make; null for none.</param>
    /// <param name="confidenceLevel">The probability with which a value is to lie between the bounds, above 0 and below 1.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two columns to make have the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <example><code>
    /// mlContext.Forecasting.ForecastByLinearAutoregression(
    ///     "Forecast", "Passengers", windowSize: 13, horizon: 12,
    ///     confidenceLowerBoundColumn: "Lower", confidenceUpperBoundColumn: "Upper");
    /// </code></example>
    public static BaselineForecaster ForecastByLinearAutoregression(
        this ForecastingCatalog catalog,
        string outputColumnName,
        string inputColumnName,
        int windowSize,
        int horizon,
        string? groupColumnName = null,
        string? confidenceLowerBoundColumn = null,
        string? confidenceUpperBoundColumn = null,
        double confidenceLevel = 0.95) =>
        catalog.ForecastByLinearAutoregression(ForecastingOptions.Told(
            new BaselineForecaster.LinearAutoregressionOptions { WindowSize = windowSize },
            outputColumnName, inputColumnName, horizon, groupColumnName,
            confidenceLowerBoundColumn, confidenceUpperBoundColumn, confidenceLevel));

    /// <summary>Forecasts by a linear function of the last rows, step after step, with every option.</summary>
    /// <param name="catalog"><c>mlContext.Forecasting</c>.</param>
    /// <param name="options">What to forecast.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty, stands twice, or two columns to make have the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <example><code>
    /// mlContext.Forecasting.ForecastByLinearAutoregression(new BaselineForecaster.LinearAutoregressionOptions
    /// {
    ///     TargetColumnNames = ["Count", "Temperature"],       // each by itself
    ///     WindowSize = 28,
    ///     Horizon = 14,
    ///     GroupColumnName = "Station",
    /// });
    /// </code></example>
    public static BaselineForecaster ForecastByLinearAutoregression(
        this ForecastingCatalog catalog, BaselineForecaster.LinearAutoregressionOptions options) =>
        new(MLNet.Environment(catalog), options);
}
