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
        IScaleSource all = settings.Series is { } series
            ? GroupScales.Load(series) : new ScaleColumn(settings.ScaleColumn!, settings.LeastFeatures);
        _scales = settings.Features is { } chosen ? new ChosenFeatures(all, chosen) : all;
    }

    private protected override IReadOnlyList<string> Inputs => [_settings.InputColumn, .. _scales.Columns];

    internal static ITransformer Load(byte[] payload) => ModelJson.Load<UnscalingSettings>(
        payload, "The unscaling", UnscalingSettings.Version, settings => new SeriesUnscalingTransformer(settings));

    private protected override (string Kind, byte[] Payload) Saved() => (Kind, ModelJson.Write(_settings));

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input) =>
        [NewColumn.Like(_settings.OutputColumn, Find(input).Series)];

    private protected override IReadOnlyList<Delegate> CreateGetters(DataViewRow input)
    {
        (DataViewSchema.Column series, int features) = Find(input.Schema);
        return [new SeriesReader(input, series, features).Getter(_scales.Open(input), inverse: true)];
    }

    private (DataViewSchema.Column Series, int Features) Find(DataViewSchema input)
    {
        int features = _scales.Features(input);
        return (SeriesColumn.Of(features).Find(input, _settings.InputColumn), features);
    }
}
