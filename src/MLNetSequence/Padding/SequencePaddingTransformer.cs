using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Padding;

namespace MLNetSequence;

/// <summary>Brings sequences to one length: shorter ones are filled, longer ones cut.</summary>
public sealed class SequencePaddingTransformer : SequenceRowTransformer
{
    internal const string Kind = "pad";

    internal static readonly ColumnRule Sequence = new(
        "sequence", "a vector of Key<UInt32> or Single with one dimension", c => c.HasRank(1) && (c.IsKeyOf<uint>() || c.Is<float>()));

    private readonly PaddingSettings _settings;

    internal SequencePaddingTransformer(PaddingSettings settings) => _settings = settings;

    private protected override IReadOnlyList<string> Inputs => [_settings.InputColumn];

    internal static ITransformer Load(byte[] payload) => ModelJson.Load<PaddingSettings>(
        payload, "The padding", PaddingSettings.Version, settings => new SequencePaddingTransformer(settings.Check()));

    private protected override (string Kind, byte[] Payload) Saved() => (Kind, ModelJson.Write(_settings));

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input)
    {
        DataViewSchema.Column column = Sequence.Find(input, _settings.InputColumn);
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(column.Annotations, kind => kind == Annotations.KeyValues);
        var type = new VectorDataViewType(((VectorDataViewType)column.Type).ItemType, _settings.Length);
        return [new(_settings.OutputColumn, type, annotations.ToAnnotations())];
    }

    private protected override IReadOnlyList<Delegate> CreateGetters(DataViewRow input)
    {
        DataViewSchema.Column column = Sequence.Find(input.Schema, _settings.InputColumn);
        return ((VectorDataViewType)column.Type).ItemType is KeyDataViewType
            ? [Getter<uint>(input, column)]
            : [Getter<float>(input, column)];
    }

    private ValueGetter<VBuffer<T>> Getter<T>(DataViewRow input, DataViewSchema.Column column)
    {
        var reader = new DenseReader<T>(input.GetGetter<VBuffer<T>>(column));
        return (ref VBuffer<T> padded) =>
        {
            ReadOnlySpan<T> sequence = reader.Read();
            VBufferEditor<T> editor = VBufferEditor.Create(ref padded, _settings.Length);
            _settings.Pad(sequence, editor.Values);
            padded = editor.Commit();
        };
    }
}
