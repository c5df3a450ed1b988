using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Forecasting.Models;

/// <summary>What a forecast is made of: the last rows of a series, and what is known of those to come.</summary>
/// <param name="History">The last rows that are known, [n, K + P + F], the latest at the end; n is at most the model's window.</param>
/// <param name="Times">Their times, [n]; empty where rows have none.</param>
/// <param name="Future">
/// The rows to come, [H, K + P + F], of which only known covariates are read; empty where the model reads none.
/// </param>
/// <param name="FutureTimes">Their times, [H]; empty where the model reads none.</param>
/// <param name="Facts">What holds for the whole series.</param>
/// <param name="Before">Rows of the series that came before these.</param>
internal readonly record struct ForecastWindow(
    ReadOnlyMemory<float> History, ReadOnlyMemory<long> Times, ReadOnlyMemory<float> Future, ReadOnlyMemory<long> FutureTimes,
    SeriesFacts Facts, long Before)
{
    /// <summary>The window of a series that ends before one of its rows.</summary>
    /// <param name="series">The series, rows to come included where they are to be read.</param>
    /// <param name="origin">Rows that are known of those that are kept, at least 1.</param>
    /// <param name="rows">Most rows to look back on.</param>
    /// <param name="horizon">Rows to come; as many as are there are given.</param>
    public static ForecastWindow Of(SeriesRows series, int origin, int rows, int horizon)
    {
        int first = Math.Max(0, origin - rows);
        int ahead = Math.Min(horizon, series.Count - origin);
        return new ForecastWindow(
            series.ValuesOf(first, origin - first), series.TimesOf(first, origin - first),
            series.ValuesOf(origin, ahead), series.TimesOf(origin, ahead), series.Facts, series.Before + first);
    }
}
