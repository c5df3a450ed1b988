using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Windowing;

namespace MLNetSequence.Forecasting;

/// <summary>Forecasts from the rows of a cursor, row by row.</summary>
internal sealed class ForecastRun : IHistoryRun
{
    private readonly ForecastModel _model;
    private readonly SeriesReadings _readings;
    private readonly ForecastWindow[] _window = new ForecastWindow[1];
    private (int Series, long Row) _made = (-1, -1);
    private Prediction? _prediction;

    public ForecastRun(ForecastModel model, DataViewRow input)
    {
        _model = model;
        long ahead = model.ReadsAhead ? model.Settings.Horizon : 0;
        _readings = new SeriesReadings(
            input, model.Inputs, model.Memory.Groups, (int)Math.Min(model.Core.Window + ahead, int.MaxValue));
    }

    public void Read(int series, long row) => _readings.Read(series);

    public IReadOnlyList<Delegate> CreateGetters(ShownRow shown)
    {
        int numbers = _model.Settings.Horizon * _model.Inputs.TargetCount;
        return [.. _model.Settings.Columns.Select(c => HistoryColumns.Getter(
            isScalar: false, numbers, to => ForecastOutputs.Write(Predict(shown), c.Quantile, to)))];
    }

    // Null where a row to come is to be read and is not there.
    private Prediction? Predict(ShownRow shown)
    {
        if (_made == (shown.Series, shown.Row))
        {
            return _prediction;
        }
        SeriesRows rows = _readings[shown.Series];
        int origin = (int)(shown.Row + 1 - rows.Before);
        int horizon = _model.Settings.Horizon;
        _prediction = null;
        if (_model.Ready(ForecastWindow.Of(rows, origin, _model.Core.Window, horizon), horizon) is { } window)
        {
            _window[0] = window;
            _prediction = _model.Core.Forecast(_window, horizon, paths: null)[0];
        }
        _made = (shown.Series, shown.Row);
        return _prediction;
    }
}
