using Microsoft.ML;

namespace MLNetSequence.Tests.Forecasting;

[TestClass]
public class ForecastStreamTests
{
    private readonly MLContext _ml = new(1);

    private static Visit[] Visits(int days, string[] shops) => [.. Enumerable.Range(0, days).SelectMany(d => shops.Select((shop, s) => new Visit
    {
        Shop = shop,
        Day = new DateTime(2026, 1, 1).AddDays(d),
        Visits = 20 + 5 * s + 3 * MathF.Sin(2 * MathF.PI * d / 7) + d * 0.1f,
        Holiday = d % 10 == 0 ? 1 : 0,
    }))];

    private ForecastingTransformer Fit(IEnumerable<Visit> visits, ForecastingStrategy strategy, bool known = false)
    {
        var options = new SequenceForecaster.Options
        {
            TargetColumnNames = ["Visits"],
            GroupColumnName = "Shop",
            TimeColumnName = "Day",
            TimeFeatures = TimeParts.DayOfWeek,
            FutureCovariateColumnNames = known ? ["Holiday"] : [],
            WindowSize = 10,
            Horizon = 3,
            Strategy = strategy,
            ConfidenceLowerBoundColumn = "Low",
            ConfidenceUpperBoundColumn = "High",
            Paths = 20,
        };
        options.Training = options.Training with { Epochs = 2, Seed = 1 };
        return _ml.Forecasting.ForecastByGru(new RecurrentLayers { HiddenSize = 4 }, options).Fit(_ml.Data.LoadFromEnumerable(visits));
    }

    private SequenceEngine<Visit, Next> Engine(ITransformer model) => model.CreateSequenceEngine<Visit, Next>(_ml);

    [TestMethod]
    [DataRow(ForecastingStrategy.Direct)]
    [DataRow(ForecastingStrategy.Recursive)]
    [DataRow(ForecastingStrategy.EncoderDecoder)]
    public void AStreamGoesOnWhereTrainingEnded(ForecastingStrategy strategy)
    {
        Visit[] all = Visits(60, ["a", "b", "c"]);
        Visit[] before = [.. all.Take(150)], after = [.. all.Skip(150)];
        ForecastingTransformer model = Fit(before, strategy);
        Next[] expected = [.. _ml.Data.CreateEnumerable<Next>(model.Transform(_ml.Data.LoadFromEnumerable(all)), false).Skip(150)];
        using SequenceEngine<Visit, Next> engine = Engine(model);
        using SequenceEngine<Visit, Next> catching = Engine(model);
        for (int i = 0; i < after.Length; i++)
        {
            Next next = engine.Predict(after[i]);
            CollectionAssert.AreEqual(expected[i].Forecast, next.Forecast, $"row {i}");
            CollectionAssert.AreEqual(expected[i].Low, next.Low);
            CollectionAssert.AreEqual(expected[i].High, next.High);
            catching.Observe(after[i]);
        }
        Same(model.Forecast(_ml.Data.LoadFromEnumerable(all)), engine.Forecast());
        Same(engine.Forecast(2), catching.Forecast(2));
        CollectionAssert.AreEqual(expected[^1].Forecast, engine.Forecast()[2].Values());
    }

    [TestMethod]
    [DataRow(ForecastingStrategy.Direct)]
    [DataRow(ForecastingStrategy.Recursive)]
    public void ACheckPointGoesOnBitForBit(ForecastingStrategy strategy)
    {
        Visit[] all = Visits(50, ["a", "b"]);
        ForecastingTransformer model = Fit(all.Take(80), strategy);
        using SequenceEngine<Visit, Next> engine = Engine(model);
        foreach (Visit visit in all[80..90])
        {
            engine.Observe(visit);
        }
        // A series that training has not seen is remembered, too.
        engine.Observe(new Visit { Shop = "new", Day = new DateTime(2026, 2, 1), Visits = 7 });
        using var stream = new MemoryStream();
        engine.CheckPoint(_ml, stream);
        stream.Position = 0;
        using SequenceEngine<Visit, Next> again = Engine(new MLContext().Model.Load(stream, out _));
        Same(engine.Forecast(), again.Forecast());
        Assert.AreEqual("new", again.Forecast()[2].Series);
        foreach (Visit visit in all[90..])
        {
            Next one = engine.Predict(visit), other = again.Predict(visit);
            CollectionAssert.AreEqual(one.Forecast, other.Forecast);
            CollectionAssert.AreEqual(one.High, other.High);
        }
        Assert.AreEqual(2, model.Forecast().Count, "The model itself does not change.");
    }

    [TestMethod]
    public void TheForecasterOfALoadedPipelineIsFound()
    {
        IDataView visits = _ml.Data.LoadFromEnumerable(Visits(40, ["a", "b"]));
        ForecastingTransformer forecaster = Fit(Visits(40, ["a", "b"]), ForecastingStrategy.Direct);
        ITransformer pipeline = _ml.Transforms.CopyColumns("Copy", "Visits").Fit(visits).Append(forecaster);
        Assert.AreSame(forecaster, pipeline.GetForecastingModel());
        using var stream = new MemoryStream();
        _ml.Model.Save(pipeline, visits.Schema, stream);
        stream.Position = 0;
        Same(forecaster.Forecast(), _ml.Model.Load(stream, out _).GetForecastingModel().Forecast());
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => _ml.Transforms.CopyColumns("Copy", "Visits").Fit(visits).GetForecastingModel()).Message,
            "no forecaster");
    }

    [TestMethod]
    public void WhatIsKnownAheadIsGivenWithTheQuestion()
    {
        Visit[] all = Visits(60, ["a", "b"]);
        ForecastingTransformer model = Fit(all.Take(100), ForecastingStrategy.EncoderDecoder, known: true);
        using SequenceEngine<Visit, Next> engine = Engine(model);
        Next next = engine.Predict(all[100]);
        engine.Observe(all[101]);
        Assert.IsTrue(next.Forecast.All(float.IsNaN), "Nothing is known of the rows to come.");
        Visit[] ahead = [.. all[102..108].Select(v => new Visit { Shop = v.Shop, Day = v.Day, Holiday = v.Holiday, Visits = 1e30f })];
        Same(model.Forecast(_ml.Data.LoadFromEnumerable(all.Take(102)), future: _ml.Data.LoadFromEnumerable(all[102..108])), engine.Forecast(future: ahead));
        Assert.ThrowsExactly<ArgumentException>(() => engine.Forecast());
        Assert.ThrowsExactly<InvalidOperationException>(() => engine.Forecast(future: ahead[..5]));
    }

    [TestMethod]
    public void AnObservationThatMakesNoSenseLeavesNoTrace()
    {
        Visit[] all = Visits(40, ["a", "b"]);
        ForecastingTransformer model = Fit(all, ForecastingStrategy.Direct);
        using SequenceEngine<Visit, Next> engine = Engine(model);
        IReadOnlyList<SeriesForecast> before = engine.Forecast();
        Assert.ThrowsExactly<InvalidOperationException>(() => engine.Predict(all[^1]), "The time does not rise.");
        Assert.ThrowsExactly<InvalidOperationException>(() => engine.Observe(new Visit { Shop = "a", Day = new DateTime(2027, 1, 1), Visits = float.PositiveInfinity }));
        Assert.ThrowsExactly<InvalidOperationException>(() => engine.Observe(new Visit { Shop = "", Day = new DateTime(2027, 1, 1) }));
        Same(before, engine.Forecast());
    }

    private static void Same(IReadOnlyList<SeriesForecast> expected, IReadOnlyList<SeriesForecast> actual)
    {
        Assert.HasCount(expected.Count, actual);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.AreEqual(expected[i].Series, actual[i].Series);
            CollectionAssert.AreEqual(expected[i].Times.ToArray(), actual[i].Times.ToArray());
            CollectionAssert.AreEqual(expected[i].Values(), actual[i].Values());
            CollectionAssert.AreEqual(expected[i].Quantile(0.9), actual[i].Quantile(0.9));
        }
    }

    public class Visit
    {
        public string Shop { get; set; } = "";

        public DateTime Day { get; set; }

        public float Visits { get; set; }

        public float Holiday { get; set; }
    }

    public class Next
    {
        public float[] Forecast { get; set; } = [];

        public float[] Low { get; set; } = [];

        public float[] High { get; set; } = [];
    }
}
