using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Text.ToMatrix;

namespace MLNetSequence;

/// <summary>Turns each sequence of keys into one number for every token of the vocabulary.</summary>
public sealed class SequenceToMatrixTransformer : SequenceRowTransformer
{
    internal const string Kind = "to-matrix";

    private readonly MatrixSettings _settings;
    private readonly double[]? _factors;

    internal SequenceToMatrixTransformer(MatrixSettings settings)
    {
        _settings = settings.CheckFitted();
        _factors = settings.Documents?.Factors();
    }

    private protected override IReadOnlyList<string> Inputs => [_settings.InputColumn];

    internal static ITransformer Load(byte[] payload) => ModelJson.Load<MatrixSettings>(
        payload, "The making of bags of tokens", MatrixSettings.Version, settings => new SequenceToMatrixTransformer(settings));

    private protected override (string Kind, byte[] Payload) Saved() => (Kind, ModelJson.Write(_settings));

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input)
    {
        (DataViewSchema.Column column, int keys) = Find(input);
        var annotations = new DataViewSchema.Annotations.Builder();
        if (KeyTexts.Has(column))
        {
            // Handed through as they are asked for: a vocabulary may be large, and slot names are seldom wanted.
            ValueGetter<VBuffer<ReadOnlyMemory<char>>> names =
                (ref VBuffer<ReadOnlyMemory<char>> to) => column.Annotations.GetValue(Annotations.KeyValues, ref to);
            annotations.Add(Annotations.SlotNames, new VectorDataViewType(TextDataViewType.Instance, keys), names);
        }
        var type = new VectorDataViewType(NumberDataViewType.Single, keys);
        return [new(_settings.OutputColumn, type, annotations.ToAnnotations())];
    }

    private protected override IReadOnlyList<Delegate> CreateGetters(DataViewRow input)
    {
        (DataViewSchema.Column column, int keys) = Find(input.Schema);
        KeyReader reader = KeyReader.Of(input, column);
        ValueGetter<VBuffer<float>> getBag = (ref VBuffer<float> bag) => Fill(ref bag, keys, reader.Read());
        return [getBag];
    }

    private (DataViewSchema.Column Column, int Keys) Find(DataViewSchema schema) =>
        BagColumn.Find(schema, _settings.InputColumn, _factors?.Length);

    // Sorted, equal keys stand together, and the slots of a sparse vector come in rising order: nothing is done K times for a row.
    private void Fill(ref VBuffer<float> bag, int size, Span<int> keys)
    {
        keys.Sort();
        int different = 0;
        for (int i = 0; i < keys.Length; i++)
        {
            different += i == 0 || keys[i] != keys[i - 1] ? 1 : 0;
        }
        // A sparse slot costs its number and its index.
        bool sparse = different < size - different;
        VBufferEditor<float> editor = VBufferEditor.Create(ref bag, size, sparse ? different : size);
        if (!sparse)
        {
            editor.Values.Clear();
        }
        int slot = 0;
        for (int from = 0; from < keys.Length; slot++)
        {
            int key = keys[from], to = from + 1;
            while (to < keys.Length && keys[to] == key)
            {
                to++;
            }
            float weight = Weight(key, to - from, keys.Length);
            if (sparse)
            {
                (editor.Indices[slot], editor.Values[slot]) = (key - 1, weight);
            }
            else
            {
                editor.Values[key - 1] = weight;
            }
            from = to;
        }
        bag = editor.Commit();
    }

    private float Weight(int key, int count, int length) => _settings.Mode switch
    {
        SequenceMatrixMode.Binary => 1,
        SequenceMatrixMode.Count => count,
        SequenceMatrixMode.Frequency => (float)((double)count / length),
        _ => (float)((1 + Math.Log(count)) * _factors![key - 1]),
    };
}
