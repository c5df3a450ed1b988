using MLNetSequence.Evaluation;

namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>Forecast metrics as a table.</summary>
internal static class ForecastReport
{
    /// <summary>A line for each of some metrics, which have intervals of the same levels. What none of them has is left out.</summary>
    public static string Table(IReadOnlyList<(string Name, ForecastMetrics Metrics)> rows)
    {
        Column[] columns =
        [
            new("MAE", m => m.MeanAbsoluteError, ReportTable.Short),
            new("RMSE", m => m.RootMeanSquaredError, ReportTable.Short),
            new("MAPE %", m => m.MeanAbsolutePercentageError, Percent),
            new("sMAPE %", m => m.SymmetricMeanAbsolutePercentageError, Percent),
            new("MASE", m => m.MeanAbsoluteScaledError, ReportTable.Number),
            new("pinball", m => m.MeanPinballLoss, ReportTable.Short),
            .. rows[0].Metrics.Intervals.SelectMany(Interval),
        ];
        columns = [.. columns.Where((column, i) => i < 2 || rows.Any(row => !double.IsNaN(column.Value(row.Metrics))))];
        var table = new ReportTable([.. columns.Select(column => column.Header), "count"]);
        table.AddSpace();
        foreach ((string name, ForecastMetrics metrics) in rows)
        {
            table.Add(name, [.. columns.Select(column => column.Text(column.Value(metrics))), ReportTable.Count(metrics.Count)]);
        }
        return table.ToString();
    }

    private static Column[] Interval(IntervalMetrics interval, int i)
    {
        string level = FormattableString.Invariant($"{100 * interval.Level:0.##} %");
        return
        [
            new("in " + level, m => m.Intervals[i].Coverage, ReportTable.Number),
            new("width " + level, m => m.Intervals[i].MeanWidth, ReportTable.Short),
        ];
    }

    private static string Percent(double value) => FormattableString.Invariant($"{value:F2}");

    private sealed record Column(string Header, Func<ForecastMetrics, double> Value, Func<double, string> Text);
}
