using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Numerics;

[TestClass]
public sealed class IncompleteBetaTests
{
    /// <summary>Expected values are mpmath 1.2's, of 34 digits: betainc, or where it fails, quad over the odds' logarithm.</summary>
    [TestMethod]
    [DataRow(0.5, 0.5, 1.0, 0.5)]
    [DataRow(0.5, 2.0, 0.1, 0.438561955749474371)]
    [DataRow(2.0, 3.0, 2.0, 0.888888888888888889)]
    [DataRow(0.001, 5.0, 0.5, 0.999938349823815532)]
    [DataRow(30.0, 40.0, 0.5, 0.0505123464857280626)]
    [DataRow(30.0, 40.0, 1.2, 0.975203526212758092)]
    [DataRow(999.0, 1001.0, 0.9, 0.0104343181177005641)]
    [DataRow(1000.0, 1000.0, 0.9, 0.00925901271017989728)]
    [DataRow(1000.0, 1000.0, 1.01, 0.588025167554278656)]
    [DataRow(3000.0, 50000.0, 0.055, 2.50426470309084979e-6)]
    [DataRow(3000.0, 50000.0, 0.07, 0.999999999999999977)]
    [DataRow(1e6, 1e9, 0.000999, 0.158775977247701737)]
    [DataRow(1e6, 1e9, 0.0010015, 0.933041601794235679)]
    [DataRow(1e9, 1e9, 1.00001, 0.588467928094814602)]
    [DataRow(2.0, 1e9, 1e-10, 0.00467884016451623823)]
    [DataRow(2.0, 1e9, 3e-9, 0.80085172608046061)]
    [DataRow(0.01, 1e9, 1e-12, 0.93857065252148297)]
    public void ItEqualsMpmaths(double a, double b, double odds, double expected)
    {
        Near.Equal(expected, IncompleteBeta.Lower(a, b, odds, out double density), 3e-11, 0, $"I({a}, {b}) at odds {odds}");
        double other = IncompleteBeta.Lower(b, a, 1 / odds, out double mirrored);
        Near.Equal(1 - expected, other, 3e-11, 3e-12, $"I({b}, {a}) at odds {1 / odds}");
        Near.Equal(density, mirrored, 1e-7, 0, "density");
    }

    /// <summary>For whole numbers it is a sum of binomial probabilities: P(Binomial(a + b - 1, x) ≥ a).</summary>
    [TestMethod]
    public void WholeNumbersGiveBinomialSums()
    {
        foreach (double x in (double[])[0.01, 0.2, 0.5, 0.77, 0.999])
        {
            for (int a = 1; a <= 12; a++)
            {
                for (int b = 1; b <= 12; b++)
                {
                    double sum = 0;
                    double choose = 1;
                    int n = a + b - 1;
                    for (int j = 0; j <= n; j++)
                    {
                        sum += j >= a ? choose * Math.Pow(x, j) * Math.Pow(1 - x, n - j) : 0;
                        choose = choose * (n - j) / (j + 1);
                    }
                    Near.Equal(sum, IncompleteBeta.Lower(a, b, x / (1 - x), out _), 1e-13, 1e-14, $"I({a}, {b}) at {x}");
                }
            }
        }
    }

    /// <summary>Both ways to it meet where one takes over from the other, and it rises.</summary>
    [TestMethod]
    public void TheFractionAndTheIntegralAgree()
    {
        double last = 0;
        for (double odds = 0.85; odds < 1.15; odds += 0.007)
        {
            double below = IncompleteBeta.Lower(Math.BitDecrement(1000), 1300, odds * 1000 / 1300, out double slope);
            double above = IncompleteBeta.Lower(1000, 1300, odds * 1000 / 1300, out _);
            Near.Equal(below, above, 1e-11, 0, $"odds {odds}");
            Assert.IsTrue(below > last && slope > 0);
            last = below;
        }
    }

    [TestMethod]
    public void TheDensityIsTheSlopeOverTheLogarithmOfTheOdds()
    {
        foreach ((double a, double b) in ((double, double)[])[(0.3, 4), (7, 2), (80, 3000), (4000, 2500)])
        {
            foreach (double times in (double[])[0.9, 1, 1.08])
            {
                const double h = 1e-5;
                double odds = a / b * times;
                double slope = (IncompleteBeta.Lower(a, b, odds * Math.Exp(h), out _)
                    - IncompleteBeta.Lower(a, b, odds * Math.Exp(-h), out _)) / (2 * h);
                IncompleteBeta.Lower(a, b, odds, out double density);
                Near.Equal(slope, density, 1e-5, 1e-9, $"({a}, {b}) at {odds}");
            }
        }
    }

    [TestMethod]
    public void TheEndsAreReached()
    {
        Assert.AreEqual(0, IncompleteBeta.Lower(2, 3, 0, out _));
        Assert.AreEqual(1, IncompleteBeta.Lower(2, 3, double.PositiveInfinity, out _));
        Assert.IsTrue(double.IsNaN(IncompleteBeta.Lower(2, 3, double.NaN, out _)));
        Assert.AreEqual(1, IncompleteBeta.Lower(2e4, 3e4, 1e300, out _));
        Assert.AreEqual(0, IncompleteBeta.Lower(2e4, 3e4, 1e-300, out _));
    }
}
