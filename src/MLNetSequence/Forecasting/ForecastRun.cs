using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Windowing;

namespace MLNetSequence.Forecasting;

/// <summary>Forecasts from the rows of a cursor, row by row.</summary>
internal sealed class ForecastRun : IHistoryRun
{
    private readonly ForecastModel _model;
    private readonly SeriesReadings _readings;
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

    public IReadOnlyList<Delegate> CreateGetters(ShownRow shown) => ForecastOutputs.Getters(_model, () => Predict(shown));

    // Null where a row to come is to be read and is not there.
    private Prediction? Predict(ShownRow shown)
    {
        if (_made == (shown.Series, shown.Row))
        {
            return _prediction;
        }
        SeriesRows rows = _readings[shown.Series];
        int origin = (int)(shown.Row + 1 - rows.Before);
        _prediction = _model.Forecast(ForecastWindow.Of(rows, origin, _model.Core.Window, _model.Settings.Horizon));
        _made = (shown.Series, shown.Row);
        return _prediction;
    }
}
