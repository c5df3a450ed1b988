using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Mapping;
using MLNetSequence.Streaming;
using MLNetSequence.Windowing;

namespace MLNetSequence.Forecasting;

/// <summary>A forecaster that goes on from what its model remembers, one row after the other.</summary>
internal sealed class ForecastStream : IStreamingTransformer, IStreamMapping
{
    public ForecastStream(ForecastingTransformer model)
    {
        Source = model;
        Model = model.Model with { Memory = model.Model.Memory.Copy() };
    }

    /// <summary>The transformer that it was made of.</summary>
    public ForecastingTransformer Source { get; }

    /// <summary>The model, with a memory of its own.</summary>
    public ForecastModel Model { get; }

    public bool IsRowToRowMapper => true;

    IReadOnlyList<string> IStreamMapping.Inputs => [.. Model.Inputs.Names, .. Model.Inputs.Group is { } group ? [group] : (string[])[]];

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Source.GetOutputSchema(inputSchema);

    public IDataView Transform(IDataView input) => Source.Transform(input);

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new StreamingRowMapper(this, inputSchema);

    public IStreamingTransformer StartStream() => new ForecastStream(Source.With(Model));

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)Source.With(Model)).Save(ctx);

    IReadOnlyList<OutputColumn> IStreamMapping.Outputs(DataViewSchema input)
    {
        Model.Inputs.CheckSchema(input);
        Model.Memory.Groups?.SameColumn.Find(input, Model.Inputs.Group!);
        return ForecastOutputs.Of(Model);
    }

    IStreamRun IStreamMapping.Open(DataViewRow input) => new Run(Model, input);

    private sealed class Run : IStreamRun
    {
        private readonly ForecastModel _model;
        private readonly SeriesRow _row;
        private readonly GroupReader? _groups;
        private readonly SeriesOfRow _facts;
        private readonly ForecastWindow[] _window = new ForecastWindow[1];
        private Prediction? _prediction;
        private bool _made;
        private SeriesRows? _series;

        public Run(ForecastModel model, DataViewRow input)
        {
            (_model, _row) = (model, new SeriesRow(input, model.Inputs));
            _groups = model.Memory.Groups?.Open(input, model.Inputs.Group!);
            _facts = new SeriesOfRow(input, model.Inputs, null, null);
            int numbers = model.Settings.Horizon * model.Inputs.TargetCount;
            Getters = [.. model.Settings.Columns.Select(c => HistoryColumns.Getter(
                isScalar: false, numbers, to => ForecastOutputs.Write(Predict(), c.Quantile, to)))];
        }

        public IReadOnlyList<Delegate> Getters { get; }

        private List<SeriesRows> Known => _model.Memory.Series;

        public void Read()
        {
            (_made, _series) = (false, null);
            _row.Read();
            int number = _groups?.Find() ?? (Known.Count > 0 ? 0 : GroupReader.Unknown);
            SeriesRows series = number == GroupReader.Unknown ? _facts.New(_row, GroupReader.Unknown) : Known[number];
            _row.CheckAfter(series.LastTime);
            _series = series;
        }

        public void TakeIn()
        {
            int number = _groups?.FindOrAdd() ?? 0;
            if (number == Known.Count)
            {
                Known.Add(_series!);
            }
            _series!.Add(_row.Numbers, _row.Time);
            _series.KeepLast(_model.Core.Window);
        }

        private Prediction? Predict()
        {
            if (!_made)
            {
                int horizon = _model.Settings.Horizon;
                _prediction = null;
                if (_model.Ready(Window(), horizon) is { } window)
                {
                    _window[0] = window;
                    _prediction = _model.Core.Forecast(_window, horizon, paths: null)[0];
                }
                _made = true;
            }
            return _prediction;
        }

        // The series as it will be when the row was taken in.
        private ForecastWindow Window()
        {
            SeriesRows ahead = _series!.Last(_model.Core.Window - 1);
            ahead.Add(_row.Numbers, _row.Time);
            return ForecastWindow.Of(ahead, ahead.Count, _model.Core.Window, 0);
        }
    }
}
