using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

[TestClass]
public class LstmWorkout : EstimatorWorkout
{
    private const string Label = "Key<UInt32> of known count";
    private const string Features = "a vector of Key<UInt32> of known count, or of Single with the dimensions (T), (T, F) or (0, F)";

    private static readonly string[] Words = ["a", "b", "c", "d"];

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => Quick.Trainer(),
        Data = () => Tokens(Labels(new Table())),
        FitInputs = ["Label", "Features"],
        Inputs = ["Features"],
        Outputs = ["PredictedLabel", "Score"],
        FitPasses = 1,
        BadInputs =
        [
            OfLabel(table => table.AddText("Label", "x", "y", "x", "y", "x"), "String"),
            OfLabel(table => table.Add("Label", NumberDataViewType.Single, 1f, 2f, 1f, 2f, 1f), "Single"),
            OfLabel(table => table.Add("Label", NumberDataViewType.UInt32, 1u, 2u, 1u, 2u, 1u), "UInt32"),
            OfLabel(table => table.Add("Label", new KeyDataViewType(typeof(ulong), 2), 1ul, 2ul, 1ul, 2ul, 1ul), "UInt64"),
            OfLabel(table => table.AddTokens("Label", ["x", "y"], [1], [2], [1], [2], [1]), "Vector<Key<UInt32"),
            OfFeatures(table => table.AddText("Features", "x", "y", "x", "y", "x"), "String"),
            OfFeatures(table => table.AddKeys("Features", Words, 1, 2, 3, 4, 1), "Key<UInt32"),
            OfFeatures(table => Vectors<double>(table, NumberDataViewType.Double), "Vector<Double"),
            OfFeatures(table => table.Add("Features", NumberDataViewType.Single, 1f, 2f, 3f, 4f, 5f), "Single"),
            OfFeatures(table => Vectors<uint>(table, NumberDataViewType.UInt32), "Vector<UInt32"),
            OfFeatures(table => Vectors<byte>(table, new KeyDataViewType(typeof(byte), 3)), "Vector<Key<Byte"),
        ],
    };

    private static Table Labels(Table table) => table.AddKeys("Label", ["x", "y"], 1, 2, 1, 2, 1);

    private static Table Tokens(Table table) => table
        .AddTokens("Features", Words, [1, 2, 3, 4], [], [4, 2], [1], [3, 0, 2, 0])
        .Add("Number", NumberDataViewType.Int32, 4, 5, 6, 7, 8)
        .AddVectors(
            "Vector", new VectorDataViewType(NumberDataViewType.Single), null,
            new VBuffer<float>(2, [1.5f, -2]), default, new VBuffer<float>(9, 2, [3, 4], [1, 7]), default,
            new VBuffer<float>(1, [7]));

    private static Table Vectors<T>(Table table, PrimitiveDataViewType type) => table.AddVectors(
        "Features", new VectorDataViewType(type), null, new VBuffer<T>(0, []), default, default, default, default);

    private static BadInput OfLabel(Func<Table, Table> add, string actual) =>
        new(() => add(Tokens(new Table())), "label", "Label", Label, actual, OnlyToFit: true);

    private static BadInput OfFeatures(Func<Table, Table> add, string actual) =>
        new(() => add(Labels(new Table())), "feature", "Features", Features, actual);
}
