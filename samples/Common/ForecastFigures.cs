using MLNetSequence;

namespace Samples.Common;

/// <summary>How well a forecaster did in a backtest, for the report.</summary>
public sealed record ForecastFigures
{
    private const int NameWidth = 24;

    /// <summary>MAE, in the unit of the series.</summary>
    public required double MeanAbsoluteError { get; init; }

    /// <summary>MAPE, in percent.</summary>
    public required double MeanAbsolutePercentageError { get; init; }

    /// <summary>MASE: below 1 is better than the seasonal naive forecast was, one step ahead, on what came before the backtest.</summary>
    public required double MeanAbsoluteScaledError { get; init; }

    /// <summary>Share of the values that the intervals of 80 % held, from 0 to 1.</summary>
    public double? Coverage80 { get; init; }

    /// <summary>Share of the values that the intervals of 95 % held, from 0 to 1.</summary>
    public double? Coverage95 { get; init; }

    /// <summary>Figures of a backtest, or of one of its series.</summary>
    /// <param name="metrics">How far forecasts were from what came.</param>
    /// <returns>The figures.</returns>
    public static ForecastFigures Of(ForecastMetrics metrics) => new()
    {
        MeanAbsoluteError = metrics.MeanAbsoluteError,
        MeanAbsolutePercentageError = metrics.MeanAbsolutePercentageError,
        MeanAbsoluteScaledError = metrics.MeanAbsoluteScaledError,
        Coverage80 = metrics.Intervals.FirstOrDefault(interval => interval.Level == 0.8)?.Coverage,
        Coverage95 = metrics.Intervals.FirstOrDefault(interval => interval.Level == 0.95)?.Coverage,
    };

    /// <summary>Writes a table to the console, a line for each name.</summary>
    /// <param name="of">What the names are of.</param>
    /// <param name="all">Names and figures.</param>
    public static void Show(string of, IReadOnlyDictionary<string, ForecastFigures> all)
    {
        Console.WriteLine($"{of,-NameWidth}{"MAE",11}{"MAPE",10}{"MASE",8}{"in 80 %",10}{"in 95 %",10}");
        foreach ((string name, ForecastFigures figures) in all)
        {
            Console.WriteLine($"{name,-NameWidth}{figures.MeanAbsoluteError,11:N1}{figures.MeanAbsolutePercentageError,8:N2} %"
                + $"{figures.MeanAbsoluteScaledError,8:N2}{figures.Coverage80,10:P0}{figures.Coverage95,10:P0}");
        }
    }
}
