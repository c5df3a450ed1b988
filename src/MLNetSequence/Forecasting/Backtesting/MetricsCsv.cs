using System.Globalization;
using System.Text;

namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>The metrics of a backtest as a table of text.</summary>
internal static class MetricsCsv
{
    private static readonly string[] Columns = ["of", "name", "count", "mae", "rmse", "mape", "smape", "mase", "pinball"];

    /// <summary>A line for each (RFC 4180, but for its line ends, here \n).</summary>
    public static string Of(IEnumerable<MetricsRow> rows, IReadOnlyList<double> levels)
    {
        var text = new StringBuilder();
        BacktestCsv.Line(text,
            [
                .. Columns,
                .. levels.SelectMany(level => new[] { $"coverage_{BacktestCsv.Number(level)}", $"width_{BacktestCsv.Number(level)}" }),
            ]);
        foreach ((string of, string name, ForecastMetrics m) in rows)
        {
            double[] numbers =
            [
                m.MeanAbsoluteError, m.RootMeanSquaredError, m.MeanAbsolutePercentageError, m.SymmetricMeanAbsolutePercentageError,
                m.MeanAbsoluteScaledError, m.MeanPinballLoss, .. m.Intervals.SelectMany(i => new[] { i.Coverage, i.MeanWidth }),
            ];
            BacktestCsv.Line(text, [of, name, m.Count.ToString(CultureInfo.InvariantCulture), .. numbers.Select(BacktestCsv.Number)]);
        }
        return text.ToString();
    }
}

/// <summary>Metrics, and what they are of.</summary>
/// <param name="Of">All, a step, a target or a series.</param>
/// <param name="Name">Which; empty for all.</param>
/// <param name="Metrics">How far the forecasts were from what came.</param>
internal sealed record MetricsRow(string Of, string Name, ForecastMetrics Metrics)
{
    /// <summary>How a report names it.</summary>
    public string Label => Name.Length > 0 ? $"{Of} {Name}" : Of;
}
