using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Scoring.Heads;

/// <summary>Yes or no: Score is the logarithm of the odds, Probability that of a yes, PredictedLabel whether it is above the threshold.</summary>
internal sealed class BinaryHead(double threshold) : PredictionHead
{
    public override int Outputs => 1;

    public override void Convert(Network network, NetworkRun run, Matrix outputs, int sequence, ReadOnlySpan<int> steps, Span<float> to) =>
        to[0] = outputs.RowSpan(sequence)[0];

    public override IReadOnlyList<OutputColumn> Columns() =>
    [
        ScoreColumns.Make(ScoreColumns.PredictedLabel, BooleanDataViewType.Instance, ScoreColumns.Binary),
        ScoreColumns.Make(ScoreColumns.Score, NumberDataViewType.Single, ScoreColumns.Binary),
        ScoreColumns.Make(ScoreColumns.Probability, NumberDataViewType.Single, ScoreColumns.Binary, builder =>
            builder.AddPrimitiveValue(Annotations.IsNormalized, BooleanDataViewType.Instance, true)),
    ];

    public override IReadOnlyList<Delegate> Getters(ScoreSource source) =>
    [
        (ValueGetter<bool>)((ref bool label) => label = Probability(source()) > threshold),
        (ValueGetter<float>)((ref float score) => score = source()[0]),
        (ValueGetter<float>)((ref float probability) => probability = (float)Probability(source())),
    ];

    /// <summary>The columns that a trainer promises.</summary>
    public static SchemaShape.Column[] Promise()
    {
        var scalar = SchemaShape.Column.VectorKind.Scalar;
        return
        [
            ScoreColumns.Promise(ScoreColumns.PredictedLabel, scalar, BooleanDataViewType.Instance),
            ScoreColumns.Promise(ScoreColumns.Score, scalar, NumberDataViewType.Single),
            ScoreColumns.Promise(
                ScoreColumns.Probability, scalar, NumberDataViewType.Single, isKey: false,
                MLNet.Column(Annotations.IsNormalized, scalar, BooleanDataViewType.Instance, isKey: false)),
        ];
    }

    private static double Probability(ReadOnlySpan<float> score) => SpecialFunctions.Sigmoid(score[0]);
}
