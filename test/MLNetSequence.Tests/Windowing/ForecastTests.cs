using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Windowing;

/// <summary>From a forecast of differences to one of values, row by row.</summary>
[TestClass]
public class ForecastTests
{
    [TestMethod]
    public void TheLevelAndTheSumOfTheStepsUpToEach()
    {
        Table data = Aheads(new VBuffer<float>(3, [2, 3, -1]), new VBuffer<float>(0, []), new VBuffer<float>(2, [0.5f, float.NaN]))
            .Add("Count", NumberDataViewType.Single, 10f, 7, -1);
        Show.AreEqual(["12 15 14", "", "-0.5 -"], Forecast(data, "Count", 1, 1));
    }

    [TestMethod]
    public void OneStepAheadIsANumber()
    {
        Table data = new Table()
            .Add("Ahead", NumberDataViewType.Single, 2f, -3, 4)
            .Add("Count", NumberDataViewType.Single, 10f, 7, float.NaN);
        Show.AreEqual(["12", "4", "-"], Forecast(data, "Count", 1, 1));
    }

    [TestMethod]
    public void ASeasonGoesOnFromItsOwnLastValues()
    {
        // The season up to now is 1 2 3: each step goes on from the one three before it, the fourth from the first.
        Table data = Levels(Aheads(new VBuffer<float>(5, [10, 20, 30, 40, 50])), new VBuffer<float>(5, [98, 99, 1, 2, 3]));
        Show.AreEqual(["11 22 33 51 72"], Forecast(data, "Levels", lag: 3, order: 1));
    }

    [TestMethod]
    public void AHigherOrderGoesOnWithTheTrend()
    {
        // 1 4 9: squares have second differences of 2.
        Table data = Levels(Aheads(new VBuffer<float>(3, [2, 2, 2])), new VBuffer<float>(3, [1, 4, 9]));
        Show.AreEqual(["16 25 36"], Forecast(data, "Levels", lag: 1, order: 2));
    }

    [TestMethod]
    public void TooFewLevelsAreAnErrorThatNamesRowAndColumn()
    {
        VBuffer<float> one = new(1, [1]);
        Table data = Levels(Aheads(one, one), new VBuffer<float>(2, [1, 2]), one);
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Forecast(data, "Levels", lag: 2, order: 1));
        StringAssert.Contains(error.Message, "Row 2 has 1 levels in column 'Levels'");
        Table known = Aheads(one).AddVectors(
            "Levels", new VectorDataViewType(NumberDataViewType.Single, 3), null, new VBuffer<float>(3, [1, 2, 3]));
        Show.AreEqual(["2"], Forecast(known, "Levels", lag: 3, order: 1));
        ArgumentOutOfRangeException atOnce =
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Forecast(known, "Levels", lag: 2, order: 2));
        StringAssert.Contains(atOnce.Message, "of at least 4");
    }

    /// <summary>The whole way: differences, windows of them, what comes next, and back to values: those that came.</summary>
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(1, 2)]
    [DataRow(7, 1)]
    [DataRow(3, 2)]
    public void TheTrueDifferencesAheadGiveTheTrueValuesAhead(int lag, int order)
    {
        var random = new Random(3);
        Table data = Show.Series([.. Enumerable.Range(0, 90).Select(_ => (float)random.Next(100_000))]);
        IDataView view = Show.Transforms.Difference("Change", "Count", lag, order)
            .Append(Show.Transforms.SlidingWindow("Levels", "Count", window: lag * order))
            .Append(Show.Transforms.SlidingWindow(new SlidingWindowEstimator.Options
            {
                InputColumnNames = ["Change"],
                Window = 5,
                Horizon = 10,
                TargetColumnNames = ["Change"],
                TargetOutputColumnName = "Ahead",
            }))
            .Append(Show.Transforms.IntegrateForecast("Forecast", "Ahead", "Levels", lag, order))
            .Fit(data).Transform(data);
        string[] truth = Show.Of(
            Show.Transforms.SlidingWindow("Values", "Count", window: 10).Fit(data).Transform(data), "Values");
        string[] forecasts = Show.Of(view, "Forecast");
        Assert.AreEqual(90 - (lag * order) + 1 - 4 - 10, forecasts.Length);
        Show.AreEqual(truth[^forecasts.Length..], forecasts);
    }

    [TestMethod]
    public void ItWorksInAPredictionEngine()
    {
        var context = new MLContext(1);
        IDataView data = context.Data.LoadFromEnumerable(new[] { new Step() });
        ITransformer model = context.Transforms.IntegrateForecast("Forecast", "Ahead", "Levels", lag: 2).Fit(data);
        using PredictionEngine<Step, Ahead> engine = context.Model.CreatePredictionEngine<Step, Ahead>(
            ModelFile.Reload(model, data.Schema));
        CollectionAssert.AreEqual(new float[] { 11, 22, 33 }, engine.Predict(new Step()).Forecast);
        CollectionAssert.AreEqual(new float[] { 10, 20, 9 }, engine.Predict(new Step { Values = [9, 18, -1] }).Forecast);
    }

    private static Table Aheads(params VBuffer<float>[] values) =>
        new Table().AddVectors("Ahead", new VectorDataViewType(NumberDataViewType.Single), null, values);

    private static Table Levels(Table table, params VBuffer<float>[] values) =>
        table.AddVectors("Levels", new VectorDataViewType(NumberDataViewType.Single), null, values);

    private static string[] Forecast(Table data, string levels, int lag, int order) => Show.Of(
        Show.Transforms.IntegrateForecast("Forecast", "Ahead", levels, lag, order).Fit(data).Transform(data), "Forecast");

    internal sealed class Step
    {
        [ColumnName("Ahead")]
        public float[] Values { get; set; } = [10, 20, 22];

        public float[] Levels { get; set; } = [7, 1, 2];
    }

    internal sealed class Ahead
    {
        public float[] Forecast { get; set; } = [];
    }
}
