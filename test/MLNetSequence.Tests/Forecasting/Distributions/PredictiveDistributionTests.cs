using MLNetSequence.Engine.Numerics;
using MLNetSequence.Forecasting.Distributions;

namespace MLNetSequence.Tests.Forecasting.Distributions;

[TestClass]
public sealed class PredictiveDistributionTests
{
    [TestMethod]
    public void GaussianAndStudentAreMovedAndScaled()
    {
        var normal = new Gaussian(10, 2);
        Assert.AreEqual(10 + 2 * 1.959963984540054, normal.Quantile(0.975), 1e-13);
        Assert.AreEqual(0.975, normal.Cumulative(10 + 2 * 1.959963984540054), 1e-14);
        Assert.AreEqual(10, normal.Mean);
        // Tables of Student's t: 4.302653 for 2 degrees of freedom.
        var student = new StudentT(10, 2, 2);
        Assert.AreEqual(10 - 2 * 4.302652729749464, student.Quantile(0.025), 1e-12);
        Assert.AreEqual(0.025, student.Cumulative(10 - 2 * 4.302652729749464), 1e-14);
        Assert.AreEqual(10, student.Mean);
    }

    /// <summary>numpy.quantile([1, 2, 4, 8, 16], ...) with NumPy's default method.</summary>
    [TestMethod]
    [DataRow(0.0, 1.0)]
    [DataRow(0.1, 1.4)]
    [DataRow(0.25, 2.0)]
    [DataRow(0.5, 4.0)]
    [DataRow(0.9, 12.8)]
    [DataRow(1.0, 16.0)]
    public void SamplesAreJoinedAsByNumPy(double p, double expected)
    {
        var samples = new Samples([1, 2, 4, 8, 16]);
        Assert.AreEqual(expected, samples.Quantile(p), 1e-12);
        Assert.AreEqual(6.2, samples.Mean, 1e-12);
        Assert.AreEqual(3, new Samples([3]).Quantile(p));
    }

    [TestMethod]
    public void SamplesFollowTheDistribution()
    {
        var random = new SeededRandom(7);
        var student = new StudentT(1, 0.5, 4);
        int below = 0;
        double[] drawn = new double[20_000];
        for (int i = 0; i < drawn.Length; i++)
        {
            drawn[i] = student.Sample(random);
            below += drawn[i] <= student.Quantile(0.2) ? 1 : 0;
        }
        Assert.AreEqual(0.2, (double)below / drawn.Length, 0.01);
        Array.Sort(drawn);
        Assert.AreEqual(student.Quantile(0.9), new Samples(drawn).Quantile(0.9), 0.05);
    }

    /// <summary>Each of several values is asked for by its number, whatever the loss's layout.</summary>
    [TestMethod]
    public void AFamilyFindsTheParametersOfEachValue()
    {
        DistributionFamily normal = DistributionFamily.Of(new GaussianLoss())!;
        Assert.AreEqual(2, normal.Parameters);
        float[] parameters = [1, 2, 3, 0.5f, 0.25f, 4];
        Assert.AreEqual(new Gaussian(2, 0.25).Quantile(0.1), normal.Quantile(parameters, 1, 0.1));
        Assert.AreEqual(3, normal.Mean(parameters, 2));

        DistributionFamily student = DistributionFamily.Of(new StudentTLoss())!;
        Assert.AreEqual(new StudentT(2, 0.5, 4).Quantile(0.1), student.Quantile([1, 2, 3, 0.5f, 5, 4], 1, 0.1));

        DistributionFamily counts = DistributionFamily.Of(new NegativeBinomialLoss())!;
        Assert.AreEqual(new NegativeBinomial(30, 0.5).Quantile(0.9), counts.Quantile([2, 30, 1, 0.5f], 1, 0.9));

        DistributionFamily quantiles = DistributionFamily.Of(new QuantileLoss { Quantiles = [0.25, 0.75] })!;
        Assert.AreEqual(2, quantiles.Parameters);
        Assert.AreEqual(4, quantiles.Quantile([0, 1, 5, 3], 1, 0.5), 1e-12);
        Assert.AreEqual(4, quantiles.Mean([0, 1, 5, 3], 1), 1e-12);

        Assert.IsNull(DistributionFamily.Of(new MeanSquaredLoss()));
        Assert.AreEqual(normal.Sample(parameters, 0, new SeededRandom(1)), new Gaussian(1, 0.5).Sample(new SeededRandom(1)));
    }

    [TestMethod]
    public void NothingIsAllocated()
    {
        Loss[] losses = [new GaussianLoss(), new StudentTLoss(), new NegativeBinomialLoss(), new QuantileLoss()];
        DistributionFamily[] families = [.. losses.Select(loss => DistributionFamily.Of(loss)!)];
        float[] parameters = [3, 4, 5, 1, 2, 3];
        var random = new SeededRandom(1);
        Ask();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Ask();
        // The runtime may need a few bytes of its own.
        Assert.IsLessThan(200, GC.GetAllocatedBytesForCurrentThread() - before);

        void Ask()
        {
            foreach (DistributionFamily family in families)
            {
                for (int i = 0; i < 100; i++)
                {
                    family.Quantile(parameters, 0, 0.3);
                    family.Sample(parameters, 1, random);
                    family.Mean(parameters, 0);
                }
            }
        }
    }
}
