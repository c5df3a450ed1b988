using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;
using static MLNetSequence.Tests.Forecasting.Baselines.Baseline;

namespace MLNetSequence.Tests.Forecasting.Baselines;

/// <summary>What holds for all baselines: series, targets, files, and what is refused.</summary>
[TestClass]
public class BaselineForecasterTests
{
    /// <summary>Whatever the order of series among each other, each is forecast as if it were alone.</summary>
    [TestMethod]
    public void SeriesAreForecastByThemselves()
    {
        Table mixed = Mixed(rows: 40, shuffled: true);
        foreach (BaselineForecaster[] pair in new BaselineForecaster[][]
        {
            [Naive(3, "Group"), Naive(3)], [SeasonalNaive(4, 3, "Group"), SeasonalNaive(4, 3)], [Drift(3, "Group"), Drift(3)],
        })
        {
            IReadOnlyList<SeriesForecast> all = pair[0].Fit(mixed).Forecast();
            CollectionAssert.AreEquivalent(new[] { "a", "b", "c" }, all.Select(f => f.Series).ToArray());
            foreach (SeriesForecast one in all)
            {
                SeriesForecast alone = pair[1].Next(3, Values(one.Series, 40));
                CollectionAssert.AreEqual(alone.Values(), one.Values());
                CollectionAssert.AreEqual(alone.Interval(0.8).Upper, one.Interval(0.8).Upper);
            }
        }
    }

    [TestMethod]
    public void TheOrderOfSeriesChangesNothing()
    {
        foreach ((BaselineForecaster first, BaselineForecaster second) in All(3, "Group").Zip(All(3, "Group")))
        {
            var one = first.Fit(Mixed(40, shuffled: false)).Forecast().ToDictionary(f => f.Series);
            foreach (SeriesForecast other in second.Fit(Mixed(40, shuffled: true)).Forecast())
            {
                // The order of equations is another.
                AreClose([.. one[other.Series].Values()], other.Values(), 1e-5);
                AreClose(one[other.Series].Deviations(), other.Deviations(), 1e-5);
            }
        }
    }

    /// <summary>Row t of Transform is what Forecast gives of the rows up to t, to the bit; nothing that comes later is looked at.</summary>
    [TestMethod]
    public void TransformForecastsFromTheRowsUpToEach()
    {
        float[] values = Values("a", 300);
        values[3] = values[250] = values[299] = NaN;
        Table data = OneSeries(values);
        foreach (BaselineForecaster forecaster in All(4))
        {
            ForecastingTransformer model = forecaster.Fit(data);
            IDataView scored = model.Transform(data);
            string[] points = Support.Values.Of(scored, "Forecast");
            string[] lower = Support.Values.Of(scored, "Lower");
            string[] upper = Support.Values.Of(scored, "Upper");
            for (int row = 0; row < values.Length; row++)
            {
                SeriesForecast there = model.Forecast(OneSeries(values[..(row + 1)])).Single();
                Assert.AreEqual(Text(there.Values()), points[row], $"{row}");
                Assert.AreEqual(Text(there.Interval(0.8).Lower), lower[row], $"{row}");
                Assert.AreEqual(Text(there.Interval(0.8).Upper), upper[row], $"{row}");
            }
            Assert.AreEqual(points[^1], Text(model.Forecast().Single().Values()), "What the model remembers.");
        }
    }

    [TestMethod]
    public void ALongerHorizonBeginsAsAShorterOne()
    {
        foreach (BaselineForecaster forecaster in All(4))
        {
            ForecastingTransformer model = forecaster.Fit(OneSeries(Values("a", 60)));
            Assert.IsTrue(model.AnyHorizon);
            CollectionAssert.AreEqual(model.Forecast(3).Single().Values(), model.Forecast(50).Single().Values()[..3]);
        }
    }

    [TestMethod]
    public void ASavedModelForecastsTheSameBits()
    {
        Table data = Mixed(40, shuffled: true);
        Table longer = Mixed(60, shuffled: true);
        foreach (BaselineForecaster forecaster in All(3, "Group"))
        {
            ForecastingTransformer model = forecaster.Fit(data);
            var loaded = (ForecastingTransformer)ModelFile.Reload(model, data.Schema);
            CollectionAssert.AreEqual(Support.Values.OfAll(model.Transform(longer)), Support.Values.OfAll(loaded.Transform(longer)));
            AreSame(model.Forecast(7), loaded.Forecast(7));
            AreSame(model.Forecast(longer), loaded.Forecast(longer));
            Assert.IsNull(loaded.Network);
            Assert.IsNull(loaded.Report);
            CollectionAssert.AreEqual(
                ModelFile.Envelopes(ModelFile.Save(model, null))[0].Payload, ModelFile.Envelopes(ModelFile.Save(loaded, null))[0].Payload);
        }
    }

    /// <summary>One that was not there has the spread of its own window.</summary>
    [TestMethod]
    public void ASeriesThatWasNotThereIsForecastToo()
    {
        Table data = Mixed(40, shuffled: true);
        Table other = OneSeries(3, 5, 4, 7).AddText("Group", "z", "z", "z", "z");
        foreach ((BaselineForecaster of, BaselineForecaster alone) in new[]
        {
            (Naive(3, "Group"), Naive(3)), (SeasonalNaive(2, 3, "Group"), SeasonalNaive(2, 3)), (Drift(3, "Group"), Drift(3)),
        })
        {
            SeriesForecast next = of.Fit(data).Forecast(other).Single();
            SeriesForecast expected = alone.Next(3, 3, 5, 4, 7);
            Assert.AreEqual("z", next.Series);
            CollectionAssert.AreEqual(expected.Values(), next.Values());
            CollectionAssert.AreEqual(expected.Quantile(0.3), next.Quantile(0.3));
        }
    }

    [TestMethod]
    public void SeveralTargetsStandSideBySide()
    {
        var type = new VectorDataViewType(NumberDataViewType.Single, 2);
        Table data = new Table().AddVectors(
                "Pair", type, null, new VBuffer<float>(2, [1, 10]), new VBuffer<float>(2, 1, [20f], [1]), new VBuffer<float>(2, [4, 30]))
            .AddNumbers("One", 5, 6, NaN);
        ForecastingTransformer model = Catalog.ForecastByDrift(new BaselineForecaster.DriftOptions
        {
            TargetColumnNames = ["Pair", "One"],
            Horizon = 2,
        }).Fit(data);
        SeriesForecast next = model.Forecast().Single();
        CollectionAssert.AreEqual(new[] { "Pair[0]", "Pair[1]", "One" }, next.Targets.ToArray());
        AreClose([5.5, 7], next.Values(0));
        AreClose([40, 50], next.Values(1));
        AreClose([8, 9], next.Values(2));
        IDataView scored = model.Transform(data);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 2, 3), scored.Schema["Forecast"].Type);
        Assert.AreEqual(Text([5.5f, 40, 8, 7, 50, 9]), Support.Values.Of(scored, "Forecast")[2]);
    }

    [TestMethod]
    public void APredictionEngineLearnsWhyThereIsNone()
    {
        ITransformer model = Naive(2).Fit(OneSeries(1, 2, 3));
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
            () => new MLContext(1).Model.CreatePredictionEngine<Row, Ahead>(model));
        StringAssert.Contains(error.Message, "A forecaster ('Forecast') needs the rows before the current one");
    }

    [TestMethod]
    public void EmptyDataIsRefused()
    {
        foreach (BaselineForecaster forecaster in All(2))
        {
            StringAssert.Contains(
                Assert.ThrowsExactly<InvalidOperationException>(() => forecaster.Fit(OneSeries())).Message, "no rows");
        }
        ForecastingTransformer model = Naive(2).Fit(OneSeries(1));
        Assert.IsEmpty(model.Forecast(OneSeries()));
        Assert.IsEmpty(Support.Values.Of(model.Transform(OneSeries()), "Forecast"));
    }

    [TestMethod]
    public void InfinityIsRefused()
    {
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
            () => Naive().Fit(OneSeries(1, float.NegativeInfinity)));
        StringAssert.Contains(error.Message, "Row 2 has -Infinity in column 'Value'");
        ForecastingTransformer model = Naive().Fit(OneSeries(1));
        Assert.ThrowsExactly<InvalidOperationException>(() => model.Forecast(OneSeries(1, float.PositiveInfinity)));
        Assert.ThrowsExactly<InvalidOperationException>(
            () => Support.Values.Of(model.Transform(OneSeries(1, float.PositiveInfinity)), "Forecast"));
    }

    [TestMethod]
    public void TimesMustRise()
    {
        Table data = OneSeries(1, 2, 3, 4).AddText("Group", "a", "b", "a", "b").Add(
            "Date", DateTimeDataViewType.Instance, Day(2), Day(1), Day(3), Day(1));
        var options = new BaselineForecaster.NaiveOptions { GroupColumnName = "Group", TimeColumnName = "Date" };
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Catalog.ForecastByNaive(options).Fit(data));
        StringAssert.Contains(error.Message, "Row 4 is of 2024-01-01T00:00:00, and the row before it in its series of 2024-01-01T00:00:00");
        Table missing = OneSeries(1).AddText("Group", "a").Add("Date", DateTimeDataViewType.Instance, default(DateTime));
        error = Assert.ThrowsExactly<InvalidOperationException>(() => Catalog.ForecastByNaive(options).Fit(missing));
        StringAssert.Contains(error.Message, "Row 1: column 'Date' holds the first day of year 1");
    }

    [TestMethod]
    public void AContextThatWasCancelledFitsNothing()
    {
        var context = new MLContext(1);
        BaselineForecaster forecaster = context.Forecasting.ForecastByNaive("Forecast", "Value", 1);
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.NonPublic | BindingFlags.Instance)!.Invoke(context, null);
        Assert.ThrowsExactly<OperationCanceledException>(() => forecaster.Fit(OneSeries(1, 2)));
    }

    private static DateTime Day(int day) => new(2024, 1, day);

    private static string Text(float[] values) => $"[{string.Join(' ', values.Select(Support.Values.Write))}]";

    private static void AreSame(IReadOnlyList<SeriesForecast> expected, IReadOnlyList<SeriesForecast> actual)
    {
        Assert.HasCount(expected.Count, actual);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.AreEqual(expected[i].Series, actual[i].Series);
            CollectionAssert.AreEqual(expected[i].Values(), actual[i].Values());
            CollectionAssert.AreEqual(expected[i].Quantile(0.05), actual[i].Quantile(0.05));
        }
    }

    private static float[] Values(string series, int rows) =>
        [.. Enumerable.Range(0, rows).Select(i => series[0] % 8 * 10f + (i % 4) * 2 + MathF.Sin(i * i + series[0]))];

    private static Table Mixed(int rows, bool shuffled)
    {
        string[] groups = [.. Enumerable.Range(0, rows).SelectMany(_ => new[] { "a", "b", "c" })];
        if (shuffled)
        {
            new Random(7).Shuffle(groups);
        }
        var next = new Dictionary<string, int> { ["a"] = 0, ["b"] = 0, ["c"] = 0 };
        return OneSeries([.. groups.Select(g => Values(g, rows)[next[g]++])]).AddText("Group", groups);
    }

    private sealed class Row
    {
        public float Value { get; set; }
    }

    private sealed class Ahead
    {
        [VectorType(2)]
        public float[] Forecast { get; set; } = [];
    }
}
