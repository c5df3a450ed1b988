using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Mapping;
using MLNetSequence.Streaming;

namespace MLNetSequence.Forecasting;

/// <summary>A forecaster that goes on from what its model remembers, one row after the other.</summary>
internal sealed class ForecastStream(ForecastingTransformer source) : SeriesStream(source, source.Model)
{
    /// <summary>The transformer with what the stream remembers.</summary>
    public ForecastingTransformer Forecaster => source.With(Model);

    public override IStreamingTransformer StartStream() => new ForecastStream(Forecaster);

    public override IStreamRun Open(DataViewRow input) => new Run(Model, input);

    private protected override SequenceHistoryTransformer Remembering() => Forecaster;

    private protected override IReadOnlyList<OutputColumn> Outputs() => ForecastOutputs.Of(Model);

    private sealed class Run : IStreamRun
    {
        private readonly ForecastModel _model;
        private readonly RememberedSeries _series;
        private Prediction? _prediction;
        private bool _made;

        public Run(ForecastModel model, DataViewRow input)
        {
            _model = model;
            _series = new RememberedSeries(model.Memory, input, model.Core.Window);
            Getters = ForecastOutputs.Getters(model, Predict);
        }

        public IReadOnlyList<Delegate> Getters { get; }

        public void Read()
        {
            _made = false;
            _series.Read();
        }

        public void TakeIn() => _series.TakeIn();

        private Prediction? Predict()
        {
            if (!_made)
            {
                SeriesRows ahead = _series.Ahead();
                _prediction = _model.Forecast(ForecastWindow.Of(ahead, ahead.Count, _model.Core.Window, 0));
                _made = true;
            }
            return _prediction;
        }
    }
}
