using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Scaling;

namespace MLNetSequence;

/// <summary>Scales each series by its centre and scale, row by row.</summary>
public sealed class SeriesScalingTransformer : SequenceRowTransformer
{
    internal const string Kind = "scaleseries";

    private readonly ScalingSettings _settings;
    private readonly GroupScales _series;

    internal SeriesScalingTransformer(ScalingSettings settings) =>
        (_settings, _series) = (settings.Check(), GroupScales.Load(settings.Series));

    /// <summary>How centre and scale were worked out.</summary>
    public SeriesScaling Scaling => _settings.Scaling;

    private protected override IReadOnlyList<string> Inputs => [_settings.InputColumn, .. _series.Columns];

    /// <summary>
    /// The inverse: brings scaled values, such as forecasts, back to the units of their series. It reads the same group column, if there is
    /// one, and treats unknown series in the same way.
    /// </summary>
    /// <param name="outputColumnName">Name of the column to make, of the input's type.</param>
    /// <param name="inputColumnName">Name of the scaled column; null for the name of the output. For one feature Single, or a vector of
    /// Single with dimensions (T) or (T, 1); for F features a vector of Single with dimensions (F), one step, or (T, F).</param>
    /// <param name="features">Which of the fitted features the scaled column holds, counted from 0, in its order; null for all.</param>
    /// <returns>A transformer, row by row as well.</returns>
    /// <exception cref="ArgumentException">A name is empty, or <paramref name="features"/> is.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One of <paramref name="features"/> was not fitted.</exception>
    public SeriesUnscalingTransformer Inverse(
        string outputColumnName, string? inputColumnName = null, IReadOnlyList<int>? features = null) => new(new UnscalingSettings(
        UnscalingSettings.Version, outputColumnName, Arguments.InputOr(outputColumnName, inputColumnName), null,
        features is null ? null : [.. features], _settings.Series));

    internal static ITransformer Load(byte[] payload) => ModelJson.Load<ScalingSettings>(
        payload, "The scaling", ScalingSettings.Version, settings => new SeriesScalingTransformer(settings));

    private protected override (string Kind, byte[] Payload) Saved() => (Kind, ModelJson.Write(_settings));

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input)
    {
        (DataViewSchema.Column series, int features) = Find(input);
        OutputColumn scaled = NewColumn.Like(_settings.OutputColumn, series);
        return _settings.ScaleColumn is { } name
            ? [scaled, new OutputColumn(name, ScaleColumn.Type(features), DataViewSchema.Annotations.Empty)]
            : [scaled];
    }

    private protected override IReadOnlyList<Delegate> CreateGetters(DataViewRow input)
    {
        (DataViewSchema.Column column, int features) = Find(input.Schema);
        ScaleReader scales = _series.Open(input);
        ValueGetter<VBuffer<double>> getScale = (ref VBuffer<double> scale) =>
        {
            ReadOnlySpan<double> values = scales.Read();
            VBufferEditor<double> editor = VBufferEditor.Create(ref scale, values.Length);
            values.CopyTo(editor.Values);
            scale = editor.Commit();
        };
        return [new SeriesReader(input, column, features).Getter(scales, inverse: false), getScale];
    }

    private (DataViewSchema.Column Series, int Features) Find(DataViewSchema input)
    {
        int features = _series.Features(input);
        return (SeriesColumn.Of(features, _settings.SlotsAreFeatures).Find(input, _settings.InputColumn), features);
    }
}
