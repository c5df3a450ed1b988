using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Forecasting.Models;

/// <summary>What a forecasting transformer is: columns, what was learned, and the last rows that were seen.</summary>
/// <param name="Settings">Which columns are made.</param>
/// <param name="Inputs">Which are read.</param>
/// <param name="Step">How far the rows are apart; null where it is not known, or does not matter.</param>
/// <param name="Core">What was learned.</param>
/// <param name="Memory">The series that were seen.</param>
internal sealed record ForecastModel(
    ForecastSettings Settings, ForecastInputs Inputs, TimeStep? Step, ForecastCore Core, ForecastMemory Memory)
{
    /// <summary>Whether rows to come must be there to be read: known covariates, or times that cannot be worked out.</summary>
    public bool ReadsAhead => Inputs.FutureCount > 0 || (Core.ReadsTimes && Step is null);

    /// <summary>Rows to come that are read of, where any are, to forecast so many.</summary>
    public int RowsAhead(int horizon) => Core.AnyHorizon ? horizon : Settings.Horizon;

    /// <summary>What the core is given: the window with the times to come, where it reads some.</summary>
    /// <returns>Null where rows to come are to be read, and are not there.</returns>
    public ForecastWindow? Ready(ForecastWindow window, int horizon)
    {
        int rows = RowsAhead(horizon);
        if (ReadsAhead && window.Future.Length < (long)rows * Inputs.Width)
        {
            return null;
        }
        if (!Core.ReadsTimes)
        {
            return window;
        }
        return Step is null
            ? window with { FutureTimes = window.FutureTimes[..rows] }
            : window with { FutureTimes = TimesAfter(window.Times.Span[^1], horizon, rows) };
    }

    /// <summary>The forecast of one window, as many steps as the columns have.</summary>
    /// <returns>Null where rows to come are to be read, and are not there.</returns>
    public Prediction? Forecast(ForecastWindow window) =>
        Ready(window, Settings.Horizon) is { } ready ? Core.Forecast([ready], Settings.Horizon, paths: null)[0] : null;

    /// <summary>The times that follow another; none where the step is not known.</summary>
    /// <param name="last">The time before them.</param>
    /// <param name="horizon">Times that there must be.</param>
    /// <param name="rows">Times that are given, at least as many: the calendar's last moment where it ends before.</param>
    /// <exception cref="InvalidOperationException">The calendar ends before the horizon.</exception>
    public long[] TimesAfter(long last, int horizon, int rows)
    {
        if (Step is null)
        {
            return [];
        }
        long end = DateTime.MaxValue.Ticks;
        return Step.After(last, horizon) <= end
            ? [.. Enumerable.Range(1, rows).Select(h => Math.Min(Step.After(last, h), end))]
            : throw new InvalidOperationException(FormattableString.Invariant(
                $"The last row is of {new DateTime(last):s}: {horizon} steps later there is no date, ")
                + "the calendar ends with the year 9999.");
    }
}
