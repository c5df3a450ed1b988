using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Windowing;

/// <summary>Types and names of what SlidingWindow makes, and the columns that pass through it.</summary>
[TestClass]
public class WindowColumnsTests
{
    private static Table Wide => new Table()
        .Add("Count", NumberDataViewType.Single, 1f, 2, 3, 4)
        .Add("Heat", NumberDataViewType.Single, 10f, 20, 30, 40)
        .AddVectors(
            "Pair", new VectorDataViewType(NumberDataViewType.Single, 2), null,
            [.. Enumerable.Range(1, 4).Select(i => new VBuffer<float>(2, [i * 100, i * 100 + 1]))])
        .AddVectors(
            "One", new VectorDataViewType(NumberDataViewType.Single, 1), null,
            [.. Enumerable.Range(1, 4).Select(i => new VBuffer<float>(1, [-i]))]);

    [TestMethod]
    [DataRow("Count", "Window: Vector<Single, 2>; Target: Single")]
    [DataRow("One", "Window: Vector<Single, 2, 1>; Target: Vector<Single, 1, 1>")]
    [DataRow("Pair", "Window: Vector<Single, 2, 2>; Target: Vector<Single, 1, 2>")]
    [DataRow("Count Heat", "Window: Vector<Single, 2, 2>; Target: Vector<Single, 1, 2>")]
    [DataRow("Count Pair Heat", "Window: Vector<Single, 2, 4>; Target: Vector<Single, 1, 4>")]
    public void TypesForAHorizonOfOne(string columns, string expected) => CheckTypes(columns, 1, expected);

    [TestMethod]
    [DataRow("Count", "Window: Vector<Single, 2>; Target: Vector<Single, 2>")]
    [DataRow("One", "Window: Vector<Single, 2, 1>; Target: Vector<Single, 2, 1>")]
    [DataRow("Count Pair", "Window: Vector<Single, 2, 3>; Target: Vector<Single, 2, 3>")]
    public void TypesForAHorizonOfTwo(string columns, string expected) => CheckTypes(columns, 2, expected);

    [TestMethod]
    public void StepsComeFirstAndFeaturesInTheOrderOfTheColumns()
    {
        IDataView windows = Windows(new()
        {
            InputColumnNames = ["Heat", "Pair"],
            TargetColumnNames = ["Count", "Heat"],
            Window = 2,
            Horizon = 2,
        });
        Show.AreEqual(["10 100 101 20 200 201 | 3 30 4 40"], Show.Of(windows, "Window", "Target"));
        CollectionAssert.AreEqual(
            new[] { "Heat(t-1)", "Pair[0](t-1)", "Pair[1](t-1)", "Heat(t)", "Pair[0](t)", "Pair[1](t)" }, Slots(windows, "Window"));
        CollectionAssert.AreEqual(new[] { "Count(t+1)", "Heat(t+1)", "Count(t+2)", "Heat(t+2)" }, Slots(windows, "Target"));
    }

    [TestMethod]
    public void NamesCountRowsWhateverTheSamplingRateAndTheOffset()
    {
        IDataView windows = Windows(new()
        {
            InputColumnNames = ["Count"],
            Window = 3,
            SamplingRate = 5,
            Horizon = 4,
            TargetOffset = -2,
        });
        CollectionAssert.AreEqual(new[] { "Count(t-10)", "Count(t-5)", "Count(t)" }, Slots(windows, "Window"));
        CollectionAssert.AreEqual(new[] { "Count(t-2)", "Count(t-1)", "Count(t)", "Count(t+1)" }, Slots(windows, "Target"));
    }

    [TestMethod]
    public void TheSlotNamesOfAVectorAreKept()
    {
        Table data = Workout.Shops.Data();
        IDataView windows = Show.Transforms.SlidingWindow("Window", "Pair", window: 2).Fit(data).Transform(data);
        CollectionAssert.AreEqual(new[] { "Pair.x(t-1)", "Pair.y(t-1)", "Pair.x(t)", "Pair.y(t)" }, Slots(windows, "Window"));
    }

    [TestMethod]
    public void WithoutAnInputNameTheWindowTakesTheInputsPlace()
    {
        Table data = Show.Series(1, 2, 3);
        IDataView windows = Show.Transforms.SlidingWindow("Count", null, window: 2).Fit(data).Transform(data);
        Show.AreEqual(["1 2", "2 3"], Show.Of(windows, "Count"));
        Assert.IsTrue(windows.Schema[0].IsHidden);
    }

    [TestMethod]
    public void MissingValuesAndInfinitiesKeepTheirBits()
    {
        float[] odd = [float.NaN, -0f, float.PositiveInfinity, float.Epsilon, BitConverter.UInt32BitsToSingle(0x7fc12345)];
        IDataView windows = Show.Transforms.SlidingWindow("Window", "Count", window: 5).Fit(Show.Series(odd)).Transform(Show.Series(odd));
        Assert.AreEqual($"[{string.Join(' ', odd.Select(Values.Write))}]", Values.Of(windows, "Window").Single());
    }

    /// <summary>While a row waits for its target its values must be kept, whatever their type.</summary>
    [TestMethod]
    public void ColumnsOfAnyTypePassWithTheValuesOfTheLastRowOfTheWindow()
    {
        const int rows = 60;
        int[] numbers = [.. Enumerable.Range(0, rows)];
        Table data = Show.Count(rows)
            .AddText("Text", [.. numbers.Select(i => $"row {i}")])
            .Add("Flag", BooleanDataViewType.Instance, [.. numbers.Select(i => i % 3 == 0)])
            .Add("Long", NumberDataViewType.Int64, [.. numbers.Select(i => (long)i << 40)])
            .Add("When", DateTimeDataViewType.Instance, [.. numbers.Select(i => new DateTime(2020, 1, 1).AddDays(i))])
            .AddKeys("Key", ["x", "y", "z"], [.. numbers.Select(i => (uint)i % 4)])
            .AddVectors("Sparse", new VectorDataViewType(NumberDataViewType.Double), null,
                [.. numbers.Select(i => new VBuffer<double>(i + 2, 1, [i], [i]))]);
        IDataView windows = Show.Transforms.SlidingWindow(new SlidingWindowEstimator.Options
        {
            InputColumnNames = ["Count"],
            Window = 4,
            Horizon = 25,
            Stride = 2,
            IncompleteTargets = IncompleteRows.FillWithNaN,
        }).Fit(data).Transform(data);
        int[] now = [.. numbers.Where(i => i >= 3 && (i - 3) % 2 == 0)];
        foreach (DataViewSchema.Column column in data.Schema)
        {
            string[] all = Values.Of(data, column);
            CollectionAssert.AreEqual(now.Select(i => all[i]).ToArray(), Values.Of(windows, column.Name), column.Name);
        }
    }

    private static void CheckTypes(string columns, int horizon, string expected)
    {
        IDataView windows = Windows(new() { InputColumnNames = columns.Split(' '), Window = 2, Horizon = horizon });
        Assert.AreEqual(expected, $"Window: {windows.Schema["Window"].Type}; Target: {windows.Schema["Target"].Type}");
    }

    private static IDataView Windows(SlidingWindowEstimator.Options options) =>
        Show.Transforms.SlidingWindow(options).Fit(Wide).Transform(Wide);

    private static string[] Slots(IDataView data, string name) =>
        Values.OfAnnotation<ReadOnlyMemory<char>>(data.Schema[name], "SlotNames");
}
