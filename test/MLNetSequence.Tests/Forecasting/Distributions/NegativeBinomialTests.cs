using MLNetSequence.Engine.Numerics;
using MLNetSequence.Forecasting.Distributions;

namespace MLNetSequence.Tests.Forecasting.Distributions;

[TestClass]
public sealed class NegativeBinomialTests
{
    /// <summary>The least k, by bisection over the distribution function that mpmath 1.2 integrates with 34 digits.</summary>
    [TestMethod]
    [DataRow(0.3, 0.5, 0.5, 0.0)]
    [DataRow(0.3, 0.5, 0.9, 1.0)]
    [DataRow(0.3, 0.5, 0.999, 4.0)]
    [DataRow(3.0, 0.25, 0.001, 0.0)]
    [DataRow(3.0, 0.25, 0.1, 0.0)]
    [DataRow(3.0, 0.25, 0.5, 3.0)]
    [DataRow(3.0, 0.25, 0.975, 9.0)]
    [DataRow(3.0, 0.25, 0.999999, 23.0)]
    [DataRow(5.0, 1e-6, 0.025, 1.0)]
    [DataRow(5.0, 1e-6, 0.5, 5.0)]
    [DataRow(5.0, 1e-6, 0.975, 10.0)]
    [DataRow(200.0, 2.0, 0.001, 0.0)]
    [DataRow(200.0, 2.0, 0.1, 3.0)]
    [DataRow(200.0, 2.0, 0.5, 91.0)]
    [DataRow(200.0, 2.0, 0.975, 1006.0)]
    [DataRow(1000.0, 100.0, 0.5, 0.0)]
    [DataRow(1000.0, 100.0, 0.9, 1.0)]
    [DataRow(1000.0, 100.0, 0.99, 26505.0)]
    [DataRow(1e5, 0.01, 1e-6, 59416.0)]
    [DataRow(1e5, 0.01, 0.5, 99667.0)]
    [DataRow(1e5, 0.01, 0.999, 133787.0)]
    [DataRow(1e9, 1.0, 1e-6, 1000.0)]
    [DataRow(1e9, 1.0, 0.5, 693147180.0)]
    [DataRow(1e9, 1.0, 0.99, 4605170188.0)]
    [DataRow(1e9, 1e-6, 0.001, 996911074.0)]
    [DataRow(1e9, 1e-6, 0.5, 999999667.0)]
    [DataRow(1e9, 1e-6, 0.9, 1001282406.0)]
    [DataRow(1e9, 1e-9, 0.025, 999912349.0)]
    [DataRow(1e9, 1e-9, 0.975, 1000087654.0)]
    public void QuantilesAreTheLeastThatReach(double mean, double dispersion, double p, double expected) =>
        Assert.AreEqual(expected, new NegativeBinomial(mean, dispersion).Quantile(p));

    /// <summary>Probabilities summed up one by one, P(k) = P(k - 1) · (k - 1 + n) / k · μ / (n + μ).</summary>
    [TestMethod]
    [DataRow(0.01, 3.0)]
    [DataRow(0.7, 0.4)]
    [DataRow(6.0, 1.0)]
    [DataRow(40.0, 0.02)]
    [DataRow(90.0, 5.0)]
    public void EveryCountIsTheQuantileOfItsShare(double mean, double dispersion)
    {
        var distribution = new NegativeBinomial(mean, dispersion);
        double n = 1 / dispersion;
        double mass = Math.Exp(-n * Math.Log(1 + dispersion * mean));
        double before = 0;
        double sum = mass;
        for (int k = 0; before < 1 - 1e-5; k++)
        {
            Assert.AreEqual(sum, distribution.Cumulative(k), 1e-13, $"P(X ≤ {k})");
            Assert.AreEqual(sum, distribution.Cumulative(k + 0.9), 1e-13, $"P(X ≤ {k} and a bit)");
            foreach (double share in (double[])[1e-3, 0.5, 0.999])
            {
                Assert.AreEqual(k, distribution.Quantile(before + share * (sum - before)), $"P(X ≤ {k}) = {sum}");
            }
            before = sum;
            mass *= (k + n) / (k + 1) * mean / (n + mean);
            sum += mass;
        }
    }

    [TestMethod]
    public void QuantilesReachAndTheNumbersBelowDoNot()
    {
        var random = new SeededRandom(1);
        for (int i = 0; i < 2000; i++)
        {
            double mean = Math.Pow(10, 12 * random.NextDouble() - 3);
            double dispersion = Math.Pow(10, 10 * random.NextDouble() - 7);
            var distribution = new NegativeBinomial(mean, dispersion);
            double last = 0;
            foreach (double p in (double[])[1e-6, 0.025, 0.3, 0.5, 0.8, 0.975, 0.999999])
            {
                double k = distribution.Quantile(p);
                string what = $"{p} of NB({mean:R}, {dispersion:R}): {k:R}";
                Assert.IsTrue(k >= last && Math.Floor(k) == k, what);
                Assert.IsGreaterThanOrEqualTo(p, distribution.Cumulative(k) + 1e-10, what);
                Assert.IsTrue(k == 0 || distribution.Cumulative(k - 1) - 1e-10 < p, what);
                last = k;
            }
        }
    }

    [TestMethod]
    public void SamplesHaveItsMeanAndVariance()
    {
        var distribution = new NegativeBinomial(12, 0.3);
        var random = new SeededRandom(3);
        (double sum, double squares) = (0, 0);
        const int count = 40_000;
        for (int i = 0; i < count; i++)
        {
            double k = distribution.Sample(random);
            (sum, squares) = (sum + k, squares + (k - 12) * (k - 12));
        }
        Assert.AreEqual(12, sum / count, 0.15);
        Assert.AreEqual(12 + 0.3 * 144, squares / count, 2);
        Assert.AreEqual(12, distribution.Mean);
    }

    [TestMethod]
    public void OddParametersHaveAnAnswer()
    {
        Assert.AreEqual(0, new NegativeBinomial(0, 1).Quantile(0.99));
        Assert.AreEqual(1, new NegativeBinomial(0, 1).Cumulative(0));
        Assert.AreEqual(0, new NegativeBinomial(3, 1).Cumulative(-0.5));
        Assert.AreEqual(0, new NegativeBinomial(3, 1).Quantile(0));
        Assert.AreEqual(double.PositiveInfinity, new NegativeBinomial(3, 1).Quantile(1));
        // No dispersion is Poisson's distribution: P(X ≤ 4) = 0.8153, P(X ≤ 5) = 0.9161.
        Assert.AreEqual(5, new NegativeBinomial(3, 0).Quantile(0.9));
        Assert.IsTrue(double.IsNaN(new NegativeBinomial(double.NaN, 1).Quantile(0.5)));
        Assert.IsTrue(double.IsNaN(new NegativeBinomial(1, double.NaN).Quantile(0.5)));
        Assert.IsTrue(double.IsNaN(new NegativeBinomial(1, 1).Quantile(double.NaN)));
        Assert.IsTrue(double.IsFinite(new NegativeBinomial(float.MaxValue, 1e6).Quantile(0.999)));
        Assert.IsTrue(double.IsFinite(new NegativeBinomial(1e-6, 1e6).Quantile(0.999)));
    }
}
