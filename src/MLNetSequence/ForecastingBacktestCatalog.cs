using MLNetSequence;
using MLNetSequence.Forecasting.Backtesting;

namespace Microsoft.ML;

/// <summary>Backtests, as MLNetSequence adds them to <c>mlContext.Forecasting</c>.</summary>
public static class ForecastingBacktestCatalog
{
    /// <summary>
    /// Shows how well a forecaster would have done: at each of many origins in the past it forecasts what came then, from rows before
    /// the origin alone.
    /// </summary>
    /// <remarks>
    /// <list type="table">
    /// <item><term>Training</term><description>the estimator is given a view that ends before the origin, so nothing of a pipeline, no
    /// scale and no choice of an epoch, can come of later rows; once, or anew at every n-th origin</description></item>
    /// <item><term>Forecasting</term><description>from the rows before the origin, whatever the model was trained on; of rows to come,
    /// known covariates and times are read, where the forecaster reads such, and nothing else</description></item>
    /// <item><term>Series</term><description>each is forecast where it has a row before the origin and a whole horizon after it; series may
    /// be of different lengths, begin at different times and be mixed</description></item>
    /// <item><term>A pipeline</term><description>what stands before the forecaster is fitted with it, on the same rows. What works row by
    /// row is then applied to all rows at once; anything else (lags, windows) anew at each origin, to the rows before it. Covariates that
    /// it makes of rows to come are made with targets and past covariates hidden there, by the names that they have in the data: a lag of
    /// a target is known as far ahead as it looks back, and NaN from there on</description></item>
    /// <item><term>Speed</term><description>data is read once for each training; forecasts are made 256 at a time</description></item>
    /// </list>
    /// </remarks>
    /// <param name="catalog"><c>mlContext.Forecasting</c>.</param>
    /// <param name="data">
    /// The rows of each series in order of time, with the group and time columns of the forecaster, in the same order each time they are
    /// read. Series may be mixed.
    /// </param>
    /// <param name="estimator">A forecaster of <c>mlContext.Forecasting</c>, or a pipeline that ends in one.</param>
    /// <param name="options">How it goes; null for the defaults: the second half of the data, row by row, trained once.</param>
    /// <returns>All forecasts, with what came, and how far they were from it.</returns>
    /// <exception cref="ArgumentException">
    /// The estimator does not end in a forecaster, an option is out of its range or does not go with another, or a column is missing or of
    /// the wrong type.
    /// </exception>
    /// <exception cref="InvalidOperationException">The data is too short, or a row makes no sense.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    /// <example><code>
    /// // What was known at the end of 1958, and then month by month, six months ahead: 19 forecasts, the last one from July 1960 on.
    /// BacktestResult result = mlContext.Forecasting.Backtest(data, forecaster, new BacktestOptions
    /// {
    ///     StartTime = new DateTime(1959, 1, 1), LastPointOnly = true, SeasonLength = 12,
    /// });
    /// Console.WriteLine(result);
    /// result.SaveCsv("forecasts.csv");
    /// </code></example>
    public static BacktestResult Backtest(
        this ForecastingCatalog catalog, IDataView data, IEstimator<ITransformer> estimator, BacktestOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(estimator);
        return new BacktestRun(data, estimator, (options ?? new BacktestOptions()).CheckedCopy()).Make();
    }
}
