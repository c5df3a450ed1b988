using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Windowing;

/// <summary>From a forecast of differences of several features to one of values: each feature for itself.</summary>
[TestClass]
public class ForecastFeaturesTests
{
    private static readonly float[] Ahead = [1, 10, 2, 20, -3, 0]; // [3, 2]

    [TestMethod]
    public void OneStepOfLevelsIsAVectorOfTheFeatures() =>
        Show.AreEqual(["101 1010 103 1030 100 1030"], Forecast(Data([3, 2], Ahead, [2], 100, 1000)));

    [TestMethod]
    public void OfMoreStepsTheLastOnesAreUsed()
    {
        Show.AreEqual(["101 1010 103 1030 100 1030"], Forecast(Data([3, 2], Ahead, [2, 2], 9, 9, 100, 1000)));
        Show.AreEqual(["101 1010 103 1030 100 1030"], Forecast(Data([0, 2], Ahead, [0, 2], 9, 9, 100, 1000)));
        // A season of two steps: the third goes on from the first.
        Show.AreEqual(["2 15 5 26 -1 15"], Forecast(Data([3, 2], Ahead, [3, 2], 9, 9, 1, 5, 3, 6), lag: 2));
        // x(t) = 2·x(t − 1) − x(t − 2) + Δ²x(t): 6 − 1 + 1, 12 − 3 + 2, 22 − 6 − 3.
        Show.AreEqual(["6 17 11 48 13 79"], Forecast(Data([3, 2], Ahead, [2, 2], 1, 5, 3, 6), order: 2));
    }

    [TestMethod]
    public void OneFeatureMayBeASecondDimension()
    {
        Show.AreEqual(["11 13 10"], Forecast(Data([3, 1], [1, 2, -3], [2, 1], 5, 10)));
        Show.AreEqual(["11 13 10"], Forecast(Data([3, 1], [1, 2, -3], [2], 5, 10)));
        Show.AreEqual(["11 13 10"], Forecast(Data([3], [1, 2, -3], [1, 1], 10)));
    }

    [TestMethod]
    public void LevelsThatDoNotFitAreRefused()
    {
        AssertRefused("(2) or (L, 2)", Data([3, 2], Ahead, [3], 1, 2, 3));
        AssertRefused("(2) or (L, 2)", Data([3, 2], Ahead, [4], 1, 2, 3, 4));
        AssertRefused("(2) or (L, 2)", Data([3, 2], Ahead, [0], 1, 2));
        AssertRefused("(2) or (L, 2)", Data([3, 2], Ahead, [2, 3], 1, 2, 3, 4, 5, 6));
        AssertRefused("(2) or (L, 2)", Data([3, 2], Ahead, [1, 1, 2], 1, 2));
        AssertRefused("(L, 2), L of at least 2", Data([3, 2], Ahead, [2], 1, 2), lag: 2);
        AssertRefused("(L, 2), L of at least 3", Data([3, 2], Ahead, [2, 2], 1, 2, 3, 4), lag: 3);
        AssertRefused("(L) or (L, 1)", Data([2], [1, 2], [1, 2], 1, 2));
        Table scalar = new Table()
            .AddVectors("Ahead", new VectorDataViewType(NumberDataViewType.Single, 3, 2), null, new VBuffer<float>(6, Ahead))
            .Add("Levels", NumberDataViewType.Single, 1f);
        AssertRefused("(2) or (L, 2)", scalar);
    }

    [TestMethod]
    public void DifferencesThatDoNotFitAreRefused()
    {
        foreach (int[] dimensions in (int[][])[[0, 0], [3, 0], [1, 3, 2]])
        {
            Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Forecast(Data(dimensions, Ahead, [2], 1, 2)));
            StringAssert.Contains(
                error.Message, "difference column 'Ahead' must be Single or a vector of Single with dimensions (H) or (H, F)");
        }
    }

    [TestMethod]
    public void RowsThatAreNoWholeNumberOfStepsOrTooShortAreNamed()
    {
        AssertThrows("column 'Ahead' holds 3 values, no whole number of steps of 2", Data([0, 2], [1, 2, 3], [2], 1, 2), 1);
        AssertThrows("column 'Levels' holds 3 values, no whole number of steps of 2", Data([0, 2], [1, 2], [0, 2], 1, 2, 3), 1);
        AssertThrows("Row 1 has 1 levels in column 'Levels'", Data([0, 2], [1, 2], [0, 2], 1, 2), 2);
    }

    /// <summary>The whole way: differences, windows of them, what comes next, and back to values: those that came.</summary>
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(1, 2)]
    [DataRow(7, 1)]
    [DataRow(3, 2)]
    public void TheTrueDifferencesAheadGiveTheTrueValuesAhead(int lag, int order)
    {
        var random = new Random(5);
        var data = new Table().AddVectors("Counts", new VectorDataViewType(NumberDataViewType.Single, 3), null, [
            .. Enumerable.Range(0, 60).Select(_ => new VBuffer<float>(3, [random.Next(100_000), random.Next(9), -random.Next(1000)])),
        ]);
        IEstimator<ITransformer> pipeline = Show.Transforms.Difference("Change", "Counts", lag, order)
            .Append(Show.Transforms.SlidingWindow("Levels", "Counts", window: lag * order))
            .Append(Show.Transforms.SlidingWindow("Window", "Change", window: 5, horizon: 10))
            .Append(Show.Transforms.IntegrateForecast("Forecast", "Target", "Levels", lag, order));
        ITransformer model = pipeline.Fit(data);
        string[] truth = Show.Of(
            Show.Transforms.SlidingWindow("Values", "Counts", window: 10).Fit(data).Transform(data), "Values");
        foreach (ITransformer transformer in (ITransformer[])[model, ModelFile.Reload(model, data.Schema)])
        {
            IDataView view = transformer.Transform(data);
            Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 10, 3), view.Schema["Forecast"].Type);
            string[] forecasts = Show.Of(view, "Forecast");
            Assert.AreEqual(60 - (lag * order) + 1 - 4 - 10, forecasts.Length);
            Show.AreEqual(truth[^forecasts.Length..], forecasts);
        }
    }

    private static Table Data(int[] aheadDimensions, float[] ahead, int[] levelDimensions, params float[] levels) => new Table()
        .AddVectors(
            "Ahead", new VectorDataViewType(NumberDataViewType.Single, aheadDimensions), null, new VBuffer<float>(ahead.Length, ahead))
        .AddVectors(
            "Levels", new VectorDataViewType(NumberDataViewType.Single, levelDimensions), null, new VBuffer<float>(levels.Length, levels));

    private static void AssertRefused(string expected, Table data, int lag = 1)
    {
        Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Forecast(data, lag));
        foreach (string part in (string[])["level column 'Levels'", expected, $"but is {data.Schema["Levels"].Type}"])
        {
            StringAssert.Contains(error.Message, part);
        }
    }

    private static void AssertThrows(string message, Table data, int lag) => StringAssert.Contains(
        Assert.ThrowsExactly<InvalidOperationException>(() => Forecast(data, lag)).Message, message);

    private static string[] Forecast(Table data, int lag = 1, int order = 1) => Show.Of(
        Show.Transforms.IntegrateForecast("Forecast", "Ahead", "Levels", lag, order).Fit(data).Transform(data), "Forecast");
}
