using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

/// <summary>Two series, mixed so that windows that began later are complete earlier.</summary>
internal static class Shops
{
    public const string ExpectedValue = "Single or a vector of Single of known size";
    public const string ExpectedGroup = "text, a key, an integer, Boolean or DateTime (scalar)";

    public static Table Data() => Names(Counts(Pairs(Days())));

    public static Table Days() => new Table().Add("Day", NumberDataViewType.Int32, 1, 2, 3, 4, 5, 6, 7, 8);

    public static Table Names(Table table) => table.AddText("Shop", "a", "a", "b", "b", "b", "a", "b", "a");

    public static Table Counts(Table table) =>
        table.Add("Count", NumberDataViewType.Single, 1f, 2f, 30f, 40.5f, float.NaN, 3f, 60f, -4f);

    /// <summary>Sparse vectors and dense ones, with slot names.</summary>
    public static Table Pairs(Table table)
    {
        var slots = new DataViewSchema.Annotations.Builder();
        ReadOnlyMemory<char>[] names = ["x".AsMemory(), "y".AsMemory()];
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter =
            (ref VBuffer<ReadOnlyMemory<char>> to) => new VBuffer<ReadOnlyMemory<char>>(2, names).CopyTo(ref to);
        slots.Add("SlotNames", new VectorDataViewType(TextDataViewType.Instance, 2), getter);
        return table.AddVectors(
            "Pair", new VectorDataViewType(NumberDataViewType.Single, 2), slots.ToAnnotations(),
            new VBuffer<float>(2, [1, 2]), new VBuffer<float>(2, 1, [5], [1]), Zeros(),
            new VBuffer<float>(2, [7, 8]), new VBuffer<float>(2, [9, 10]), Zeros(), new VBuffer<float>(2, 1, [-3], [0]),
            new VBuffer<float>(2, [11, 12]));
    }

    /// <summary>What does not fit where a column of values is expected.</summary>
    public static BadInput[] BadValues(string role, string column, Func<Table> rest) =>
    [
        new(() => rest().AddText(column, Eight("x")), role, column, ExpectedValue, "String"),
        new(() => rest().Add(column, NumberDataViewType.Double, Eight(1.0)), role, column, ExpectedValue, "Double"),
        new(() => rest().Add(column, NumberDataViewType.Int32, Eight(1)), role, column, ExpectedValue, "Int32"),
        new(() => rest().AddKeys(column, ["k"], Eight(1u)), role, column, ExpectedValue, "Key<UInt32"),
        new(() => rest().AddVectors(column, new VectorDataViewType(NumberDataViewType.Single), null, Eight(Zeros())),
            role, column, ExpectedValue, "Single"),
        new(() => rest().AddVectors(
                column, new VectorDataViewType(NumberDataViewType.Double, 2), null, Eight(new VBuffer<double>(2, [1, 2]))),
            role, column, ExpectedValue, "Double"),
    ];

    /// <summary>What does not fit where a column is expected that tells series apart.</summary>
    public static BadInput[] BadGroups(Func<Table> rest) =>
    [
        new(() => rest().Add("Shop", NumberDataViewType.Single, Eight(1f)), "group", "Shop", ExpectedGroup, "Single"),
        new(() => rest().Add("Shop", NumberDataViewType.Double, Eight(1.0)), "group", "Shop", ExpectedGroup, "Double"),
        new(() => rest().AddVectors("Shop", new VectorDataViewType(NumberDataViewType.Int32, 1), null, Eight(new VBuffer<int>(1, [1]))),
            "group", "Shop", ExpectedGroup, "Int32"),
    ];

    public static T[] Eight<T>(T value) => [.. Enumerable.Repeat(value, 8)];

    private static VBuffer<float> Zeros() => new(2, 0, [], []);
}

[TestClass]
public class WindowWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.SlidingWindow(new SlidingWindowEstimator.Options
        {
            InputColumnNames = ["Pair", "Count"],
            Window = 2,
            Horizon = 1,
            TargetColumnNames = ["Pair"],
            GroupColumnName = "Shop",
        }),
        Data = Shops.Data,
        FitInputs = ["Count", "Pair", "Shop"],
        Inputs = ["Count", "Pair", "Shop"],
        Outputs = ["Window", "Target"],
        FitPasses = 0,
        Rows = [3, 1, 4, 5],
        DecidingInputs = ["Shop"],
        BadInputs =
        [
            .. Shops.BadValues("input", "Count", () => Shops.Names(Shops.Pairs(Shops.Days()))),
            .. Shops.BadValues("input", "Pair", () => Shops.Names(Shops.Counts(Shops.Days()))),
            .. Shops.BadGroups(() => Shops.Counts(Shops.Pairs(Shops.Days()))),
        ],
    };
}

[TestClass]
public class FilledWindowWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.SlidingWindow(new SlidingWindowEstimator.Options
        {
            OutputColumnName = "Features",
            InputColumnNames = ["Count"],
            Window = 2,
            SamplingRate = 2,
            Horizon = 1,
            TargetColumnNames = ["Count"],
            TargetOutputColumnName = "Next",
            GroupColumnName = "Shop",
            IncompleteWindows = IncompleteRows.FillWithNaN,
            IncompleteTargets = IncompleteRows.FillWithNaN,
        }),
        Data = Shops.Data,
        FitInputs = ["Count", "Shop"],
        Inputs = ["Count", "Shop"],
        Outputs = ["Features", "Next"],
        FitPasses = 0,
        Rows = [0, 2, 3, 1, 4, 5, 6, 7],
        DecidingInputs = ["Shop"],
        BadInputs =
        [
            .. Shops.BadValues("input", "Count", () => Shops.Names(Shops.Days())),
            .. Shops.BadGroups(() => Shops.Counts(Shops.Days())),
        ],
    };
}

[TestClass]
public class LagsWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.Lags("Before", "Pair", [2, 0, 1], groupColumnName: "Shop"),
        Data = Shops.Data,
        FitInputs = ["Pair", "Shop"],
        Inputs = ["Pair", "Shop"],
        Outputs = ["Before"],
        FitPasses = 0,
        Rows = [0, 1, 2, 3, 4, 5, 6, 7],
        BadInputs =
        [
            .. Shops.BadValues("input", "Pair", () => Shops.Names(Shops.Days())),
            .. Shops.BadGroups(() => Shops.Pairs(Shops.Days())),
        ],
    };
}

[TestClass]
public class DifferenceWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.Difference("Change", "Pair", order: 2, groupColumnName: "Shop"),
        Data = Shops.Data,
        FitInputs = ["Pair", "Shop"],
        Inputs = ["Pair", "Shop"],
        Outputs = ["Change"],
        FitPasses = 0,
        Rows = [0, 1, 2, 3, 4, 5, 6, 7],
        BadInputs =
        [
            .. Shops.BadValues("input", "Pair", () => Shops.Names(Shops.Days())),
            .. Shops.BadGroups(() => Shops.Pairs(Shops.Days())),
        ],
    };
}

[TestClass]
public class DroppingDifferenceWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.Difference(new DifferenceEstimator.Options
        {
            OutputColumnName = "Change",
            InputColumnName = "Count",
            Lag = 2,
            GroupColumnName = "Shop",
            IncompleteRows = IncompleteRows.Drop,
        }),
        Data = Shops.Data,
        FitInputs = ["Count", "Shop"],
        Inputs = ["Count", "Shop"],
        Outputs = ["Change"],
        FitPasses = 0,
        Rows = [4, 5, 6, 7],
        DecidingInputs = ["Shop"],
        BadInputs =
        [
            .. Shops.BadValues("input", "Count", () => Shops.Names(Shops.Days())),
            .. Shops.BadGroups(() => Shops.Counts(Shops.Days())),
        ],
    };
}

[TestClass]
public class IntegrateWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.Integrate("Sum", "Change", levelColumnName: "Count", groupColumnName: "Shop"),
        Data = () => Changes(Shops.Data()),
        FitInputs = ["Change", "Count", "Shop"],
        Inputs = ["Change", "Count", "Shop"],
        Outputs = ["Sum"],
        FitPasses = 0,
        Rows = [0, 1, 2, 3, 4, 5, 6, 7],
        BadInputs =
        [
            .. Shops.BadValues("difference", "Change", () => Shops.Names(Shops.Counts(Shops.Days()))),
            .. Shops.BadValues("level", "Count", () => Changes(Shops.Names(Shops.Days()))),
            new(() => Changes(Shops.Names(Shops.Days())).AddVectors(
                    "Count", new VectorDataViewType(NumberDataViewType.Single, 1), null, Shops.Eight(new VBuffer<float>(1, [1]))),
                "level", "Count", "of the type of 'Change', Single", "Vector<Single"),
            .. Shops.BadGroups(() => Changes(Shops.Counts(Shops.Days()))),
        ],
    };

    private static Table Changes(Table table) =>
        table.Add("Change", NumberDataViewType.Single, float.NaN, 1f, float.NaN, 0.25f, 3f, float.NaN, 5f, -4f);
}

[TestClass]
public class IntegrateForecastWorkout : EstimatorWorkout
{
    private const string Difference = "Single or a vector of Single with dimensions (H) or (H, F)";
    private const string Level = "a vector of Single with dimensions (L) or (L, ";

    private static readonly VectorDataViewType Varying = new(NumberDataViewType.Single);

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.IntegrateForecast("Forecast", "Ahead", "Season", lag: 2),
        Data = () => Seasons(Aheads(new Table().AddText("Name", "x", "y", "z"))),
        FitInputs = ["Ahead", "Season"],
        Inputs = ["Ahead", "Season"],
        Outputs = ["Forecast"],
        FitPasses = 0,
        BadInputs =
        [
            new(() => Seasons(new Table()).AddText("Ahead", "", "", ""), "difference", "Ahead", Difference, "String"),
            new(() => Seasons(new Table()).Add("Ahead", NumberDataViewType.Double, 1.0, 1, 1), "difference", "Ahead", Difference, "Double"),
            new(() => Aheads(new Table()).AddText("Season", "", "", ""), "level", "Season", Level, "String"),
            new(() => Aheads(new Table()).Add("Season", NumberDataViewType.Single, 1f, 1f, 1f), "level", "Season", Level, "Single"),
        ],
    };

    private static Table Aheads(Table table) => table.AddVectors(
        "Ahead", Varying, null, new VBuffer<float>(3, [1, 2.5f, -3]), default, new VBuffer<float>(2, 1, [4], [1]));

    private static Table Seasons(Table table) => table.AddVectors(
        "Season", Varying, null, new VBuffer<float>(2, [10, 20]), new VBuffer<float>(3, [1, 2, 3]), new VBuffer<float>(4, 1, [7], [3]));
}
