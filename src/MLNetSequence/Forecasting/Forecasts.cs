using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Mapping;

namespace MLNetSequence.Forecasting;

/// <summary>Forecasts after the last rows of many series.</summary>
internal sealed class Forecasts(ForecastModel model)
{
    /// <summary>One forecast for each series.</summary>
    /// <param name="series">The series, up to the present.</param>
    /// <param name="nameOf">The name of each.</param>
    /// <param name="horizon">Steps; null for the model's own.</param>
    /// <param name="future">The rows to come; null where none are read.</param>
    /// <param name="paths">Paths to draw; null for none.</param>
    public IReadOnlyList<SeriesForecast> Make(
        IReadOnlyList<SeriesRows> series, Func<int, string> nameOf, int? horizon, IDataView? future, int? paths)
    {
        int steps = Check(horizon, future, paths);
        FutureRows? ahead = future is null ? null : FutureRows.Read(future, model.Inputs);
        var windows = new ForecastWindow[series.Count];
        var times = new IReadOnlyList<DateTime>[series.Count];
        for (int i = 0; i < windows.Length; i++)
        {
            ForecastWindow window = ForecastWindow.Of(series[i], series[i].Count, model.Core.Window, 0);
            long last = series[i].LastTime;
            if (ahead is not null)
            {
                (ReadOnlyMemory<float> rows, ReadOnlyMemory<long> rowTimes) = ahead.Of(nameOf(i), model.RowsAhead(steps), last, model.Step);
                window = window with { Future = rows, FutureTimes = rowTimes };
            }
            long[] known = window.FutureTimes.Length > 0 ? window.FutureTimes.ToArray() : model.TimesAfter(last, steps, steps);
            times[i] = [.. known.Take(steps).Select(t => new DateTime(t))];
            windows[i] = model.Ready(window, steps)!.Value;
        }
        Prediction[] made = model.Core.Forecast(windows, steps, paths);
        return [.. made.Select((p, i) => new SeriesForecast(p, nameOf(i), model.Inputs.TargetNames, steps, times[i]))];
    }

    private int Check(int? horizon, IDataView? future, int? paths)
    {
        int steps = horizon ?? model.Settings.Horizon;
        Arguments.AtLeast(steps, 1, nameof(horizon));
        model.Inputs.CheckHorizon(steps);
        if (steps > model.Settings.Horizon && !model.Core.AnyHorizon)
        {
            throw new ArgumentOutOfRangeException(
                nameof(horizon), steps,
                $"The model was made to forecast up to {model.Settings.Horizon} steps. One with the strategy "
                + $"{nameof(ForecastingStrategy.Recursive)} forecasts any number of them.");
        }
        Arguments.AtLeast(paths ?? 1, 1, nameof(paths));
        if (paths is not null && !model.Core.HasPaths)
        {
            throw new ArgumentException(
                "This model draws no paths: it forecasts each step by itself. One with the strategy "
                + $"{nameof(ForecastingStrategy.Recursive)} and a loss that gives a distribution does.", nameof(paths));
        }
        if (model.ReadsAhead && future is null)
        {
            string[] columns =
                [.. model.Inputs.Future.Select(c => c.Name), .. model.Inputs.Time is null ? (string[])[] : [model.Inputs.Time]];
            throw new ArgumentException(
                $"The model reads columns that are known ahead ({string.Join(", ", columns)}): give the rows to come.", nameof(future));
        }
        return steps;
    }
}
