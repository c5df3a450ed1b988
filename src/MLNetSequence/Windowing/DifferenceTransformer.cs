using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Windowing;

namespace MLNetSequence;

/// <summary>Takes differences of a series.</summary>
public sealed class DifferenceTransformer : SequenceHistoryTransformer
{
    internal const string Kind = "difference";

    private readonly DifferenceSettings _settings;

    internal DifferenceTransformer(DifferenceSettings settings) => _settings = settings;

    internal override IReadOnlyList<string> Inputs => [_settings.InputColumn];

    internal override string? GroupColumn => _settings.GroupColumn;

    internal override ShownRows Rows => _settings.Rows;

    private protected override (string Method, string Output) Known => ("Difference", _settings.OutputColumn);

    internal static ITransformer Load(byte[] payload) => ModelJson.Load<DifferenceSettings>(
        payload, "The transform of differences", DifferenceSettings.Version, settings => new DifferenceTransformer(settings.Check()));

    internal override IHistoryRun Start(DataViewRow input)
    {
        ValueColumns columns = Columns(input.Schema);
        return new Run(_settings, columns.CreateReader(input), columns.Width, columns[_settings.InputColumn].IsScalar);
    }

    private protected override (string Kind, byte[] Payload) Saved() => (Kind, ModelJson.Write(_settings));

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input) =>
        [NewColumn.Like(_settings.OutputColumn, Columns(input)[_settings.InputColumn].Column)];

    private ValueColumns Columns(DataViewSchema schema)
    {
        var columns = new ValueColumns(schema, [("input", _settings.InputColumn)]);
        columns.CheckRows(_settings.Span + 1, nameof(DifferenceEstimator.Options.Lag));
        return columns;
    }

    private sealed class Run(DifferenceSettings settings, ValueReader reader, int width, bool isScalar) : IHistoryRun
    {
        private readonly SeriesRings<float> _rings = new(settings.Span + 1, width);
        private double[] _values = [];

        public void Read(int series, long row) => reader.Read(_rings.Next(series, row));

        public IReadOnlyList<Delegate> CreateGetters(ShownRow shown) =>
            [HistoryColumns.Getter(isScalar, width, to => Difference(shown, to))];

        private void Difference(ShownRow shown, Span<float> to)
        {
            int series = shown.Series;
            if (shown.Row < settings.Span)
            {
                to.Fill(float.NaN);
                return;
            }
            // Not before there are as many rows: an order may be absurd.
            Array.Resize(ref _values, settings.Order + 1);
            for (int i = 0; i < to.Length; i++)
            {
                for (int k = 0; k <= settings.Order; k++)
                {
                    _values[k] = _rings.Read(series, shown.Row - ((long)k * settings.Lag))[i];
                }
                Differencing.Differences(_values);
                to[i] = (float)_values[settings.Order];
            }
        }
    }
}
