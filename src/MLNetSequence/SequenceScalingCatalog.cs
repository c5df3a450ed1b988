using MLNetSequence;

namespace Microsoft.ML;

/// <summary>Scaling of series, as MLNetSequence adds it to <c>mlContext.Transforms</c>.</summary>
public static class SequenceScalingCatalog
{
    /// <summary>Scales each series by statistics of its own; the inverse brings forecasts back to the series' units.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="outputColumnName">Name of the column to make, of the input's type.</param>
    /// <param name="inputColumnName">Name of the series column: Single, one step a row, or a vector of Single with dimensions (T) or
    /// (T, F), a whole sequence a row; null for the name of the output. A vector with one dimension is a sequence of ONE feature and gets
    /// one centre and scale for all its slots; where its slots are the features of one step, as Difference, Lags and SlidingWindow read
    /// it, use the overload with <see cref="SeriesScalingEstimator.Options.SlotsAreFeatures"/>.</param>
    /// <param name="scaling">How centre and scale are worked out.</param>
    /// <param name="groupColumnName">Name of the column that tells series apart: text, a key, an integer, Boolean or DateTime; null for one
    /// series.</param>
    /// <param name="scaleColumnName">Name of one more column to make, with centre and scale of the row's series, for
    /// <see cref="UnscaleSeries(TransformsCatalog, string, string?, string)"/>; null for none.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two columns to make share one.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scaling"/> is none.</exception>
    /// <example><code>
    /// // One pipeline: scaled by store on the way in, back in units of the store's sales on the way out.
    /// var pipeline = mlContext.Transforms.ScaleSeries("Scaled", "Sales", groupColumnName: "Store", scaleColumnName: "Scale")
    ///     .Append(…)  // what makes a forecast of "Scaled"
    ///     .Append(mlContext.Transforms.UnscaleSeries("SalesForecast", "Score", "Scale"));
    /// // Or from the fitted transformer, by the group column:
    /// SeriesScalingTransformer scaler = mlContext.Transforms.ScaleSeries("Scaled", "Sales", groupColumnName: "Store").Fit(data);
    /// IDataView back = scaler.Inverse("SalesForecast", "Score").Transform(forecasts);
    /// </code></example>
    public static SeriesScalingEstimator ScaleSeries(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        SeriesScaling scaling = SeriesScaling.Standard,
        string? groupColumnName = null,
        string? scaleColumnName = null) =>
        catalog.ScaleSeries(new SeriesScalingEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Scaling = scaling,
            GroupColumnName = groupColumnName,
            ScaleColumnName = scaleColumnName,
        });

    /// <summary>Scales each series by statistics of its own, with every option.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="options">How to scale.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty, two columns to make share one, or an option is set that the others leave
    /// nothing to do.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// mlContext.Transforms.ScaleSeries(new SeriesScalingEstimator.Options
    /// {
    ///     OutputColumnName = "Scaled", InputColumnName = "Sales", GroupColumnName = "Store",
    ///     Scaling = SeriesScaling.MinMax, Minimum = -1, Maximum = 1, UnknownSeries = UnknownSeries.UseAll,
    /// });
    /// // A vector column of eight countries' counts, a day a row: each slot has a centre and scale of its own.
    /// mlContext.Transforms.ScaleSeries(new SeriesScalingEstimator.Options
    /// {
    ///     OutputColumnName = "Scaled", InputColumnName = "Counts", SlotsAreFeatures = true, ScaleColumnName = "Scale",
    /// });
    /// </code></example>
    public static SeriesScalingEstimator ScaleSeries(this TransformsCatalog catalog, SeriesScalingEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new SeriesScalingEstimator(options);
    }

    /// <summary>Undoes <c>ScaleSeries</c> by the centre and scale that it put into the same row.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="outputColumnName">Name of the column to make, of the input's type.</param>
    /// <param name="inputColumnName">Name of the scaled column, such as a forecast; null for the name of the output. For one feature
    /// Single, or a vector of Single with dimensions (T) or (T, 1); for F features a vector of Single with dimensions (F), one step, or
    /// (T, F).</param>
    /// <param name="scaleColumnName">Name of the column with centre and scale: a vector of Double with dimensions (2) or (2, F).</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <example><code>
    /// mlContext.Transforms.UnscaleSeries("SalesForecast", "Score", "Scale");
    /// </code></example>
    public static SeriesUnscalingEstimator UnscaleSeries(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName, string scaleColumnName) =>
        catalog.UnscaleSeries(new SeriesUnscalingEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            ScaleColumnName = scaleColumnName,
        });

    /// <summary>Undoes <c>ScaleSeries</c> by the centre and scale that it put into the same row, with every option.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="options">What to unscale.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty, or <see cref="SeriesUnscalingEstimator.Options.Features"/> is.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A feature is below 0.</exception>
    /// <example><code>
    /// // Scale has dimensions (2, 8), Score is a forecast of the fourth feature alone.
    /// mlContext.Transforms.UnscaleSeries(new SeriesUnscalingEstimator.Options
    /// {
    ///     OutputColumnName = "Forecast", InputColumnName = "Score", ScaleColumnName = "Scale", Features = [3],
    /// });
    /// </code></example>
    public static SeriesUnscalingEstimator UnscaleSeries(this TransformsCatalog catalog, SeriesUnscalingEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new SeriesUnscalingEstimator(options);
    }
}
