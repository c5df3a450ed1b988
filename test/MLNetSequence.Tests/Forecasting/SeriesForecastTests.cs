using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Forecasting.Baselines;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting;

/// <summary>What a forecast tells.</summary>
[TestClass]
public class SeriesForecastTests
{
    [TestMethod]
    public void ItTellsValuesQuantilesAndTimes()
    {
        SeriesForecast next = Forecast();
        Assert.AreEqual("7", next.Series);
        Assert.AreEqual(3, next.Horizon);
        CollectionAssert.AreEqual(new[] { "A", "B" }, next.Targets.ToArray());
        CollectionAssert.AreEqual(
            new[] { new DateTime(2024, 4, 30), new DateTime(2024, 5, 31), new DateTime(2024, 6, 30) }, next.Times.ToArray());
        CollectionAssert.AreEqual(new[] { 4f, 4, 4 }, next.Values());
        CollectionAssert.AreEqual(new[] { 30f, 30, 30 }, next.Values(1));
        Assert.AreEqual(4, next[2]);
        Assert.AreEqual(30, next[0, 1]);
        CollectionAssert.AreEqual(next.Values(1), next.Quantile(0.5, 1));
        (float[] lower, float[] upper) = next.Interval(0.8);
        CollectionAssert.AreEqual(next.Quantile((1 - 0.8) / 2), lower);
        // σ² = (1 + 4) / 2, and 1.2815515655 deviations.
        Baseline.AreClose([.. new[] { 1, 2, 3 }.Select(h => 4 + 1.2815515655446004 * Math.Sqrt(2.5 * h))], upper);
        Baseline.AreClose([.. new[] { 1, 2, 3 }.Select(h => 4 - 1.2815515655446004 * Math.Sqrt(2.5 * h))], lower);
        Assert.IsEmpty(next.Paths());
    }

    [TestMethod]
    public void WhereThereIsOneSeriesItHasNoName()
    {
        SeriesForecast next = Baseline.Naive().Next(2, 1, 2);
        Assert.AreEqual("", next.Series);
        Assert.IsEmpty(next.Times);
    }

    [TestMethod]
    public void WhatIsNotThereIsRefused()
    {
        SeriesForecast next = Forecast();
        Refused("step must be from 0 to 2", () => next[3]);
        Refused("step must be from 0 to 2", () => next[-1]);
        Refused("target must be from 0 to 1", () => next[0, 2]);
        Refused("target", () => next.Values(-1));
        Refused("target", () => next.Quantile(0.5, 2));
        Refused("target", () => next.Paths(2));
        Refused("target", () => next.Interval(0.5, 2));
        foreach (double wrong in new[] { 0, 1, -1, 2, double.NaN })
        {
            Refused("probability must be above 0 and below 1", () => next.Quantile(wrong));
            Refused("level must be above 0 and below 1", () => next.Interval(wrong));
        }
    }

    private static SeriesForecast Forecast()
    {
        Table data = new Table().AddNumbers("A", 1, 2, 4).AddNumbers("B", 10, 30, 30)
            .Add("Station", NumberDataViewType.Int32, 7, 7, 7)
            .Add("Date", DateTimeDataViewType.Instance, new DateTime(2024, 1, 31), new DateTime(2024, 2, 29), new DateTime(2024, 3, 31));
        return Baseline.Catalog.ForecastByNaive(new BaselineForecaster.NaiveOptions
        {
            TargetColumnNames = ["A", "B"],
            Horizon = 3,
            GroupColumnName = "Station",
            TimeColumnName = "Date",
        }).Fit(data).Forecast().Single();
    }

    private static void Refused(string part, Func<object> act) =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ = act()).Message, part);
}
