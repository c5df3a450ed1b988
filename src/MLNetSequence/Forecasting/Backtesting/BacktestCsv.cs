using System.Globalization;
using System.Text;

namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>The forecasts of a backtest as a table of text.</summary>
internal static class BacktestCsv
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.FFFFFFF";

    private static readonly string[] Columns = ["series", "origin", "step", "target", "time", "actual", "forecast"];

    /// <summary>A line for each series, origin, step and target (RFC 4180, but for its line ends, here \n).</summary>
    public static string Of(BacktestResult result)
    {
        var text = new StringBuilder();
        double[] levels = [.. result.Levels];
        Line(text, [.. Columns, .. levels.SelectMany(level => new[] { $"lower_{Number(level)}", $"upper_{Number(level)}" })]);
        foreach (BacktestForecast forecast in result.Forecasts)
        {
            Lines(text, forecast, levels, result.Steps[0] - 1);
        }
        return text.ToString();
    }

    /// <summary>A number that reads back as itself; empty where there is none.</summary>
    public static string Number(double value) => double.IsNaN(value) ? "" : value.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Number(double)"/>
    public static string Number(float value) => float.IsNaN(value) ? "" : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Adds a line.</summary>
    public static void Line(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Quoted)).Append('\n');

    private static void Lines(StringBuilder text, BacktestForecast at, double[] levels, int firstStep)
    {
        SeriesForecast forecast = at.Forecast;
        string origin = at.OriginTime is { } time ? Time(time) : at.OriginRow.ToString(CultureInfo.InvariantCulture);
        var bounds = Enumerable.Range(0, forecast.Targets.Count)
            .Select(target => levels.Select(level => forecast.Interval(level, target)).ToArray()).ToArray();
        for (int step = firstStep; step < forecast.Horizon; step++)
        {
            for (int target = 0; target < forecast.Targets.Count; target++)
            {
                Line(text,
                [
                    at.Series, origin, (step + 1).ToString(CultureInfo.InvariantCulture), forecast.Targets[target],
                    forecast.Times.Count > 0 ? Time(forecast.Times[step]) : "",
                    Number(at.Actual(step, target)), Number(forecast[step, target]),
                    .. bounds[target].SelectMany(b => new[] { Number(b.Lower[step]), Number(b.Upper[step]) }),
                ]);
            }
        }
    }

    private static string Time(DateTime time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") || (cell.Length > 0 && (cell[0] == ' ' || cell[^1] == ' '))
            ? $"\"{cell.Replace("\"", "\"\"")}\""
            : cell;
}
