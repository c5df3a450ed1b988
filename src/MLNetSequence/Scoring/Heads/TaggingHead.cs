using System.Buffers;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Scoring.Heads;

/// <summary>
/// A probability for each of C labels at every step, and the label of each step: the likeliest, or with a conditional random field that of the
/// likeliest labels together. What is kept of a row of T steps is [T, C] probabilities and [T] keys.
/// </summary>
internal sealed class TaggingHead(int labels, LabelValues? values) : PredictionHead
{
    public override int Outputs => labels;

    public override bool PerStep => true;

    public override LabelValues? Labels => values;

    public override int Kept(int steps) => checked(steps * (labels + 1));

    public override void Convert(
        Network network, NetworkRun run, Matrix outputs, int sequence, ReadOnlySpan<int> steps, Span<float> to)
    {
        int all = to.Length / (labels + 1);
        Span<float> scores = to[..(all * labels)];
        Span<float> keys = to[(all * labels)..];
        // Padding has no label, and nothing is known of it.
        scores.Fill(float.NaN);
        keys.Clear();
        if (network.Crf is not null)
        {
            Decode(network, run, outputs, sequence, steps, scores, keys);
            return;
        }
        for (int i = 0; i < steps.Length; i++)
        {
            Span<float> score = scores.Slice(steps[i] * labels, labels);
            outputs.RowSpan(run.OutputLayout.Row(i, sequence)).CopyTo(score);
            Probabilities.Softmax(score);
            keys[steps[i]] = Probabilities.ArgMax(score) + 1;
        }
    }

    public override IReadOnlyList<OutputColumn> Columns() =>
    [
        ScoreColumns.Make(
            ScoreColumns.PredictedLabel, new VectorDataViewType(new KeyDataViewType(typeof(uint), labels)), ScoreColumns.Tagging,
            builder => values?.AddTo(builder, Annotations.KeyValues)),
        ScoreColumns.Make(
            ScoreColumns.Score, new VectorDataViewType(NumberDataViewType.Single, 0, labels), ScoreColumns.Tagging,
            builder => values?.AddTo(builder, Annotations.TrainingLabelValues)),
    ];

    public override IReadOnlyList<Delegate> Getters(ScoreSource source) =>
    [
        (ValueGetter<VBuffer<uint>>)((ref VBuffer<uint> to) =>
        {
            ReadOnlySpan<float> kept = source();
            int steps = kept.Length / (labels + 1);
            ReadOnlySpan<float> keys = kept[(steps * labels)..];
            VBufferEditor<uint> editor = VBufferEditor.Create(ref to, steps);
            for (int t = 0; t < steps; t++)
            {
                editor.Values[t] = (uint)keys[t];
            }
            to = editor.Commit();
        }),
        Vector(() => source() is var kept ? kept[..(kept.Length / (labels + 1) * labels)] : default),
    ];

    /// <summary>The columns that a trainer promises, from its label column.</summary>
    public static SchemaShape.Column[] Promise(SchemaShape.Column label)
    {
        SchemaShape.Column? values = LabelValues.Promised(label);
        const SchemaShape.Column.VectorKind Vector = SchemaShape.Column.VectorKind.VariableVector;
        return
        [
            ScoreColumns.Promise(
                ScoreColumns.PredictedLabel, Vector, NumberDataViewType.UInt32, isKey: true, values is null ? [] : [values.Value]),
            ScoreColumns.Promise(
                ScoreColumns.Score, Vector, NumberDataViewType.Single, isKey: false,
                values is null ? [] : [Annotations.VectorShape(Annotations.TrainingLabelValues, values.Value.ItemType)]),
        ];
    }

    private void Decode(
        Network network, NetworkRun run, Matrix outputs, int sequence, ReadOnlySpan<int> steps, Span<float> scores, Span<float> keys)
    {
        int count = steps.Length * labels;
        float[] emissions = ArrayPool<float>.Shared.Rent(2 * count);
        int[] path = ArrayPool<int>.Shared.Rent(steps.Length);
        Span<float> marginals = emissions.AsSpan(count, count);
        for (int i = 0; i < steps.Length; i++)
        {
            outputs.RowSpan(run.OutputLayout.Row(i, sequence)).CopyTo(emissions.AsSpan(i * labels));
        }
        network.Crf!.Decode(emissions.AsSpan(0, count), path.AsSpan(0, steps.Length));
        network.Crf!.Marginals(emissions.AsSpan(0, count), marginals);
        for (int i = 0; i < steps.Length; i++)
        {
            marginals.Slice(i * labels, labels).CopyTo(scores[(steps[i] * labels)..]);
            keys[steps[i]] = path[i] + 1;
        }
        ArrayPool<float>.Shared.Return(emissions);
        ArrayPool<int>.Shared.Return(path);
    }
}
