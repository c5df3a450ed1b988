using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>The least of everything, and times that nobody can work out.</summary>
[TestClass]
public class EdgeTests
{
    private static IEnumerable<object[]> Strategies => Enum.GetValues<ForecastingStrategy>().Select(s => new object[] { s });

    [TestMethod]
    [DynamicData(nameof(Strategies))]
    public void AWindowAHorizonAndAPathOfOne(ForecastingStrategy strategy)
    {
        Table data = Nets.One(3, 4, 5);
        ForecastingTransformer model = Nets.Fit(
            data, o => (o.Strategy, o.WindowSize, o.Horizon, o.Paths, o.LinearSteps) = (strategy, 1, 1, 1, 0), hidden: 1);
        Assert.IsTrue(float.IsFinite(model.Forecast()[0].Values().Single()));
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 1), model.Transform(data).Schema["Forecast"].Type);
        Assert.AreEqual(Nets.All(model, data), Nets.All(Nets.Reload(model, data.Schema), data));
    }

    [TestMethod]
    [DynamicData(nameof(Strategies))]
    public void AValueThatNeverChangesIsForecastAsItself(ForecastingStrategy strategy)
    {
        foreach (ForecastScaling scaling in (ForecastScaling[])
            [ForecastScaling.LastValue, ForecastScaling.Window, ForecastScaling.Change, ForecastScaling.Series])
        {
            float[] values = Nets.Fit(Nets.One(40, _ => 1000), o =>
            {
                (o.Strategy, o.Scaling, o.Loss) = (strategy, scaling, new MeanSquaredLoss());
                o.Training = Nets.Training(20, 0.05);
            }).Forecast()[0].Values();
            Assert.IsTrue(values.All(v => Math.Abs(v - 1000) < 0.5), $"{scaling}: {string.Join(' ', values)}");
        }
    }

    /// <summary>Where times cannot be worked out, those to come must be given, if the network reads them.</summary>
    [TestMethod]
    [DynamicData(nameof(Strategies))]
    public void TimesThatAreNotEvenlyApart(ForecastingStrategy strategy)
    {
        static Table Rows(int first, int count) => new Table()
            .AddNumbers("Value", Nets.Numbers(count, i => (first + i) % 5))
            .Add("Day", DateTimeDataViewType.Instance, [.. Enumerable.Range(first, count).Select(i => Hand.Monday.AddDays(i + i / 3))]);
        ForecastingTransformer model = Nets.Fit(Rows(0, 30), o =>
            (o.Strategy, o.TimeColumnName, o.TimeFeatures) = (strategy, "Day", TimeParts.DayOfWeek));
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => model.Forecast());
        StringAssert.Contains(error.Message, "known ahead (Day): give the rows to come");
        SeriesForecast forecast = model.Forecast(future: Rows(30, 3))[0];
        CollectionAssert.AreEqual(Enumerable.Range(30, 3).Select(i => Hand.Monday.AddDays(i + i / 3)).ToArray(), forecast.Times.ToArray());
        float[][] made = [.. model.Transform(Rows(0, 33)).GetColumn<VBuffer<float>>("Forecast").Select(v => v.DenseValues().ToArray())];
        CollectionAssert.AreEqual(forecast.Values(), made[29]);
        Assert.IsTrue(made[30..].SelectMany(v => v).All(float.IsNaN), "The rows to come are not there.");
        Assert.AreEqual(Nets.Text(forecast), Nets.Text(Nets.Reload(model, Rows(0, 1).Schema).Forecast(future: Rows(30, 3))[0]));
    }

    [TestMethod]
    [DynamicData(nameof(Strategies))]
    public void MonthsGoOnAsMonths(ForecastingStrategy strategy)
    {
        Table data = Nets.One(30, i => i % 12).Add(
            "Month", DateTimeDataViewType.Instance, [.. Enumerable.Range(0, 30).Select(i => new DateTime(2020, 1, 1).AddMonths(i))]);
        ForecastingTransformer model = Nets.Fit(data, o =>
            (o.Strategy, o.TimeColumnName, o.TimeFeatures) = (strategy, "Month", TimeParts.Month));
        CollectionAssert.AreEqual(
            new[] { new DateTime(2022, 7, 1), new DateTime(2022, 8, 1), new DateTime(2022, 9, 1) }, model.Forecast()[0].Times.ToArray());
    }

    /// <summary>What is known of rows to come is read of as many as the horizon has, however few are asked for.</summary>
    [TestMethod]
    [DynamicData(nameof(Strategies))]
    public void RowsToComeMustBeAsManyAsAreRead(ForecastingStrategy strategy)
    {
        Table data = Nets.One(30, i => i % 5).AddNumbers("Known", Nets.Numbers(30, i => i % 5));
        ForecastingTransformer model = Nets.Fit(data, o => (o.Strategy, o.FutureCovariateColumnNames) = (strategy, ["Known"]));
        SeriesForecast Forecast(int steps, int rows) =>
            model.Forecast(horizon: steps, future: new Table().AddNumbers("Known", Nets.Numbers(rows, i => i)))[0];
        int needed = strategy == ForecastingStrategy.Recursive ? 2 : 3;
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Forecast(2, needed - 1));
        StringAssert.Contains(error.Message, $"{needed} rows to come are needed; there are {needed - 1}.");
        CollectionAssert.AreEqual(Forecast(3, 5).Values()[..2], Forecast(2, needed).Values());
        Assert.ThrowsExactly<ArgumentException>(() => model.Forecast());
    }

    [TestMethod]
    public void SeriesMayBeToldApartByKeysOrNumbers()
    {
        Table Rows(Func<Table, Table> add) => add(Nets.One(40, i => i % 2 * 100 + i % 6));
        uint[] keys = [.. Enumerable.Range(0, 40).Select(i => (uint)i % 2 + 1)];
        foreach (Table data in new[]
        {
            Rows(t => t.AddKeys("Name", ["a", "b"], keys)), Rows(t => t.Add("Name", NumberDataViewType.Int64, [.. keys.Select(k => (long)k)])),
        })
        {
            ForecastingTransformer model = Nets.Fit(data, o => o.GroupColumnName = "Name");
            IReadOnlyList<SeriesForecast> forecasts = model.Forecast();
            Assert.IsTrue(forecasts[0].Values().All(v => v < 20) && forecasts[1].Values().All(v => v > 80));
            Assert.AreEqual(Nets.Text(forecasts), Nets.Text(Nets.Reload(model, data.Schema).Forecast(data)));
        }
    }
}
