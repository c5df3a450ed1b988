using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

[TestClass]
public class TaggerWorkout : EstimatorWorkout
{
    private const string Label = "a vector of Key<UInt32> of known count, one a step";
    private const string Features = "a vector of Key<UInt32> of known count";

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => Toys.Tagger(),
        Data = () => Features4(Labels(new Table())),
        FitInputs = ["Label", "Features"],
        Inputs = ["Features"],
        Outputs = ["PredictedLabel", "Score"],
        FitPasses = 1,
        BadInputs =
        [
            OfLabel(table => table.AddText("Label", "x", "y", "x", "y"), "String"),
            OfLabel(table => table.AddKeys("Label", Toys.Tags, 1, 2, 1, 2), "Key<UInt32"),
            OfLabel(table => Vectors<uint>(table, "Label", NumberDataViewType.UInt32), "Vector<UInt32"),
            OfLabel(table => Vectors<byte>(table, "Label", new KeyDataViewType(typeof(byte), 3)), "Vector<Key<Byte"),
            OfLabel(table => Vectors<float>(table, "Label", NumberDataViewType.Single), "Vector<Single"),
            OfFeatures(table => table.AddText("Features", "x", "y", "x", "y"), "String"),
            OfFeatures(table => Vectors<uint>(table, "Features", NumberDataViewType.UInt32), "Vector<UInt32"),
        ],
    };

    private static Table Labels(Table table) => table.AddTokens("Label", Toys.Tags, [1, 2, 3], [], [3, 0, 0], [2]);

    private static Table Features4(Table table) => table
        .AddTokens("Features", Toys.Words, [1, 2, 6], [], [0, 4, 2], [5])
        .Add("Number", NumberDataViewType.Int32, 4, 5, 6, 7);

    private static Table Vectors<T>(Table table, string name, PrimitiveDataViewType type) => table.AddVectors(
        name, new VectorDataViewType(type), null, new VBuffer<T>(0, []), default, default, default);

    private static BadInput OfLabel(Func<Table, Table> add, string actual) =>
        new(() => add(Features4(new Table())), "label", "Label", Label, actual, OnlyToFit: true);

    private static BadInput OfFeatures(Func<Table, Table> add, string actual) =>
        new(() => add(Labels(new Table())), "feature", "Features", Features, actual);
}
