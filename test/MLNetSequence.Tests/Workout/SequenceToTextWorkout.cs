using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;
using MLNetSequence.Tests.ToText;

namespace MLNetSequence.Tests.Workout;

[TestClass]
public class SequenceToTextWorkout : EstimatorWorkout
{
    private const string Expected = "a vector of keys with text KeyValues";

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.Text.SequenceToText(new SequenceToTextEstimator.Options
        {
            OutputColumnName = "Text",
            InputColumnName = "Tokens",
            Separator = "-",
            SkippedTokens = ["b"],
            StopAtToken = "d",
        }),
        Data = () => Data().AddTokens("Tokens", ["a", "b", "c", "d"], [0, 1, 2, 3, 4, 1], [], [3, 3]),
        FitInputs = ["Tokens"],
        Inputs = ["Tokens"],
        Outputs = ["Text"],
        FitPasses = 0,
        BadInputs =
        [
            new(() => Data().AddText("Tokens", "", "", ""), "token", "Tokens", Expected, "String"),
            new(() => Data().AddKeys("Tokens", ["b", "d"], 1, 1, 1), "token", "Tokens", Expected, "Key<UInt32"),
            Of(NumberDataViewType.UInt32, null, "Vector<UInt32"),
            Of(new KeyDataViewType(typeof(uint), 2), null, "without text KeyValues"),
            Of(new KeyDataViewType(typeof(uint), 2), Sequences.Numbers(1, 2), "without text KeyValues"),
        ],
    };

    private static Table Data() => new Table().Add("Number", NumberDataViewType.Int64, 4L, 5L, 6L);

    private static BadInput Of(PrimitiveDataViewType type, DataViewSchema.Annotations? annotations, string actual) => new(
        () => Data().AddVectors("Tokens", new VectorDataViewType(type), annotations, new VBuffer<uint>(0, []), default, default),
        "token", "Tokens", Expected, actual);
}
