using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Padding;

namespace MLNetSequence;

/// <summary>Brings sequences to one length: shorter ones are filled, longer ones cut.</summary>
public sealed class SequencePaddingTransformer : SequenceRowTransformer
{
    internal const string Kind = "pad";

    private readonly SequencePaddingEstimator.Options _options;

    /// <param name="options">Checked, and with a length.</param>
    internal SequencePaddingTransformer(SequencePaddingEstimator.Options options) => _options = options;

    /// <summary>Steps of every padded sequence: the length that was given, or the longest seen at Fit.</summary>
    public int Length => _options.Length!.Value;

    private protected override IReadOnlyList<string> Inputs => [_options.InputColumnName!];

    internal static ITransformer Load(byte[] payload) => ModelJson.Load<PaddingSettings>(
        payload, "The padding", PaddingSettings.Version, settings => new SequencePaddingTransformer(settings.ToOptions()));

    private protected override (string Kind, byte[] Payload) Saved() => (Kind, ModelJson.Write(PaddingSettings.Of(_options)));

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input)
    {
        StepColumn column = StepColumn.Find(input, _options);
        DataViewSchema.Annotations annotations = Annotations.Kept(column.Column.Annotations, Annotations.KeyValues);
        List<OutputColumn> outputs = [new(_options.OutputColumnName, column.Padded(Length), annotations)];
        if (_options.MaskColumnName is { } mask)
        {
            var type = new VectorDataViewType(BooleanDataViewType.Instance, Length);
            outputs.Add(new(mask, type, DataViewSchema.Annotations.Empty));
        }
        return outputs;
    }

    private protected override IReadOnlyList<Delegate> CreateGetters(DataViewRow input)
    {
        StepColumn column = StepColumn.Find(input.Schema, _options);
        return column.Item.Getters(input, column, _options);
    }
}
