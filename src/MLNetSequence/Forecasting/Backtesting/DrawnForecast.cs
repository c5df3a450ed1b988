namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>What was forecast from one place of a series, as <see cref="ForecastChart"/> draws it.</summary>
/// <param name="Name">Who forecast; all runs of one name are one line of the legend.</param>
/// <param name="Points">X, as of the actual values, and the forecast, from left to right; NaN leaves a gap.</param>
internal sealed record DrawnForecast(string Name, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>The last value that was known: lines and bands begin there. Null for at the first forecast.</summary>
    public (double X, double Y)? Origin { get; init; }

    /// <summary>Prediction intervals, of any number of levels.</summary>
    public IReadOnlyList<ForecastInterval> Intervals { get; init; } = [];
}

/// <summary>The prediction intervals of a run.</summary>
/// <param name="Level">Their level, above 0 and below 1.</param>
/// <param name="Bounds">An interval for each point of the run; NaN leaves a gap.</param>
internal sealed record ForecastInterval(double Level, IReadOnlyList<(double Lower, double Upper)> Bounds);
