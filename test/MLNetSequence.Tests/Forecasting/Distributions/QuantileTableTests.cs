using MLNetSequence.Engine.Numerics;
using MLNetSequence.Forecasting.Distributions;

namespace MLNetSequence.Tests.Forecasting.Distributions;

[TestClass]
public sealed class QuantileTableTests
{
    private static readonly double[] Levels = [0.1, 0.5, 0.9];

    [TestMethod]
    [DataRow(0.1, 2.0)]
    [DataRow(0.3, 3.0)]
    [DataRow(0.5, 4.0)]
    [DataRow(0.6, 6.0)]
    [DataRow(0.9, 12.0)]
    public void BetweenKnownQuantilesItIsStraight(double p, double expected) =>
        Assert.AreEqual(expected, new QuantileTable(Levels, [2.0, 4.0, 12.0]).Quantile(p), 1e-12);

    [TestMethod]
    public void CrossingQuantilesAreSorted()
    {
        foreach (double[] values in (double[][])[[4, 2, 12], [12, 4, 2], [2, 12, 4]])
        {
            Assert.AreEqual(3.0, new QuantileTable(Levels, values).Quantile(0.3), 1e-12);
        }
    }

    /// <summary>With quantiles of a normal distribution, the tails are that distribution's.</summary>
    [TestMethod]
    public void BeyondTheOutermostItIsNormal()
    {
        var normal = new Gaussian(5, 3);
        var table = new QuantileTable(Levels, [normal.Quantile(0.1), 5.0, normal.Quantile(0.9)]);
        foreach (double p in (double[])[1e-9, 0.01, 0.0999, 0.9001, 0.99, 1 - 1e-9])
        {
            Assert.AreEqual(normal.Quantile(p), table.Quantile(p), 1e-7, $"{p}");
        }
        Assert.AreEqual(5, table.Mean, 1e-12);
    }

    [TestMethod]
    public void OneQuantileIsOneValue()
    {
        var table = new QuantileTable([0.3], [7.0]);
        foreach (double p in (double[])[0, 1e-9, 0.3, 0.6, 1])
        {
            Assert.AreEqual(7, table.Quantile(p));
        }
        Assert.AreEqual(7, table.Mean, 1e-12);
        Assert.AreEqual(7, new QuantileTable(Levels, [7.0, 7, 7]).Quantile(0), "Nothing to go on with.");
    }

    [TestMethod]
    public void QuantilesRiseAndTheMeanIsTheirIntegral()
    {
        double[] levels = [0.05, 0.2, 0.55, 0.8, 0.975];
        var random = new SeededRandom(5);
        for (int i = 0; i < 20; i++)
        {
            var table = new QuantileTable(levels, [.. levels.Select(_ => 10 * random.NextNormal())]);
            const int steps = 200_000;
            (double sum, double last) = (0, double.NegativeInfinity);
            for (int s = 0; s < steps; s++)
            {
                double value = table.Quantile((s + 0.5) / steps);
                Assert.IsGreaterThanOrEqualTo(last, value);
                (sum, last) = (sum + value, value);
            }
            Assert.AreEqual(sum / steps, table.Mean, 2e-3);
        }
    }
}
