using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>How many steps and paths a model gives.</summary>
[TestClass]
public class HorizonTests
{
    private static readonly float[] Series = Nets.Numbers(40, i => 10 + i % 5 + 0.1 * i);

    [TestMethod]
    [DataRow(ForecastingStrategy.Direct)]
    [DataRow(ForecastingStrategy.EncoderDecoder)]
    [DataRow(ForecastingStrategy.Recursive)]
    public void AShorterHorizonIsTheBeginningOfTheWhole(ForecastingStrategy strategy)
    {
        ForecastingTransformer model = Nets.Fit(Nets.One(Series), o => o.Strategy = strategy);
        float[] whole = model.Forecast()[0].Values();
        Assert.AreEqual(3, whole.Length);
        SeriesForecast shorter = model.Forecast(horizon: 2)[0];
        Assert.AreEqual(2, shorter.Horizon);
        CollectionAssert.AreEqual(whole[..2], shorter.Values());
        Assert.AreEqual(strategy == ForecastingStrategy.Recursive, model.AnyHorizon);
        Assert.AreEqual((3, 4), (model.Horizon, model.WindowSize));
    }

    [TestMethod]
    public void ALongerOneIsForARecursiveModelAlone()
    {
        ForecastingTransformer model = Nets.Fit(Nets.One(Series), o => o.Strategy = ForecastingStrategy.Recursive);
        float[] longer = model.Forecast(horizon: 50)[0].Values();
        Assert.AreEqual(50, longer.Length);
        Assert.IsTrue(longer.All(float.IsFinite));
        CollectionAssert.AreEqual(model.Forecast()[0].Values(), longer[..3]);
        foreach (ForecastingStrategy strategy in new[] { ForecastingStrategy.Direct, ForecastingStrategy.EncoderDecoder })
        {
            ForecastingTransformer other = Nets.Fit(Nets.One(Series), o => o.Strategy = strategy);
            Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => other.Forecast(horizon: 4));
            StringAssert.Contains(error.Message, "up to 3 steps. One with the strategy Recursive forecasts any number");
        }
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.Forecast(horizon: 0));
    }

    [TestMethod]
    public void PathsAreAsManyAsAskedForAndTheQuantilesAreTheirs()
    {
        ForecastingTransformer model = Nets.Fit(Nets.One(Series), o => o.Strategy = ForecastingStrategy.Recursive);
        SeriesForecast forecast = model.Forecast(horizon: 5, paths: 31)[0];
        IReadOnlyList<float[]> paths = forecast.Paths();
        Assert.AreEqual(31, paths.Count);
        Assert.AreEqual(31, paths.Select(p => string.Join(' ', p)).Distinct().Count());
        for (int h = 0; h < 5; h++)
        {
            float[] sorted = [.. paths.Select(p => p[h]).Order()];
            Assert.AreEqual(sorted[15], forecast[h]);
            Assert.AreEqual(sorted[3], forecast.Quantile(0.1)[h], 1e-5f * Math.Abs(sorted[3]));
            Assert.AreEqual(sorted[27], forecast.Quantile(0.9)[h], 1e-5f * Math.Abs(sorted[27]));
        }
        Assert.AreEqual(Nets.Text(forecast), Nets.Text(model.Forecast(horizon: 5, paths: 31)[0]), "They are drawn again as they were.");
        Assert.AreEqual(Nets.Text(forecast), Nets.Text(Nets.Reload(model, Nets.One(1).Schema).Forecast(horizon: 5, paths: 31)[0]));
        CollectionAssert.AreEqual(paths[4], model.Forecast(horizon: 5, paths: 5)[0].Paths()[4], "However many there are.");
        Assert.AreEqual(0, model.Forecast()[0].Paths().Count);
    }

    [TestMethod]
    public void PathsAreRefusedWhereNoneAreDrawn()
    {
        foreach (ForecastingTransformer model in new[]
        {
            Nets.Fit(Nets.One(Series)),
            Nets.Fit(Nets.One(Series), o => o.Strategy = ForecastingStrategy.EncoderDecoder),
            Nets.Fit(Nets.One(Series), o => (o.Strategy, o.Loss) = (ForecastingStrategy.Recursive, new MeanSquaredLoss())),
        })
        {
            Exception error = Assert.ThrowsExactly<ArgumentException>(() => model.Forecast(paths: 3));
            StringAssert.Contains(error.Message, "draws no paths");
            StringAssert.Contains(error.Message, "Recursive and a loss that gives a distribution");
        }
        ForecastingTransformer drawing = Nets.Fit(Nets.One(Series), o => o.Strategy = ForecastingStrategy.Recursive);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => drawing.Forecast(paths: 0));
    }

    /// <summary>Sequences that go on at once are dealt to threads in groups; which they are makes no difference.</summary>
    [TestMethod]
    public void ManySeriesWithManyPathsAreAsEachAlone()
    {
        const int count = 20;
        Table Rows(IEnumerable<int> series) => Nets.One([.. series.SelectMany(s => Nets.Numbers(12, i => s + i % 3 + 0.01 * s * i))])
            .AddText("Name", [.. series.SelectMany(s => Enumerable.Repeat($"s{s}", 12))]);
        ForecastingTransformer model = Nets.Fit(Rows(Enumerable.Range(0, count)), o =>
            (o.Strategy, o.Paths, o.GroupColumnName) = (ForecastingStrategy.Recursive, 300, "Name"));
        IReadOnlyList<SeriesForecast> many = model.Forecast();
        Assert.AreEqual(count, many.Count);
        foreach (int s in new[] { 0, 2, 3, 19 })
        {
            Assert.AreEqual(Nets.Text(model.Forecast(Rows([s]))[0]), Nets.Text(many[s]));
        }
    }

    [TestMethod]
    public void AStrangerToTrainingIsForecastFromItsOwnRows()
    {
        Table Rows(string name, double level) => Nets.One(Nets.Numbers(30, i => level + i % 3)).AddText("Name", [.. Enumerable.Repeat(name, 30)]);
        ForecastingTransformer model = Nets.Fit(Rows("a", 10), o => o.GroupColumnName = "Name");
        SeriesForecast known = model.Forecast(Rows("a", 10))[0], stranger = model.Forecast(Rows("b", 1000))[0];
        for (int h = 0; h < 3; h++)
        {
            Assert.AreEqual(known[h] + 990, stranger[h], 0.5f);
        }
    }
}
