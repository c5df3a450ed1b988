using MLNetSequence;

namespace Microsoft.ML;

/// <summary>Features of dates and times, as MLNetSequence adds them to <c>mlContext.Transforms</c>.</summary>
public static class TimeFeaturesCatalog
{
    /// <summary>Turns a date and time into features: hour, day, week, month, quarter, as numbers or as sine and cosine.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="outputColumnName">Name of the column to make: a vector of Single with slot names.</param>
    /// <param name="inputColumnName">Name of the DateTime column; null for the name of the output.</param>
    /// <param name="parts">The parts to take, at least one.</param>
    /// <param name="encoding">How a part becomes a feature: its number, or sine and cosine.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no part, or the encoding is none.</exception>
    /// <example><code>
    /// // 2024-03-31 18:00, a Sunday: Hour.Sin −1, Hour.Cos 0, DayOfWeek.Sin −0.78, DayOfWeek.Cos 0.62
    /// mlContext.Transforms.TimeFeatures("Calendar", "Time", TimeParts.Hour | TimeParts.DayOfWeek, TimeEncoding.Cyclic)
    ///     .Append(mlContext.Transforms.Concatenate("Features", "Scaled", "Calendar"));
    /// </code></example>
    public static TimeFeaturesEstimator TimeFeatures(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        TimeParts parts = TimeParts.Hour | TimeParts.DayOfWeek | TimeParts.Month,
        TimeEncoding encoding = TimeEncoding.Number) =>
        catalog.TimeFeatures(new TimeFeaturesEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Parts = parts,
            Encoding = encoding,
        });

    /// <summary>Turns a date and time into features, with every option.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="options">Which features to make.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no part, or an option is outside its range.</exception>
    /// <example><code>
    /// mlContext.Transforms.TimeFeatures(new TimeFeaturesEstimator.Options
    /// {
    ///     OutputColumnName = "Calendar", InputColumnName = "Time", Parts = TimeParts.Month | TimeParts.Quarter,
    ///     MissingTime = MissingTime.NaN,
    /// });
    /// </code></example>
    public static TimeFeaturesEstimator TimeFeatures(this TransformsCatalog catalog, TimeFeaturesEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new TimeFeaturesEstimator(options);
    }
}
