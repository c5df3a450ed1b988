using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Scoring.Heads;

/// <summary>One number, or K of them: what the network gives, on the label's own scale.</summary>
/// <param name="scale">The scale of each of the K.</param>
/// <param name="isVector">Whether the label, and with it Score, is a vector; else K is 1.</param>
/// <param name="slots">Names of the label's slots; null where it has none.</param>
internal sealed class RegressionHead(LabelScale scale, bool isVector, string[]? slots) : PredictionHead
{
    public override int Outputs => scale.Count;

    public override bool BeforeActivation => false;

    public LabelScale Scale => scale;

    public bool IsVector => isVector;

    public string[]? Slots => slots;

    public override void Convert(Network network, NetworkRun run, Matrix outputs, int sequence, ReadOnlySpan<int> steps, Span<float> to) =>
        scale.ToLabels(outputs.RowSpan(sequence), to);

    public override IReadOnlyList<OutputColumn> Columns() =>
    [
        isVector
            ? ScoreColumns.Make(
                ScoreColumns.Score, new VectorDataViewType(NumberDataViewType.Single, Outputs), ScoreColumns.Regression,
                builder =>
                {
                    if (slots is not null)
                    {
                        Annotations.AddText(builder, Annotations.SlotNames, [.. slots.Select(s => s.AsMemory())]);
                    }
                })
            : ScoreColumns.Make(ScoreColumns.Score, NumberDataViewType.Single, ScoreColumns.Regression),
    ];

    public override IReadOnlyList<Delegate> Getters(ScoreSource source) =>
        [isVector ? Vector(source) : (ValueGetter<float>)((ref float score) => score = source()[0])];

    /// <summary>The column that a trainer promises, from its label column.</summary>
    public static SchemaShape.Column[] Promise(SchemaShape.Column label)
    {
        SchemaShape.Column? slots = Annotations.Find(label.Annotations, Annotations.SlotNames);
        return [ScoreColumns.Promise(ScoreColumns.Score, label.Kind, NumberDataViewType.Single, isKey: false, slots is null ? [] : [slots.Value])];
    }
}
