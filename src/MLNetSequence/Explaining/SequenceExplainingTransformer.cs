using System.Text;
using MLNetSequence.Engine.Explanations;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Serialization;
using MLNetSequence.Engine.Training;
using MLNetSequence.Explaining;
using MLNetSequence.Inputs;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>Appends what each step of a sequence has added to a model's prediction, and how much its attention layer counted it.</summary>
/// <remarks>
/// Vectors of Single with one number for each step of the row, 0 at steps that are padding. A row is explained on its own, so a prediction engine
/// can do it; it takes about three times as long as scoring that row alone.
/// </remarks>
public sealed class SequenceExplainingTransformer : SequenceRowTransformer
{
    internal const string Kind = "explanation";

    private const string Key = "explanation";

    private readonly Network _network;
    private readonly ExplanationSettings _settings;

    internal SequenceExplainingTransformer(Network network, ExplanationSettings settings)
    {
        (_network, _settings) = (network, settings);
        string? reason = settings.SaliencyColumn is null ? null : StepSaliency.WhyNot(network.Description);
        if (settings.AttentionColumn is not null)
        {
            reason ??= StepAttention.WhyNot(network.Description);
            reason ??= StepAttention.Exists(network.Description)
                ? null
                : "The model's network has no attention layer: train one with SequencePooling.Attention, or AttentionPooling in its network.";
        }
        if (reason is not null)
        {
            throw new ArgumentException(reason);
        }
        if (settings.Output is { } output && (uint)output >= (uint)network.Outputs)
        {
            throw new ArgumentOutOfRangeException(nameof(output), output, $"The model's outputs are numbered from 0 to {network.Outputs - 1}.");
        }
    }

    private protected override IReadOnlyList<string> Inputs => _settings.Inputs.Names;

    /// <summary>Loads what was saved.</summary>
    internal static ITransformer Load(byte[] payload)
    {
        (Network network, IReadOnlyDictionary<string, string> metadata) = NetworkFile.Read(payload);
        string json = metadata.GetValueOrDefault(Key) ?? throw new InvalidDataException("The model's metadata does not say what is explained.");
        return ModelJson.Load<ExplanationSettings>(Encoding.UTF8.GetBytes(json), "The explanation", ExplanationSettings.Version, settings =>
        {
            settings.Inputs.CheckSaved();
            Trainers.NetworkPlan.CheckInputs(network.Description, settings.Inputs);
            return new SequenceExplainingTransformer(network, settings);
        });
    }

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input)
    {
        _settings.Inputs.Find(input);
        return [.. _settings.Columns().Select(name => new OutputColumn(name, new VectorDataViewType(NumberDataViewType.Single), Annotations.None))];
    }

    private protected override IReadOnlyList<Delegate> CreateGetters(DataViewRow input)
    {
        var row = new ExplainedRow(_network, _settings, input);
        return
        [
            .. _settings.SaliencyColumn is null ? (Delegate[])[] : [row.Getter(row.Saliency)],
            .. _settings.AttentionColumn is null ? (Delegate[])[] : [row.Getter(row.Attention)],
        ];
    }

    private protected override (string Kind, byte[] Payload) Saved() =>
        (Kind, NetworkFile.Write(_network, new Dictionary<string, string> { [Key] = ModelJson.WriteText(_settings) }));

    /// <summary>The current row of an input, read when a column asks.</summary>
    private sealed class ExplainedRow(Network network, ExplanationSettings settings, DataViewRow input)
    {
        private static readonly int[] Only = [0];

        private readonly InputReader _reader = new(settings.Inputs, input);
        private readonly StepSequences _sequences = settings.Inputs.NewSequences();
        private readonly Workers _caller = new(threads: 1);

        public void Saliency(Action<int, ReadOnlySpan<float>> use) =>
            StepSaliency.Run(network, _sequences, Only, _caller, settings.Output, use);

        public void Attention(Action<int, ReadOnlySpan<float>> use) => StepAttention.Run(network, _sequences, Only, _caller, use);

        public ValueGetter<VBuffer<float>> Getter(Action<Action<int, ReadOnlySpan<float>>> explain) => (ref VBuffer<float> to) =>
        {
            _sequences.Clear();
            _reader.Read(_sequences);
            float[] values = new float[_reader.Steps];
            explain((_, steps) =>
            {
                for (int i = 0; i < steps.Length; i++)
                {
                    values[_reader.Kept[i]] = steps[i];
                }
            });
            VBufferEditor<float> editor = VBufferEditor.Create(ref to, values.Length);
            values.CopyTo(editor.Values);
            to = editor.Commit();
        };
    }
}
