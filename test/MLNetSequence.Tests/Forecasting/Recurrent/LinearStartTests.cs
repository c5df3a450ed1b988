using MLNetSequence.Forecasting.Recurrent;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>Before it learns, a direct network is the ridge regression of what its output layer sees.</summary>
[TestClass]
public class LinearStartTests
{
    private static readonly float[] Values = Make();

    private static IEnumerable<object[]> Losses => new Loss[]
    {
        new MeanSquaredLoss(), new MeanAbsoluteLoss(), new HuberLoss(), new GaussianLoss(), new StudentTLoss(),
        new QuantileLoss { Quantiles = [0.1, 0.5, 0.9] },
    }.Select(loss => new object[] { loss });

    [TestMethod]
    [DynamicData(nameof(Losses))]
    public void AnUntrainedNetworkIsTheRidgeModel(Loss loss)
    {
        ForecastingTransformer model = Untrained(loss, Values);
        (double[] expected, double[] deviations) = Ridge(Values);
        SeriesForecast forecast = model.Forecast()[0];
        for (int h = 0; h < 3; h++)
        {
            Assert.AreEqual(expected[h], forecast[h], 1e-3, $"step {h + 1}");
            if (loss is GaussianLoss or QuantileLoss)
            {
                (float[] low, float[] high) = forecast.Interval(0.8);
                Assert.AreEqual(2 * 1.2816 * deviations[h], high[h] - low[h], 0.01 * deviations[h], $"step {h + 1}");
            }
        }
    }

    /// <summary>Few: the windows that miss one are left out. Many: each step has equations of its own.</summary>
    [TestMethod]
    [DataRow(0.08, false)]
    [DataRow(0.4, true)]
    public void OutcomesThatAreMissingAreLeftOut(double share, bool apart)
    {
        var random = new Random(4);
        float[] holes = Values.Without([.. Enumerable.Range(0, 100).Where(_ => random.NextDouble() < share)]);
        (double[] expected, _) = Ridge(holes, apart);
        SeriesForecast forecast = Untrained(new GaussianLoss(), holes).Forecast()[0];
        for (int h = 0; h < 3; h++)
        {
            Assert.AreEqual(expected[h], forecast[h], 2e-3, $"step {h + 1}");
        }
    }

    /// <summary>The parameters of counts are no straight line of them.</summary>
    [TestMethod]
    public void CountsBeginAsTheyWereDrawn()
    {
        ForecastingTransformer Fit(bool start) => Nets.Fit(
            Nets.One(60, i => 20 + i % 7), o => (o.Loss, o.LinearStart, o.Training) = (new NegativeBinomialLoss(), start, Still()));
        Assert.AreEqual(Nets.Weights(Fit(false)), Nets.Weights(Fit(true)));
    }

    [TestMethod]
    public void WithoutItTheNetworkBeginsAsItWasDrawn() =>
        Assert.AreNotEqual(
            Nets.Weights(Nets.Fit(Nets.One(Values), o => (o.LinearStart, o.Training) = (false, Still()))),
            Nets.Weights(Nets.Fit(Nets.One(Values), o => o.Training = Still())));

    [TestMethod]
    public void VeryManyKnownNumbersAreLeftToLearn()
    {
        float[][] known = [.. Enumerable.Range(0, 60).Select(i => Nets.Numbers(400, j => (i * 7 + j * 3) % 11))];
        ForecastingTransformer model = Nets.Fit(Nets.One(60, i => 2 * i).AddKnown("Known", [400], known), o =>
            (o.FutureCovariateColumnNames, o.Training) = (["Known"], Still()));
        float[] values = model.Forecast(future: new Table().AddKnown("Known", [400], known[..3]))[0].Values();
        for (int h = 0; h < 3; h++)
        {
            Assert.AreEqual(2 * (60 + h), values[h], 0.05);
        }
    }

    private static TrainingOptions Still() =>
        Nets.Training(1) with { Optimizer = new Sgd { LearningRate = 1e-30 }, Schedule = new ConstantSchedule() };

    private static ForecastingTransformer Untrained(Loss loss, float[] values) =>
        Nets.Fit(Nets.One(values), o => (o.Loss, o.Scaling, o.Training) = (loss, ForecastScaling.None, Still()));

    // On full windows: the short ones at the beginning of a long series are not learned from.
    private static (double[] Next, double[] Deviations) Ridge(float[] values, bool apart = false)
    {
        var regression = new RidgeRegression(4, 3);
        float[] Seen(int origin) => [.. values[(origin - 4)..origin].Select(v => float.IsNaN(v) ? 0 : v)];
        for (int origin = 4; origin <= values.Length - 3; origin++)
        {
            float[] outcome = values[origin..(origin + 3)];
            if (!(apart ? outcome.All(float.IsNaN) : outcome.Any(float.IsNaN)) && !values[(origin - 4)..origin].All(float.IsNaN))
            {
                regression.Add(Seen(origin), outcome);
            }
        }
        (double[] weights, double[] deviations) = regression.Solve(1e-3);
        float[] last = Seen(values.Length);
        return ([.. Enumerable.Range(0, 3).Select(h => weights[h * 5 + 4] + last.Select((x, i) => x * weights[h * 5 + i]).Sum())], deviations);
    }

    private static float[] Make()
    {
        var random = new Random(2);
        double value = 0;
        return Nets.Numbers(100, _ => value = 0.8 * value + random.NextDouble());
    }
}
