using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Docs;

/// <summary>The examples of docs/forecasting.md, as they stand there.</summary>
[TestClass]
public class ForecastingGuideTests
{
    private readonly MLContext mlContext = new(seed: 1);

    private IDataView months => mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 144).Select(Month.Of));

    private static string Temporary(string name) => Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}-{name}");

    [TestMethod]
    public void AFirstForecast()
    {
        ForecastingTransformer model = mlContext.Forecasting
            .ForecastByLstm("Forecast", "Passengers", windowSize: 24, horizon: 6,
                confidenceLowerBoundColumn: "Low", confidenceUpperBoundColumn: "High", confidenceLevel: 0.95)
            .Fit(months);
        SeriesForecast next = model.Forecast()[0];
        float[] values = next.Values();
        (float[] low, float[] high) = next.Interval(0.8);
        Assert.HasCount(6, values);
        for (int h = 0; h < 6; h++)
        {
            Assert.IsTrue(low[h] < values[h] && values[h] < high[h]);
            Assert.AreEqual(Month.Of(144 + h).Passengers, values[h], 0.03f * values[h]);
        }
        IDataView newMonths = mlContext.Data.LoadFromEnumerable(Enumerable.Range(100, 50).Select(Month.Of));
        IReadOnlyList<SeriesForecast> later = model.Forecast(newMonths);
        Assert.AreEqual(Month.Of(150).Passengers, later[0][0], 0.03f * later[0][0]);
        IDataView scored = model.Transform(months);
        CollectionAssert.IsSubsetOf(new[] { "Forecast", "Low", "High" }, scored.Schema.Select(c => c.Name).ToArray());
    }

    [TestMethod]
    public void ManySeriesAndCovariates()
    {
        Day[] all = [.. Enumerable.Range(0, 60).SelectMany(d => new[] { "a", "b", "c" }.Select((shop, s) => Day.Of(d, shop, s)))];
        IDataView view = mlContext.Data.LoadFromEnumerable(all.Take(3 * 53)), ahead = mlContext.Data.LoadFromEnumerable(all.Skip(3 * 53));
        ITransformer keys = mlContext.Transforms.Conversion.MapValueToKey("Town").Fit(view);
        (IDataView days, IDataView nextWeek) = (keys.Transform(view), keys.Transform(ahead));
        SequenceForecaster forecaster = mlContext.Forecasting.ForecastByGru(
            new RecurrentLayers { HiddenSize = 32 },
            new SequenceForecaster.Options
            {
                TargetColumnNames = ["Visits"],
                GroupColumnName = "Shop",
                TimeColumnName = "Date",
                TimeFeatures = TimeParts.DayOfWeek,
                PastCovariateColumnNames = ["Temperature"],
                FutureCovariateColumnNames = ["Holiday"],
                StaticCovariateColumnNames = ["Town", "Area"],
                WindowSize = 28,
                Horizon = 7,
            });
        ForecastingTransformer model = forecaster.Fit(days);
        IReadOnlyList<SeriesForecast> week = model.Forecast(days, future: nextWeek);
        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, week.Select(f => f.Series).ToArray());
        Assert.AreEqual(new DateTime(2026, 1, 1).AddDays(53), week[0].Times[0]);
        Assert.IsTrue(week.All(f => f.Values().All(float.IsFinite)));
    }

    [TestMethod]
    public void IsItAnyGood()
    {
        var options = new BacktestOptions { StartRow = 120, LastPointOnly = true, SeasonLength = 12 };
        SequenceForecaster forecaster = mlContext.Forecasting.ForecastByLstm("Forecast", "Passengers", windowSize: 24, horizon: 6);
        BacktestResult ours = mlContext.Forecasting.Backtest(months, forecaster, options);
        BacktestResult season = mlContext.Forecasting.Backtest(
            months, mlContext.Forecasting.ForecastBySeasonalNaive("Forecast", "Passengers", seasonLength: 12, horizon: 6), options);
        Assert.IsLessThan(season.Metrics.MeanAbsoluteScaledError, ours.Metrics.MeanAbsoluteScaledError);
        StringAssert.Contains(ours.ToString(), "MASE");
        (string csv, string svg) = (Temporary("backtest.csv"), Temporary("backtest.svg"));
        try
        {
            ours.SaveCsv(csv);
            ours.SaveSvg(svg);
            Assert.HasCount(20, File.ReadAllLines(csv));
            StringAssert.Contains(File.ReadAllText(svg), "<svg");
        }
        finally
        {
            File.Delete(csv);
            File.Delete(svg);
        }
    }

    [TestMethod]
    public void OneObservationAtATime()
    {
        ForecastingTransformer model = mlContext.Forecasting.ForecastByLstm("Forecast", "Passengers", windowSize: 24, horizon: 6).Fit(months);
        using SequenceEngine<Month, MonthForecast> engine = model.CreateSequenceEngine<Month, MonthForecast>(mlContext);
        MonthForecast now = engine.Predict(new Month { Passengers = 417 });
        engine.Observe(new Month { Passengers = 391 });
        IReadOnlyList<SeriesForecast> six = engine.Forecast(horizon: 6);
        Assert.HasCount(6, now.Forecast);
        string path = Temporary("model.zip");
        try
        {
            engine.CheckPoint(mlContext, path);
            ForecastingTransformer loaded = mlContext.Model.Load(path, out _).GetForecastingModel();
            CollectionAssert.AreEqual(six[0].Values(), loaded.Forecast()[0].Values());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void Anomalies()
    {
        static Reading Of(int t) => new() { Sensors = [MathF.Sin(t / 3f) + t % 7 * 0.02f, MathF.Cos(t / 3f) + t % 5 * 0.02f] };
        IDataView quietWeeks = mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 600).Select(Of));
        IDataView today = mlContext.Data.LoadFromEnumerable(Enumerable.Range(600, 200).Select(t => t == 700 ? new Reading { Sensors = [8, 0] } : Of(t)));
        var detector = mlContext.AnomalyDetection.Trainers.LstmAutoencoder("Prediction", "Sensors", windowSize: 32);
        IDataView judged = detector.Fit(quietWeeks).Transform(today);
        double[] of = mlContext.Data.CreateEnumerable<Verdict>(judged, false).ElementAt(100).Prediction;
        Assert.AreEqual(1, of[0]);
        Assert.IsLessThan(0.01, of[2]);
    }

    public class Month
    {
        public float Passengers { get; set; }

        public static Month Of(int t) => new() { Passengers = 100 + t + 20 * MathF.Sin(2 * MathF.PI * t / 12) };
    }

    public class MonthForecast
    {
        public float[] Forecast { get; set; } = [];
    }

    public class Day
    {
        public string Shop { get; set; } = "";

        public string Town { get; set; } = "";

        public DateTime Date { get; set; }

        public float Visits { get; set; }

        public float Temperature { get; set; }

        public float Holiday { get; set; }

        public float Area { get; set; }

        public static Day Of(int day, string shop, int number) => new()
        {
            Shop = shop,
            Town = number == 0 ? "Ulm" : "Bonn",
            Date = new DateTime(2026, 1, 1).AddDays(day),
            Visits = 30 + 10 * number + day % 7,
            Temperature = day % 11,
            Holiday = day % 13 == 0 ? 1 : 0,
            Area = 100 + number,
        };
    }

    public class Reading
    {
        [VectorType(2)]
        public float[] Sensors { get; set; } = [];
    }

    public class Verdict
    {
        public double[] Prediction { get; set; } = [];
    }
}
