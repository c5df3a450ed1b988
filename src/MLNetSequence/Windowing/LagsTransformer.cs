using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Windowing;

namespace MLNetSequence;

/// <summary>Puts values of earlier rows of a series beside the current one.</summary>
public sealed class LagsTransformer : SequenceHistoryTransformer
{
    internal const string Kind = "lags";

    private readonly LagsSettings _settings;

    internal LagsTransformer(LagsSettings settings) => _settings = settings;

    internal override IReadOnlyList<string> Inputs => [_settings.InputColumn];

    internal override string? GroupColumn => _settings.GroupColumn;

    internal override ShownRows Rows => _settings.Rows;

    private protected override (string Method, string Output) Known => ("Lags", _settings.OutputColumn);

    private int Remembered => _settings.Lags.Max() + 1;

    internal static ITransformer Load(byte[] payload) => ModelJson.Load<LagsSettings>(
        payload, "The transform of lags", LagsSettings.Version, settings => new LagsTransformer(settings.Check()));

    internal override IHistoryRun Start(DataViewRow input)
    {
        ValueColumns columns = Columns(input.Schema);
        return new Run(_settings.Lags, columns.CreateReader(input), new SeriesRings<float>(Remembered, columns.Width), columns.Width);
    }

    private protected override (string Kind, byte[] Payload) Saved() => (Kind, ModelJson.Write(_settings));

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input)
    {
        ValueColumn column = Columns(input)[_settings.InputColumn];
        VectorDataViewType type = column.IsScalar
            ? new VectorDataViewType(NumberDataViewType.Single, _settings.Lags.Length)
            : new VectorDataViewType(NumberDataViewType.Single, _settings.Lags.Length, column.Width);
        return [NewColumn.NamedVector(_settings.OutputColumn, type, () => Names(column))];
    }

    private ValueColumns Columns(DataViewSchema schema)
    {
        var columns = new ValueColumns(schema, [("input", _settings.InputColumn)]);
        columns.CheckRows(Remembered, nameof(LagsEstimator.Options.Lags));
        return columns;
    }

    private IEnumerable<string> Names(ValueColumn column)
    {
        string[] names = [.. column.Names()];
        return _settings.Lags.SelectMany(lag => names.Select(name => name + HistoryColumns.Time(-lag)));
    }

    private sealed class Run(int[] lags, ValueReader reader, SeriesRings<float> rings, int width) : IHistoryRun
    {
        public void Read(int series, long row) => reader.Read(rings.Next(series, row));

        public IReadOnlyList<Delegate> CreateGetters(ShownRow shown) =>
            [HistoryColumns.Getter(isScalar: false, lags.Length * width, to => Lags(shown, to))];

        // to: [K, F]
        private void Lags(ShownRow shown, Span<float> to)
        {
            int series = shown.Series;
            for (int k = 0; k < lags.Length; k++)
            {
                Span<float> lag = to.Slice(k * width, width);
                if (shown.Row < lags[k])
                {
                    lag.Fill(float.NaN);
                }
                else
                {
                    rings.Read(series, shown.Row - lags[k]).CopyTo(lag);
                }
            }
        }
    }
}
