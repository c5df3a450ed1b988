using MLNetSequence.Forecasting;
using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Mapping;
using MLNetSequence.Streaming;

namespace MLNetSequence.Anomalies;

/// <summary>An anomaly detector that goes on from what its model remembers, one row after the other.</summary>
internal sealed class AnomalyStream(SequenceAnomalyTransformer source) : SeriesStream(source, source.Expected.Model)
{
    public override IStreamingTransformer StartStream() => new AnomalyStream(source.With(Model));

    public override IStreamRun Open(DataViewRow input) =>
        new Run(source.Model, new Expectation(Model, source.Model.Settings, source.Model.Scales), input);

    private protected override SequenceHistoryTransformer Remembering() => source.With(Model);

    private protected override IReadOnlyList<OutputColumn> Outputs() => AnomalyOutputs.Of(source.Model.Settings, Model.Inputs);

    private sealed class Run : IStreamRun
    {
        private readonly AnomalyModel _model;
        private readonly Expectation _expectation;
        private readonly RememberedSeries _series;
        private AnomalyScore? _score;

        public Run(AnomalyModel model, Expectation expectation, DataViewRow input)
        {
            (_model, _expectation) = (model, expectation);
            _series = new RememberedSeries(expectation.Model.Memory, input, expectation.Rows);
            Getters = AnomalyOutputs.Getters(model.Settings, expectation.Targets, Judge);
        }

        public IReadOnlyList<Delegate> Getters { get; }

        public void Read()
        {
            _score = null;
            _series.Read();
        }

        public void TakeIn() => _series.TakeIn();

        // The same object for all columns of a row.
        private AnomalyScore Judge()
        {
            if (_score is null)
            {
                SeriesRows ahead = _series.Ahead();
                _score = _model.Judge(_expectation, ahead, ahead.Count - 1);
            }
            return _score;
        }
    }
}
