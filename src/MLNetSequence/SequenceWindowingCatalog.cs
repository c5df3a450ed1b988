using MLNetSequence;
using MLNetSequence.Mapping;
using MLNetSequence.Windowing;

namespace Microsoft.ML;

/// <summary>Transforms of series that need the rows before, as MLNetSequence adds them to <c>mlContext.Transforms</c>.</summary>
public static class SequenceWindowingCatalog
{
    /// <summary>Makes windows over the rows of a series, and targets that follow them.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="outputColumnName">Name of the column of windows to make: a vector of <paramref name="window"/> steps, oldest
    /// first.</param>
    /// <param name="inputColumnName">Name of the column to read, Single or a vector of Single of known size; null for the name of the
    /// output.</param>
    /// <param name="window">Steps of a window, at least 1.</param>
    /// <param name="horizon">Rows behind a window that are its target, in the column Target; 0 for no such column. Of 1 row and one scalar
    /// column it is a Single, as regression trainers want their label.</param>
    /// <param name="groupColumnName">Name of the column that tells series apart; null for one series.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <example><code>
    /// // Count 1 2 3 4 5 → Window [1 2 3], Target 4, at the row of 3; Window [2 3 4], Target 5, at the row of 4
    /// mlContext.Transforms.SlidingWindow("Window", "Count", window: 3, horizon: 1)
    ///     .Append(mlContext.Regression.Trainers.Sdca("Target", "Window"));
    /// </code></example>
    public static SlidingWindowEstimator SlidingWindow(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        int window,
        int horizon = 0,
        string? groupColumnName = null) =>
        catalog.SlidingWindow(new SlidingWindowEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnNames = [Arguments.InputOr(outputColumnName, inputColumnName)],
            Window = window,
            Horizon = horizon,
            GroupColumnName = groupColumnName,
        });

    /// <summary>Makes windows over the rows of one or more series, and targets that follow them, with every option: what Keras'
    /// <c>timeseries_dataset_from_array</c> makes, and more.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="options">Which windows to make.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty or stands twice, or an option of targets is set without a target.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// mlContext.Transforms.SlidingWindow(new SlidingWindowEstimator.Options
    /// {
    ///     InputColumnNames = ["Count", "Temperature"],
    ///     TargetColumnNames = ["Count"],
    ///     Window = 28,
    ///     Horizon = 7,
    ///     GroupColumnName = "Station",
    /// });
    /// </code></example>
    public static SlidingWindowEstimator SlidingWindow(this TransformsCatalog catalog, SlidingWindowEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new SlidingWindowEstimator(options);
    }

    /// <summary>Puts values of earlier rows of a series beside the current one.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="outputColumnName">Name of the column to make: a vector of one value for each lag.</param>
    /// <param name="inputColumnName">Name of the column to read, Single or a vector of Single of known size; null for the name of the
    /// output.</param>
    /// <param name="lags">Rows to look back, each at least 0, none twice.</param>
    /// <param name="groupColumnName">Name of the column that tells series apart; null for one series.</param>
    /// <param name="incompleteRows">What becomes of the first rows of a series: NaN, as in pandas, or they are left out, so that no NaN
    /// goes on into windows.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty, or there is no lag, or one stands twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A lag is below 0.</exception>
    /// <example><code>
    /// mlContext.Transforms.Lags("Lags", "Count", [1, 7, 14], groupColumnName: "Station");
    /// </code></example>
    public static LagsEstimator Lags(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        IReadOnlyList<int> lags,
        string? groupColumnName = null,
        IncompleteRows incompleteRows = IncompleteRows.FillWithNaN) =>
        catalog.Lags(new LagsEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Lags = lags,
            GroupColumnName = groupColumnName,
            IncompleteRows = incompleteRows,
        });

    /// <summary>Puts values of earlier rows of a series beside the current one, with every option.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="options">Which lags to take.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty, or there is no lag, or one stands twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// mlContext.Transforms.Lags(new LagsEstimator.Options
    /// {
    ///     OutputColumnName = "Lags",
    ///     InputColumnName = "Count",
    ///     Lags = [1, 7],
    ///     IncompleteRows = IncompleteRows.Drop,       // rows without a week before them are left out
    /// });
    /// </code></example>
    public static LagsEstimator Lags(this TransformsCatalog catalog, LagsEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new LagsEstimator(options);
    }

    /// <summary>Takes differences of a series.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="outputColumnName">Name of the column to make, of the type of the input.</param>
    /// <param name="inputColumnName">Name of the column to read, Single or a vector of Single of known size; null for the name of the
    /// output.</param>
    /// <param name="lag">Rows from one value to the one that is taken from it, at least 1.</param>
    /// <param name="order">Times that differences are taken, at least 1.</param>
    /// <param name="groupColumnName">Name of the column that tells series apart; null for one series.</param>
    /// <param name="incompleteRows">What becomes of the first rows of a series: NaN, as in pandas, or they are left out, so that no NaN
    /// goes on into windows.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <example><code>
    /// // Count 1 3 6 → Change NaN 2 3, and back
    /// mlContext.Transforms.Difference("Change", "Count")
    ///     .Append(mlContext.Transforms.Integrate("Count again", "Change", levelColumnName: "Count"));
    /// </code></example>
    public static DifferenceEstimator Difference(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        int lag = 1,
        int order = 1,
        string? groupColumnName = null,
        IncompleteRows incompleteRows = IncompleteRows.FillWithNaN) =>
        catalog.Difference(new DifferenceEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Lag = lag,
            Order = order,
            GroupColumnName = groupColumnName,
            IncompleteRows = incompleteRows,
        });

    /// <summary>Takes differences of a series, with every option.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="options">Which differences to take.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// // From one Monday to the next; the first week is left out.
    /// mlContext.Transforms.Difference(new DifferenceEstimator.Options
    /// {
    ///     OutputColumnName = "Change",
    ///     InputColumnName = "Count",
    ///     Lag = 7,
    ///     IncompleteRows = IncompleteRows.Drop,
    /// });
    /// </code></example>
    public static DifferenceEstimator Difference(this TransformsCatalog catalog, DifferenceEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new DifferenceEstimator(options);
    }

    /// <summary>Sums differences up again over the rows of a series: the inverse of Difference.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="outputColumnName">Name of the column to make, of the type of the input.</param>
    /// <param name="inputColumnName">Name of the column of differences; null for the name of the output.</param>
    /// <param name="levelColumnName">Name of a column with the values themselves, which is read where a series starts, and where a
    /// sum is NaN.</param>
    /// <param name="lag">The lag of the differences, at least 1.</param>
    /// <param name="order">The order of the differences, at least 1.</param>
    /// <param name="groupColumnName">Name of the column that tells series apart; null for one series.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <example><code>
    /// // Count 1 3 6 → Change NaN 2 3 → Again 1 3 6
    /// mlContext.Transforms.Difference("Change", "Count")
    ///     .Append(mlContext.Transforms.Integrate("Again", "Change", levelColumnName: "Count"));
    /// </code></example>
    public static IntegrateEstimator Integrate(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string levelColumnName,
        int lag = 1,
        int order = 1,
        string? groupColumnName = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(levelColumnName);
        return catalog.Integrate(new IntegrateEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            LevelColumnName = levelColumnName,
            Lag = lag,
            Order = order,
            GroupColumnName = groupColumnName,
        });
    }

    /// <summary>Sums differences up again over the rows of a series, with every option.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="options">Which differences to sum up.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty, or it is not said, or said twice, where a series starts.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// // Without the values themselves: Change NaN 2 3 → Count 1 3 6
    /// mlContext.Transforms.Integrate(new IntegrateEstimator.Options
    /// {
    ///     OutputColumnName = "Count",
    ///     InputColumnName = "Change",
    ///     StartingValues = [1],
    /// });
    /// </code></example>
    public static IntegrateEstimator Integrate(this TransformsCatalog catalog, IntegrateEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new IntegrateEstimator(options);
    }

    /// <summary>Makes a forecast of values of a forecast of differences and the last known values, row by row, so that a prediction
    /// engine can do it.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="outputColumnName">Name of the column to make, of the type of the input.</param>
    /// <param name="inputColumnName">Name of the column of differences ahead: Single, or a vector of Single with dimensions (H), H
    /// steps of one feature, or (H, F), H steps of F features.</param>
    /// <param name="levelColumnName">Name of the column of the last known values, oldest first, whose end is used. For one feature Single
    /// where <paramref name="lag"/> · <paramref name="order"/> is 1, or a vector of Single with dimensions (L) or (L, 1); for F features a
    /// vector of Single with dimensions (F), one step, where <paramref name="lag"/> · <paramref name="order"/> is 1, or (L, F).</param>
    /// <param name="lag">The lag of the differences, at least 1.</param>
    /// <param name="order">The order of the differences, at least 1.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <example><code>
    /// // Score [2 3 -1], Count 10 → Forecast [12 15 14]
    /// mlContext.Transforms.IntegrateForecast("Forecast", "Score", levelColumnName: "Count");
    /// </code></example>
    public static IntegrateForecastEstimator IntegrateForecast(
        this TransformsCatalog catalog,
        string outputColumnName,
        string inputColumnName,
        string levelColumnName,
        int lag = 1,
        int order = 1)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new IntegrateForecastEstimator(new IntegrateForecastSettings(
            IntegrateForecastSettings.Version, outputColumnName, inputColumnName, levelColumnName, lag, order));
    }
}
