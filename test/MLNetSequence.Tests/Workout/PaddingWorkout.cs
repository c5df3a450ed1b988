using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

[TestClass]
public class KeyPaddingWorkout : EstimatorWorkout
{
    private const string Expected = "a vector of Key<UInt32> or Single";

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
            Of<double>(NumberDataViewType.Double),
            Of<uint>(NumberDataViewType.UInt32),
            Of<ulong>(new KeyDataViewType(typeof(ulong), 4)),
            Of<byte>(new KeyDataViewType(typeof(byte), 4)),
        ],
    };

    private static Table Data() => new Table().Add("Number", NumberDataViewType.Int64, 4L, 5L, 6L);

    private static BadInput Of<T>(PrimitiveDataViewType type) => new(
        () => Data().AddVectors("Tokens", new VectorDataViewType(type), null, new VBuffer<T>(0, []), default, default),
        "sequence", "Tokens", Expected, typeof(T).Name);
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
            new(() => new Table().AddText("Series", "x"), "sequence", "Series", "a vector of Key<UInt32> or Single", "String"),
        ],
    };
}
