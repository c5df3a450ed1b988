using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>
/// How a backtest goes: where the first forecast begins, how far each one reaches, when the model is trained anew, what is measured.
/// </summary>
/// <remarks>
/// An origin is where a forecast begins: all rows before it are known, none from it on. Its first row is the first that is forecast. In
/// data with a time column an origin is a time, the same for all series; without one it is a row of each series. The terms are those of
/// Darts' historical_forecasts: the last origin is the last whose whole horizon lies within the data.
/// </remarks>
public sealed class BacktestOptions
{
    private const double DefaultStart = 0.5;

    /// <summary>
    /// The first origin: the first time in the data that is not before it. The forecaster must have a time column. Of this,
    /// <see cref="StartRow"/> and <see cref="StartFraction"/> at most one may be given.
    /// </summary>
    public DateTime? StartTime { get; set; }

    /// <summary>
    /// The first origin as a row of each series, counted from 0: so many rows are known before it, at least 1. In data with a time column,
    /// so many different times.
    /// </summary>
    public int? StartRow { get; set; }

    /// <summary>
    /// The first origin as a share of each series, above 0 and below 1, that is known before it, rounded down to a row. In data with a time
    /// column, of all different times. 0.5 where nothing is given.
    /// </summary>
    public double? StartFraction { get; set; }

    /// <summary>Steps to forecast at each origin, at least 1; null, the default, for the forecaster's own horizon.</summary>
    /// <remarks>
    /// A forecaster that gives all its steps at once and reads what is known ahead reads as many rows to come as it has steps, however few
    /// are asked for; origins without so many rows after them are left out.
    /// </remarks>
    public int? Horizon { get; set; }

    /// <summary>
    /// Rows from one origin to the next, at least 1, the default; in data with a time column, different times of the data.
    /// </summary>
    public int Stride { get; set; } = 1;

    /// <summary>
    /// Most rows of each series, the last ones before the origin, to train on, at least 1: a sliding window. Null, the default, for all: an
    /// expanding one. It is a matter of training alone: a forecast is made of all rows that the model looks back on.
    /// </summary>
    public int? TrainingRows { get; set; }

    /// <summary>
    /// Origins from one training to the next, at least 1 for each; 0, the default, to train once, on what came before the first origin.
    /// </summary>
    public int RefitEvery { get; set; }

    /// <summary>Whether only the last step of each forecast is measured and shown; all of them by default.</summary>
    public bool LastPointOnly { get; set; }

    /// <summary>
    /// Probabilities, each above 0 and below 1, of the intervals whose coverage is measured, and that are saved and drawn; 0.8 and 0.95 by
    /// default. None are measured where the forecaster knows nothing of probabilities.
    /// </summary>
    public IReadOnlyList<double> Levels { get; set; } = [0.8, 0.95];

    /// <summary>The quantiles, each above 0 and below 1, over which the pinball loss is a mean; 0.1, 0.2, … 0.9 by default.</summary>
    public IReadOnlyList<double> Quantiles { get; set; } = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

    /// <summary>
    /// Rows of a season, at least 1, the default: MASE is measured against the error of the value so many rows before, in the rows before
    /// the first origin (Hyndman and Koehler 2006).
    /// </summary>
    public int SeasonLength { get; set; } = 1;

    /// <summary>Ends the backtest between two trainings or forecasts; what is being trained goes by its own options.</summary>
    public CancellationToken CancellationToken { get; set; }

    /// <summary>The share of the data that is known at the first origin, where no time and no row is given.</summary>
    internal double Fraction => StartFraction ?? DefaultStart;

    /// <summary>Checks all options but those that depend on the forecaster.</summary>
    /// <returns>A copy, with all collections copied.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or two exclude each other.</exception>
    internal BacktestOptions CheckedCopy()
    {
        int starts = (StartTime is null ? 0 : 1) + (StartRow is null ? 0 : 1) + (StartFraction is null ? 0 : 1);
        if (starts > 1)
        {
            throw new ArgumentException(
                $"{nameof(StartTime)}, {nameof(StartRow)} and {nameof(StartFraction)} each say where to start; give one of them.");
        }
        Arguments.AtLeast(StartRow ?? 1, 1, nameof(StartRow));
        Arguments.Require(Fraction is > 0 and < 1, Fraction, nameof(StartFraction), "above 0 and below 1");
        Arguments.AtLeast(Horizon ?? 1, 1, nameof(Horizon));
        Arguments.AtLeast(Stride, 1, nameof(Stride));
        Arguments.AtLeast(TrainingRows ?? 1, 1, nameof(TrainingRows));
        Arguments.AtLeast(RefitEvery, 0, nameof(RefitEvery));
        Arguments.AtLeast(SeasonLength, 1, nameof(SeasonLength));
        CheckProbabilities(Levels, nameof(Levels));
        CheckProbabilities(Quantiles, nameof(Quantiles));
        var copy = (BacktestOptions)MemberwiseClone();
        (copy.Levels, copy.Quantiles) = ([.. Levels], [.. Quantiles]);
        return copy;
    }

    private static void CheckProbabilities(IReadOnlyList<double> values, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        foreach (double value in values)
        {
            Arguments.Require(value is > 0 and < 1, value, name, "probabilities above 0 and below 1");
        }
        Arguments.Distinct(values, name);
    }
}
