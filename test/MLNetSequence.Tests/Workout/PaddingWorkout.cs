using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

[TestClass]
public class KeyPaddingWorkout : EstimatorWorkout
{
    private const string Expected = "a vector of keys, integers, Single or Double";

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.PadSequences("Padded", "Tokens", length: 3, truncating: SequenceEnd.Post),
        Data = () => Data().AddTokens("Tokens", ["a", "b", "c", "d"], [1, 2, 3, 4], [], [4, 2]),
        FitInputs = ["Tokens"],
        Inputs = ["Tokens"],
        Outputs = ["Padded"],
        FitPasses = 0,
        BadInputs =
        [
            new(() => Data().AddText("Tokens", "", "", ""), "sequence", "Tokens", Expected, "String"),
            new(() => Data().Add("Tokens", NumberDataViewType.Single, 1f, 2f, 3f), "sequence", "Tokens", Expected, "Single"),
            new(() => Data().AddKeys("Tokens", ["a"], 1, 1, 1), "sequence", "Tokens", Expected, "Key<UInt32"),
            Of<bool>(BooleanDataViewType.Instance, "Vector<Boolean"),
            Of<ReadOnlyMemory<char>>(TextDataViewType.Instance, "Vector<String"),
            Of<DateTime>(DateTimeDataViewType.Instance, "Vector<DateTime"),
        ],
    };

    private static Table Data() => new Table().Add("Number", NumberDataViewType.Int64, 4L, 5L, 6L);

    private static BadInput Of<T>(PrimitiveDataViewType type, string actual) => new(
        () => Data().AddVectors("Tokens", new VectorDataViewType(type), null, new VBuffer<T>(0, []), default, default),
        "sequence", "Tokens", Expected, actual);
}

[TestClass]
public class NumberPaddingWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.PadSequences("Padded", "Series", length: 4, padding: SequenceEnd.Post),
        Data = () => new Table()
            .AddText("Name", "x", "y", "z")
            .AddVectors(
                "Series", new VectorDataViewType(NumberDataViewType.Single), null,
                new VBuffer<float>(2, [1.5f, -2]), default, new VBuffer<float>(9, 2, [3, 4], [1, 7])),
        FitInputs = ["Series"],
        Inputs = ["Series"],
        Outputs = ["Padded"],
        FitPasses = 0,
        BadInputs =
        [
            new(() => new Table().AddText("Series", "x"), "sequence", "Series", "a vector of keys, integers, Single", "String"),
        ],
    };
}

/// <summary>Steps of two features, the longest sequence's length, and a mask.</summary>
[TestClass]
public class StepPaddingWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.PadSequences(new SequencePaddingEstimator.Options
        {
            OutputColumnName = "Padded",
            InputColumnName = "Series",
            Value = -1,
            MaskColumnName = "Mask",
        }),
        Data = () => new Table()
            .AddText("Name", "x", "y", "z", "u")
            .AddVectors<short>(
                "Series", new VectorDataViewType(NumberDataViewType.Int16, 0, 2), null,
                new(2, [1, -2]), default, new(6, 2, [3, 4], [1, 4]), new(4, [5, 6, 7, 8])),
        FitInputs = ["Series"],
        Inputs = ["Series"],
        Outputs = ["Padded", "Mask"],
        FitPasses = 1,
        BadInputs =
        [
            new(() => new Table().AddText("Series", "x"), "sequence", "Series", "a vector of keys, integers, Single", "String"),
        ],
    };
}
