using MLNetSequence.Engine.Numerics;
using MLNetSequence.Forecasting.Distributions;
using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>Every loss that a forecaster takes, and how often what comes lies between the bounds that it gives.</summary>
[TestClass]
public class LossTests
{
    private const int Rows = 500, Tried = 400;

    private static readonly QuantileLoss Quantiles = new() { Quantiles = [0.025, 0.1, 0.5, 0.9, 0.975] };

    private static readonly Loss[] Losses =
    [
        new MeanSquaredLoss(), new MeanAbsoluteLoss(), new HuberLoss { Delta = 0.5 }, new GaussianLoss(), new StudentTLoss(),
        Quantiles, new NegativeBinomialLoss(),
    ];

    private static IEnumerable<object[]> Fits =>
        from loss in Losses from strategy in Enum.GetValues<ForecastingStrategy>() select new object[] { loss, strategy };

    private static IEnumerable<object[]> OfNoise =>
    [
        [new GaussianLoss(), ForecastingStrategy.Direct],
        [new StudentTLoss(), ForecastingStrategy.Direct],
        [Quantiles, ForecastingStrategy.Direct],
        [new GaussianLoss(), ForecastingStrategy.EncoderDecoder],
        [new GaussianLoss(), ForecastingStrategy.Recursive],
        [Quantiles, ForecastingStrategy.Recursive],
    ];

    [TestMethod]
    [DynamicData(nameof(Fits))]
    public void TrainingMakesItSmallerAndTheForecastBetter(Loss loss, ForecastingStrategy strategy)
    {
        static double Wave(int i) => 40 + Math.Round(20 * Math.Sin(Math.PI * i / 3));
        ForecastingTransformer Fit(int epochs) => Nets.Fit(
            Nets.One(80, Wave),
            o =>
            {
                (o.Strategy, o.Loss, o.WindowSize, o.LinearStart, o.Paths) = (strategy, loss, 6, false, 40);
                o.Training = Nets.Training(epochs, 0.03);
            },
            hidden: 8);
        double Error(ForecastingTransformer model) => model.Forecast()[0].Values().Select((v, h) => Math.Abs(v - Wave(80 + h))).Average();
        ForecastingTransformer trained = Fit(25);
        Assert.IsTrue(trained.History![^1].Loss < trained.History[0].Loss);
        (double before, double after) = (Error(Fit(1)), Error(trained));
        Assert.IsTrue(after < 0.8 * before && after < 10, $"{before} to {after}");
        SeriesForecast forecast = trained.Forecast()[0];
        bool isPoint = loss is MeanSquaredLoss or MeanAbsoluteLoss or HuberLoss;
        (float[] low, float[] high) = forecast.Interval(0.8);
        for (int h = 0; h < 3; h++)
        {
            Assert.IsTrue(isPoint ? float.IsNaN(low[h]) && float.IsNaN(high[h]) : low[h] <= forecast[h] && forecast[h] <= high[h]);
        }
    }

    [TestMethod]
    [DynamicData(nameof(OfNoise))]
    public void BoundsHoldAsMuchAsTheySay(Loss loss, ForecastingStrategy strategy)
    {
        var random = new SeededRandom(9, 1);
        var noise = new Gaussian(50, 4);
        float[] values = Nets.Numbers(Rows + Tried, _ => noise.Sample(random));
        Check(values, loss, strategy, o => o.Scaling = ForecastScaling.Series);
    }

    [TestMethod]
    [DataRow(ForecastingStrategy.Direct)]
    [DataRow(ForecastingStrategy.Recursive)]
    [DataRow(ForecastingStrategy.EncoderDecoder)]
    public void SoDoThoseOfCounts(ForecastingStrategy strategy)
    {
        // Much more spread than Poisson's: a variance of 20 + 0.2 · 20² = 100.
        var random = new SeededRandom(9, 2);
        var counts = new NegativeBinomial(20, 0.2);
        float[] values = Nets.Numbers(Rows + Tried, _ => counts.Sample(random));
        (double mean, double deviation) = Check(values, new NegativeBinomialLoss(), strategy, _ => { });
        Assert.AreEqual(strategy == ForecastingStrategy.Recursive ? counts.Quantile(0.5) : 20, mean, 2);
        Assert.AreEqual(10, deviation, 2);
    }

    // The mean forecast, and the deviation that a normal distribution of the same inner 80 % would have.
    private static (double Mean, double Deviation) Check(
        float[] values, Loss loss, ForecastingStrategy strategy, Action<SequenceForecaster.Options> change)
    {
        ForecastingTransformer model = Nets.Fit(Nets.One(values[..Rows]), o =>
        {
            (o.Strategy, o.Loss, o.WindowSize, o.Paths) = (strategy, loss, 6, 100);
            o.Training = Nets.Training(12, 0.02) with { BatchSize = 32 };
            change(o);
        });
        SeriesRows rows = SeriesData.Read(Nets.One(values), model.Model.Inputs).Series[0];
        ForecastWindow[] windows = [.. Enumerable.Range(Rows, Tried - 3).Select(origin => ForecastWindow.Of(rows, origin, 6, 0))];
        Prediction[] made = model.Model.Core.Forecast(windows, 3, null);
        foreach (double level in new[] { 0.8, 0.95 })
        {
            double inside = Enumerable.Range(0, made.Length).SelectMany(i => Enumerable.Range(0, 3).Select(h =>
                values[Rows + i + h] >= made[i].Quantile(h, (1 - level) / 2) && values[Rows + i + h] <= made[i].Quantile(h, (1 + level) / 2)))
                .Average(yes => yes ? 1 : 0);
            Assert.AreEqual(level, inside, 0.05, $"{level:P0}");
        }
        return (
            made.Average(m => Enumerable.Range(0, 3).Average(m.Point)),
            made.Average(m => Enumerable.Range(0, 3).Average(h => m.Quantile(h, 0.9) - m.Quantile(h, 0.1))) / 2 / 1.2816);
    }
}
