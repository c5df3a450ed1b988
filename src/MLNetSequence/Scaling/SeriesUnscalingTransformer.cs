using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Scaling;

namespace MLNetSequence;

/// <summary>Brings scaled values back to the units of their series, row by row.</summary>
public sealed class SeriesUnscalingTransformer : SequenceRowTransformer
{
    internal const string Kind = "unscaleseries";

    private readonly UnscalingSettings _settings;
    private readonly IScaleSource _scales;

    internal SeriesUnscalingTransformer(UnscalingSettings settings)
    {
        _settings = settings.Check();
        _scales = settings.Series is { } series ? GroupScales.Load(series) : new ScaleColumn(settings.ScaleColumn!);
    }

    private protected override IReadOnlyList<string> Inputs => [_settings.InputColumn, .. _scales.Columns];

    internal static ITransformer Load(byte[] payload) => ModelJson.Load<UnscalingSettings>(
        payload, "The unscaling", UnscalingSettings.Version, settings => new SeriesUnscalingTransformer(settings));

    private protected override (string Kind, byte[] Payload) Saved() => (Kind, ModelJson.Write(_settings));

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input) =>
        [NewColumn.Like(_settings.OutputColumn, Find(input))];

    private protected override IReadOnlyList<Delegate> CreateGetters(DataViewRow input) =>
        [new SeriesReader(input, Find(input.Schema)).Getter(_scales.Open(input), inverse: true)];

    private DataViewSchema.Column Find(DataViewSchema input) =>
        SeriesColumn.Of(_scales.Features(input)).Find(input, _settings.InputColumn);
}
