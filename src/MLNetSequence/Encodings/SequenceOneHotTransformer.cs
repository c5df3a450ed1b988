using MLNetSequence.Encodings;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>Turns sequences of keys into sequences of one-hot vectors.</summary>
public sealed class SequenceOneHotTransformer : SequenceRowTransformer
{
    internal const string Kind = "onehot";

    private readonly OneHotSettings _settings;

    internal SequenceOneHotTransformer(OneHotSettings settings) => _settings = settings;

    private protected override IReadOnlyList<string> Inputs => [_settings.InputColumn];

    internal static ITransformer Load(byte[] payload) => ModelJson.Load<OneHotSettings>(
        payload, "The one-hot encoding", OneHotSettings.Version, settings => new SequenceOneHotTransformer(settings.Check()));

    private protected override (string Kind, byte[] Payload) Saved() => (Kind, ModelJson.Write(_settings));

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input)
    {
        var column = KeyColumn.Find(input, _settings.InputColumn);
        var type = new VectorDataViewType(NumberDataViewType.Single, column.Steps, column.Keys);
        return [new(_settings.OutputColumn, type, DataViewSchema.Annotations.Empty)];
    }

    private protected override IReadOnlyList<Delegate> CreateGetters(DataViewRow input) =>
        [OneHotSteps.Getter(input, KeyColumn.Find(input.Schema, _settings.InputColumn))];
}
