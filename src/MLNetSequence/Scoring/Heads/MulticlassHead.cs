using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Scoring.Heads;

/// <summary>A probability for each of C classes; PredictedLabel is the key of the greatest.</summary>
internal sealed class MulticlassHead(int classes, LabelValues? labels) : PredictionHead
{
    public override int Outputs => classes;

    public override LabelValues? Labels => labels;

    public override void Convert(Network network, NetworkRun run, Matrix outputs, int sequence, ReadOnlySpan<int> steps, Span<float> to)
    {
        outputs.RowSpan(sequence).CopyTo(to);
        Probabilities.Softmax(to);
    }

    public override IReadOnlyList<OutputColumn> Columns() =>
    [
        ScoreColumns.Make(
            ScoreColumns.PredictedLabel, new KeyDataViewType(typeof(uint), classes), ScoreColumns.Multiclass,
            builder => labels?.AddTo(builder, Annotations.KeyValues)),
        ScoreColumns.Make(
            ScoreColumns.Score, new VectorDataViewType(NumberDataViewType.Single, classes), ScoreColumns.Multiclass,
            builder =>
            {
                labels?.AddTo(builder, Annotations.TrainingLabelValues);
                if (labels is not null)
                {
                    Annotations.AddText(builder, Annotations.SlotNames, labels.Names);
                }
            }),
    ];

    public override IReadOnlyList<Delegate> Getters(ScoreSource source) =>
    [
        (ValueGetter<uint>)((ref uint label) => label = (uint)Probabilities.ArgMax(source()) + 1),
        Vector(source),
    ];

    /// <summary>The columns that a trainer promises, from its label column.</summary>
    public static SchemaShape.Column[] Promise(SchemaShape.Column label)
    {
        SchemaShape.Column? values = LabelValues.Promised(label);
        return
        [
            ScoreColumns.Promise(
                ScoreColumns.PredictedLabel, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true,
                values is null ? [] : [values.Value]),
            ScoreColumns.Promise(
                ScoreColumns.Score, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false,
                values is null
                    ? []
                    :
                    [
                        Annotations.VectorShape(Annotations.SlotNames, TextDataViewType.Instance),
                        Annotations.VectorShape(Annotations.TrainingLabelValues, values.Value.ItemType),
                    ]),
        ];
    }
}
