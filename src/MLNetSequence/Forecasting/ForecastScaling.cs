using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>
/// The scale on which a network sees targets: (value − centre) / width, per target and window or series; forecasts come back on the
/// values' own.
/// </summary>
/// <remarks>
/// To a width that is measured on the window, a hundredth of the same measure of the series in training is added, so that a window in which
/// nothing happens does not make all that follows enormous; all of it where the window has too few values to be measured, as a deviation
/// needs two. A width of 0 is 1.
/// </remarks>
/// <param name="Centre">What is subtracted.</param>
/// <param name="Width">What it is divided by.</param>
public sealed record ForecastScaling(ScaleCentre Centre, ScaleWidth Width)
{
    /// <summary>
    /// From the last value of the window, in deviations of the window: a level that was never seen is as good as any other. The default.
    /// </summary>
    public static ForecastScaling LastValue { get; } = new(ScaleCentre.LastValue, ScaleWidth.WindowDeviation);

    /// <summary>
    /// From the last value of the window, in deviations of the series: for series that move at the same pace everywhere. The default where
    /// a logarithm is taken, which makes them so.
    /// </summary>
    public static ForecastScaling SteadyPace { get; } = new(ScaleCentre.LastValue, ScaleWidth.SeriesDeviation);

    /// <summary>Mean 0 and deviation 1 within the window (Kim et al. 2022, "RevIN", without its learned part).</summary>
    public static ForecastScaling Window { get; } = new(ScaleCentre.WindowMean, ScaleWidth.WindowDeviation);

    /// <summary>
    /// From the last value of the window, in mean changes from row to row: for series whose pace differs from window to window, such as
    /// counts of an epidemic.
    /// </summary>
    public static ForecastScaling Change { get; } = new(ScaleCentre.LastValue, ScaleWidth.WindowChange);

    /// <summary>Mean 0 and deviation 1 over the series' rows in training: for values that keep their level.</summary>
    public static ForecastScaling Series { get; } = new(ScaleCentre.SeriesMean, ScaleWidth.SeriesDeviation);

    /// <summary>Multiples of the window's mean magnitude, for counts (Salinas et al. 2020, "DeepAR").</summary>
    public static ForecastScaling Magnitude { get; } = new(ScaleCentre.Zero, ScaleWidth.WindowMagnitude);

    /// <summary>The values as they are.</summary>
    public static ForecastScaling None { get; } = new(ScaleCentre.Zero, ScaleWidth.One);

    internal void Check()
    {
        Arguments.Defined(Centre, nameof(Centre));
        Arguments.Defined(Width, nameof(Width));
    }
}

/// <summary>What a forecaster subtracts from a value.</summary>
public enum ScaleCentre
{
    /// <summary>Nothing.</summary>
    Zero,

    /// <summary>The last value of the window that is not missing.</summary>
    LastValue,

    /// <summary>The mean of the window's values.</summary>
    WindowMean,

    /// <summary>The mean of the series' values in training; of a series that was not there, of the window's.</summary>
    SeriesMean,
}

/// <summary>What a forecaster divides a value by.</summary>
public enum ScaleWidth
{
    /// <summary>1.</summary>
    One,

    /// <summary>The standard deviation of the window's values.</summary>
    WindowDeviation,

    /// <summary>The mean of the magnitudes of the window's values.</summary>
    WindowMagnitude,

    /// <summary>The mean of the magnitudes of the changes from row to row within the window.</summary>
    WindowChange,

    /// <summary>The standard deviation of the series' values in training; of a series that was not there, of the window's.</summary>
    SeriesDeviation,
}
