using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Numerics;

/// <summary>Expected values are mpmath 1.2's, of 40 digits, for p as a double.</summary>
[TestClass]
public sealed class NormalCurveTests
{
    [TestMethod]
    [DataRow(1e-300, -37.0470962993611992)]
    [DataRow(1e-20, -9.26234008979840758)]
    [DataRow(1e-6, -4.75342430882289896)]
    [DataRow(0.001, -3.09023230616781354)]
    [DataRow(0.025, -1.95996398454005421)]
    [DataRow(0.05, -1.64485362695147269)]
    [DataRow(0.1, -1.28155156554460044)]
    [DataRow(0.3, -0.524400512708040816)]
    [DataRow(0.49999, -2.50662827489600085e-5)]
    [DataRow(0.75, 0.674489750196081743)]
    [DataRow(0.9, 1.28155156554460059)]
    [DataRow(0.975, 1.95996398454005386)]
    [DataRow(0.999999, 4.75342430881708777)]
    public void QuantilesHaveAllTheirDigits(double p, double expected) =>
        Near.Equal(expected, NormalCurve.Quantile(p), 1e-15, 0, $"z({p})");

    [TestMethod]
    [DataRow(-38.0, 2.88542836006878431e-316)]
    [DataRow(-20.0, 2.7536241186062337e-89)]
    [DataRow(-6.0, 9.86587645037698141e-10)]
    [DataRow(-4.0, 3.16712418331199213e-5)]
    [DataRow(-3.0, 0.00134989803163009453)]
    [DataRow(-2.5, 0.00620966532577613517)]
    [DataRow(-2.0, 0.0227501319481792072)]
    [DataRow(-1.0, 0.158655253931457051)]
    [DataRow(-0.5, 0.308537538725986896)]
    [DataRow(0.1, 0.539827837277028984)]
    [DataRow(1.0, 0.841344746068542949)]
    [DataRow(2.25, 0.987775527344955297)]
    [DataRow(3.5, 0.999767370920964475)]
    [DataRow(5.0, 0.999999713348428121)]
    public void ProbabilitiesHaveNearlyAllTheirDigits(double z, double expected) =>
        Near.Equal(expected, NormalCurve.Cumulative(z), 4e-14, 1e-322, $"Φ({z})");

    [TestMethod]
    public void TheEndsAreInfinite()
    {
        Assert.AreEqual(double.NegativeInfinity, NormalCurve.Quantile(0));
        Assert.AreEqual(double.PositiveInfinity, NormalCurve.Quantile(1));
        Assert.AreEqual(0, NormalCurve.Quantile(0.5));
        Assert.AreEqual(0, NormalCurve.Cumulative(double.NegativeInfinity));
        Assert.AreEqual(1, NormalCurve.Cumulative(double.PositiveInfinity));
        foreach (double p in (double[])[-0.1, 1.1, double.NaN])
        {
            Assert.IsTrue(double.IsNaN(NormalCurve.Quantile(p)));
        }
        Assert.IsTrue(double.IsNaN(NormalCurve.Cumulative(double.NaN)));
    }

    [TestMethod]
    public void EachUndoesTheOtherAndBothRise()
    {
        double last = double.NegativeInfinity;
        for (double z = -8; z <= 4; z += 0.0103)
        {
            double p = NormalCurve.Cumulative(z);
            Assert.IsGreaterThan(last, p);
            last = p;
            // A quantile near 1 knows no more of p than its distance from 1.
            Near.Equal(z, NormalCurve.Quantile(p), 1e-14, 4e-16 / NormalCurve.Density(z) + 1e-14, $"z(Φ({z}))");
        }
    }

    [TestMethod]
    public void TheDensityIsTheSlope()
    {
        for (double z = -6; z <= 6; z += 0.37)
        {
            const double h = 1e-4;
            double slope = (NormalCurve.Cumulative(z + h) - NormalCurve.Cumulative(z - h)) / (2 * h);
            Near.Equal(slope, NormalCurve.Density(z), 1e-6, 1e-11, $"φ({z})");
        }
    }
}
