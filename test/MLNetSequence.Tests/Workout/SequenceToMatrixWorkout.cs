using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

[TestClass]
public class CountMatrixWorkout : EstimatorWorkout
{
    private const string Expected = "a vector of keys with one dimension";

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.SequenceToMatrix("Bag", "Tokens", SequenceMatrixMode.Count),
        Data = () => Data().AddTokens("Tokens", ["a", "b", "c", "d"], [0, 1, 2, 3, 4, 1], [], [3, 3]),
        FitInputs = ["Tokens"],
        Inputs = ["Tokens"],
        Outputs = ["Bag"],
        FitPasses = 0,
        BadInputs =
        [
            new(() => Data().AddText("Tokens", "", "", ""), "token", "Tokens", Expected, "String"),
            new(() => Data().AddKeys("Tokens", ["b", "d"], 1, 1, 1), "token", "Tokens", Expected, "Key<UInt32"),
            Of<uint>(NumberDataViewType.UInt32),
            Of<float>(NumberDataViewType.Single),
        ],
    };

    private static Table Data() => new Table().Add("Number", NumberDataViewType.Int64, 4L, 5L, 6L);

    private static BadInput Of<T>(PrimitiveDataViewType type) => new(
        () => Data().AddVectors("Tokens", new VectorDataViewType(type), null, new VBuffer<T>(0, []), default, default),
        "token", "Tokens", Expected, $"Vector<{typeof(T).Name}");
}

[TestClass]
public class TfIdfMatrixWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.SequenceToMatrix("Bag", "Tokens", SequenceMatrixMode.TfIdf),
        Data = () => new Table()
            .AddText("Name", "x", "y", "z")
            .AddVectors(
                "Tokens", new VectorDataViewType(new KeyDataViewType(typeof(ushort), 9), 4), null,
                new VBuffer<ushort>(4, [3, 3, 9, 0]), new VBuffer<ushort>(4, 1, [3], [2]), new VBuffer<ushort>(4, [5, 6, 7, 8])),
        FitInputs = ["Tokens"],
        Inputs = ["Tokens"],
        Outputs = ["Bag"],
        FitPasses = 1,
        BadInputs =
        [
            new(() => new Table().AddText("Tokens", "x"), "token", "Tokens", "a vector of keys with one dimension", "String"),
        ],
    };
}
