using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Numerics;

/// <summary>Expected values are mpmath 1.2's, of 40 digits, for ν and p as doubles.</summary>
[TestClass]
public sealed class StudentCurveTests
{
    [TestMethod]
    [DataRow(2.0, 1e-6, -707.105720525933819)]
    [DataRow(2.0, 0.01, -6.96455673428327411)]
    [DataRow(2.0, 0.025, -4.30265272974946372)]
    [DataRow(2.0, 0.2, -1.06066017177982123)]
    [DataRow(2.0, 0.4999, -2.82842718131442278e-4)]
    [DataRow(2.0, 0.6, 0.288675134594812815)]
    [DataRow(2.0, 0.9, 1.88561808316412702)]
    [DataRow(2.0, 0.995, 9.92484320091828864)]
    [DataRow(2.0000001, 1e-6, -707.105511654909877)]
    [DataRow(2.0000001, 0.01, -6.9645562605062931)]
    [DataRow(2.0000001, 0.025, -4.30265252358971111)]
    [DataRow(2.0000001, 0.2, -1.06066015869482721)]
    [DataRow(2.0000001, 0.4999, -2.82842716523401603e-4)]
    [DataRow(2.0000001, 0.6, 0.288675132787448189)]
    [DataRow(2.0000001, 0.9, 1.88561804163205253)]
    [DataRow(2.0000001, 0.995, 9.92484236571933082)]
    [DataRow(2.5, 1e-6, -220.173429178236845)]
    [DataRow(2.5, 0.01, -5.35311117303087427)]
    [DataRow(2.5, 0.025, -3.57465484200368313)]
    [DataRow(2.5, 0.2, -1.01016387472223866)]
    [DataRow(2.5, 0.4999, -2.76389139180273515e-4)]
    [DataRow(2.5, 0.6, 0.281459512748547592)]
    [DataRow(2.5, 0.9, 1.73025092880717683)]
    [DataRow(2.5, 0.995, 7.16372813894878288)]
    [DataRow(3.0, 1e-6, -103.299467780419344)]
    [DataRow(3.0, 0.01, -4.54070285856813352)]
    [DataRow(3.0, 0.025, -3.18244630528370952)]
    [DataRow(3.0, 0.2, -0.97847231236330439)]
    [DataRow(3.0, 0.4999, -2.72069909110473382e-4)]
    [DataRow(3.0, 0.6, 0.276670662332689847)]
    [DataRow(3.0, 0.9, 1.63774435369621032)]
    [DataRow(3.0, 0.995, 5.84090930973335541)]
    [DataRow(5.0, 1e-6, -24.7710297205159444)]
    [DataRow(5.0, 0.01, -3.36492999890721857)]
    [DataRow(5.0, 0.025, -2.57058183563631547)]
    [DataRow(5.0, 0.2, -0.919543780240825979)]
    [DataRow(5.0, 0.4999, -2.63430556070185515e-4)]
    [DataRow(5.0, 0.6, 0.267180865704145066)]
    [DataRow(5.0, 0.9, 1.47588404882448125)]
    [DataRow(5.0, 0.995, 4.03214298355522718)]
    [DataRow(30.0, 1e-6, -5.87111712041888266)]
    [DataRow(30.0, 0.01, -2.45726154240059136)]
    [DataRow(30.0, 0.025, -2.04227245630123828)]
    [DataRow(30.0, 0.2, -0.853767261471297586)]
    [DataRow(30.0, 0.4999, -2.52760025393393637e-4)]
    [DataRow(30.0, 0.6, 0.255605364951912714)]
    [DataRow(30.0, 0.9, 1.31041502539139571)]
    [DataRow(30.0, 0.995, 2.74999565356722497)]
    [DataRow(1000.0, 1e-6, -4.78160862045835057)]
    [DataRow(1000.0, 0.01, -2.33008267475551297)]
    [DataRow(1000.0, 0.025, -1.96233908082640846)]
    [DataRow(1000.0, 0.2, -0.841980822162428517)]
    [DataRow(1000.0, 0.4999, -2.50725503622888888e-4)]
    [DataRow(1000.0, 0.6, 0.253414515839498707)]
    [DataRow(1000.0, 0.9, 1.28239872146092456)]
    [DataRow(1000.0, 0.995, 2.58075469806595077)]
    [DataRow(1e6, 1e-6, -4.75345234827968081)]
    [DataRow(1e6, 0.01, -2.32635160312080541)]
    [DataRow(1e6, 0.025, -1.95996635681410701)]
    [DataRow(1e6, 0.2, -0.841621593013983972)]
    [DataRow(1e6, 0.4999, -2.50662892753726785e-4)]
    [DataRow(1e6, 0.6, 0.253347170537841622)]
    [DataRow(1e6, 0.9, 1.28155241212993861)]
    [DataRow(1e6, 0.995, 2.57583422010533385)]
    public void QuantilesEqualMpmaths(double freedom, double p, double expected)
    {
        Near.Equal(expected, StudentCurve.Quantile(p, freedom), 2e-13, 0, $"t({p}, {freedom})");
        Near.Equal(p, StudentCurve.Cumulative(expected, freedom), 2e-13, 0, $"P({expected}, {freedom})");
    }

    [TestMethod]
    public void TwoDegreesOfFreedomHaveAClosedForm()
    {
        foreach (double p in (double[])[1e-300, 1e-12, 0.2, 0.3, 0.5, 0.7, 0.8, 1 - 1e-9])
        {
            double other = 1 - p;
            Near.Equal((p - 0.5) * 2 / Math.Sqrt(2 * p * other), StudentCurve.Quantile(p, 2), 1e-13, 0, $"t({p}, 2)");
        }
    }

    [TestMethod]
    public void ManyDegreesOfFreedomAreTheNormalDistribution()
    {
        foreach (double p in (double[])[1e-6, 0.05, 0.4, 0.9, 0.999])
        {
            Near.Equal(NormalCurve.Quantile(p), StudentCurve.Quantile(p, 1e15), 1e-12, 0, $"t({p}, ∞)");
        }
    }

    [TestMethod]
    public void EachUndoesTheOtherAndQuantilesRise()
    {
        foreach (double freedom in (double[])[0.7, 1, 2, 2.001, 3.3, 17, 400, 1e5, 1e9])
        {
            double last = double.NegativeInfinity;
            for (double p = 1e-6; p < 1; p = p < 0.01 ? p * 1.7 : p + 0.0099)
            {
                double t = StudentCurve.Quantile(p, freedom);
                Assert.IsGreaterThan(last, t);
                last = t;
                Near.Equal(p, StudentCurve.Cumulative(t, freedom), 1e-12, 0, $"P(t({p}, {freedom}))");
                Near.Equal(-t, StudentCurve.Quantile(1 - p, freedom), 1e-9, 1e-12, $"t({1 - p}, {freedom})");
            }
        }
    }

    [TestMethod]
    public void TheEndsAreInfinite()
    {
        Assert.AreEqual(double.NegativeInfinity, StudentCurve.Quantile(0, 3));
        Assert.AreEqual(double.PositiveInfinity, StudentCurve.Quantile(1, 3));
        Assert.AreEqual(0, StudentCurve.Quantile(0.5, 3));
        Assert.AreEqual(0, StudentCurve.Cumulative(double.NegativeInfinity, 3));
        Assert.AreEqual(1, StudentCurve.Cumulative(double.PositiveInfinity, 3));
        Assert.AreEqual(0.5, StudentCurve.Cumulative(0, 3));
        Assert.IsTrue(double.IsNaN(StudentCurve.Quantile(double.NaN, 3)) && double.IsNaN(StudentCurve.Cumulative(double.NaN, 3)));
    }
}
