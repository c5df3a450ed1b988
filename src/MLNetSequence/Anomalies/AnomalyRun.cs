using MLNetSequence.Forecasting.Series;
using MLNetSequence.Windowing;

namespace MLNetSequence.Anomalies;

/// <summary>Scores the rows of a cursor, row by row.</summary>
internal sealed class AnomalyRun : IHistoryRun
{
    private readonly AnomalyModel _model;
    private readonly Expectation _expectation;
    private readonly SeriesReadings _readings;
    private (int Series, long Row) _made = (-1, -1);
    private AnomalyScore? _score;

    public AnomalyRun(AnomalyModel model, Expectation expectation, DataViewRow input)
    {
        (_model, _expectation) = (model, expectation);
        _readings = new SeriesReadings(input, expectation.Model.Inputs, expectation.Model.Memory.Groups, expectation.Rows);
    }

    public void Read(int series, long row) => _readings.Read(series);

    public IReadOnlyList<Delegate> CreateGetters(ShownRow shown) =>
        AnomalyOutputs.Getters(_model.Settings, _expectation.Targets, () => Judge(shown));

    private AnomalyScore Judge(ShownRow shown)
    {
        if (_score is null || _made != (shown.Series, shown.Row))
        {
            SeriesRows rows = _readings[shown.Series];
            _score = _model.Judge(_expectation, rows, (int)(shown.Row - rows.Before));
            _made = (shown.Series, shown.Row);
        }
        return _score;
    }
}
