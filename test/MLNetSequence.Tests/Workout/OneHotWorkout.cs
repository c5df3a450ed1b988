using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

[TestClass]
public class OneHotWorkout : EstimatorWorkout
{
    private const string Expected = "a vector of keys with one dimension";

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.SequenceToOneHot("Steps", "Tokens"),
        Data = () => Data().AddTokens("Tokens", ["a", "b", "c", "d"], [1, 2, 0, 4], [], [4, 2]),
        FitInputs = ["Tokens"],
        Inputs = ["Tokens"],
        Outputs = ["Steps"],
        FitPasses = 0,
        BadInputs =
        [
            new(() => Data().AddText("Tokens", "", "", ""), "sequence", "Tokens", Expected, "String"),
            new(() => Data().AddKeys("Tokens", ["a"], 1, 1, 1), "sequence", "Tokens", Expected, "Key<UInt32"),
            new(() => Data().AddVectors<uint>(
                "Tokens", new VectorDataViewType(NumberDataViewType.UInt32), null, default, default, default),
                "sequence", "Tokens", Expected, "Vector<UInt32"),
            new(() => Data().AddVectors<float>(
                "Tokens", new VectorDataViewType(NumberDataViewType.Single), null, default, default, default),
                "sequence", "Tokens", Expected, "Vector<Single"),
        ],
    };

    private static Table Data() => new Table().Add("Number", NumberDataViewType.Int64, 4L, 5L, 6L);
}

/// <summary>Sequences of one length, of keys of another type.</summary>
[TestClass]
public class KnownLengthOneHotWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.SequenceToOneHot("Tokens"),
        Data = () => new Table()
            .AddVectors<ulong>(
                "Tokens", new VectorDataViewType(new KeyDataViewType(typeof(ulong), 5), 3), null,
                new(3, [1, 5, 0]), new(3, 1, [2], [2]), new(3, 0, [], []))
            .AddText("Name", "x", "y", "z"),
        FitInputs = ["Tokens"],
        Inputs = ["Tokens"],
        Outputs = ["Tokens"],
        FitPasses = 0,
        BadInputs = [new(() => new Table().AddText("Tokens", "x"), "sequence", "Tokens", "a vector of keys", "String")],
    };
}
