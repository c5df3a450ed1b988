using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Golden;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Numerics;

[TestClass]
public sealed class SpecialFunctionsTests
{
    [TestMethod]
    public void GammaFunctionsEqualPyTorchs()
    {
        LossGoldenFunctions golden = LossGolden.Read().Functions;
        Assert.HasCount(30, golden.X);
        for (int i = 0; i < golden.X.Length; i++)
        {
            double x = golden.X[i];
            Near.Equal(golden.Lgamma[i], SpecialFunctions.LogGamma(x), 4e-15, 2e-14, $"log Γ({x})");
            Near.Equal(golden.Digamma[i], SpecialFunctions.Digamma(x), 4e-15, 2e-15, $"ψ({x})");
        }
    }

    [TestMethod]
    public void FactorialsComeOut()
    {
        double factorial = 1;
        for (int n = 1; n <= 20; n++)
        {
            Near.Equal(Math.Log(factorial), SpecialFunctions.LogGamma(n), 2e-15, 1e-14, $"log Γ({n})");
            factorial *= n;
        }
    }

    [TestMethod]
    public void DigammaIsTheSlopeOfLogGamma()
    {
        for (double at = 0.05; at < 30; at += 0.173)
        {
            double[] x = [at];
            double slope = FiniteDifferences.Gradient(x, () => ReferenceLoss.LogGamma(x[0]))[0];
            Near.Equal(slope, SpecialFunctions.Digamma(at), 1e-6, 1e-6, $"ψ({at})");
        }
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(-1.5)]
    [DataRow(double.NaN)]
    [DataRow(double.NegativeInfinity)]
    public void OutsideTheirRangeThereIsNoNumber(double x)
    {
        Assert.IsTrue(double.IsNaN(SpecialFunctions.LogGamma(x)));
        Assert.IsTrue(double.IsNaN(SpecialFunctions.Digamma(x)));
    }

    [TestMethod]
    public void SmallNumbersKeepTheirPrecision()
    {
        foreach (double x in (double[])[1e-300, 1e-20, 1e-10, 1e-5, -1e-5, -1e-10])
        {
            double series = x - x * x / 2 + x * x * x / 3;
            Near.Equal(series, SpecialFunctions.Log1P(x), 1e-15, 0, $"log(1 + {x})");
        }
        Near.Equal(Math.Log(3.5), SpecialFunctions.Log1P(2.5), 1e-15, 0, "log 3.5");
        Near.Equal(Math.Exp(-50), SpecialFunctions.Softplus(-50), 1e-14, 0, "softplus(-50)");
        Near.Equal(Math.Exp(-50), SpecialFunctions.Sigmoid(-50), 1e-14, 0, "σ(-50)");
    }

    [TestMethod]
    public void SoftplusAndSigmoidFollowTheirDefinition()
    {
        for (double x = -20; x <= 20; x += 0.25)
        {
            Near.Equal(Math.Log(1 + Math.Exp(x)), SpecialFunctions.Softplus(x), 1e-12, 3e-16, $"softplus({x})");
            Near.Equal(1 / (1 + Math.Exp(-x)), SpecialFunctions.Sigmoid(x), 1e-14, 0, $"σ({x})");
        }
        Assert.AreEqual(1e4, SpecialFunctions.Softplus(1e4));
        Assert.AreEqual(0, SpecialFunctions.Softplus(-1e4));
        Assert.AreEqual(1, SpecialFunctions.Sigmoid(1e4));
        Assert.AreEqual(0, SpecialFunctions.Sigmoid(-1e4));
        Assert.IsTrue(double.IsNaN(SpecialFunctions.Softplus(double.NaN)) && double.IsNaN(SpecialFunctions.Sigmoid(double.NaN)));
    }

    [TestMethod]
    public void DifferencesNearZeroKeepTheirPrecision()
    {
        foreach (double x in (double[])[1e-8, -1e-8, 1e-4, -1e-4])
        {
            double series = -x * x * (0.5 - x * (1 / 3.0 - x * (0.25 - x / 5)));
            Near.Equal(series, SpecialFunctions.Log1PLessItself(x), 4e-16, 0, $"log(1 + {x}) - {x}");
        }
        for (double x = -0.95; x < 3; x += 0.05)
        {
            Near.Equal(Math.Log(1 + x) - x, SpecialFunctions.Log1PLessItself(x), 1e-15, 3e-16, $"log(1 + {x}) - {x}");
        }
    }

    /// <summary>log Γ(x) without what Stirling's formula has of it: from 1 / 12x, and for ½ from Γ(½) = √π.</summary>
    [TestMethod]
    public void StirlingsCorrectionIsWhatHisFormulaLacks()
    {
        Near.Equal(1 / 12e9, SpecialFunctions.StirlingCorrection(1e9), 1e-15, 0, "1e9");
        Near.Equal(0.5 - 0.5 * Math.Log(2), SpecialFunctions.StirlingCorrection(0.5), 1e-14, 0, "0.5");
        Near.Equal(1 - 0.5 * Math.Log(2 * Math.PI), SpecialFunctions.StirlingCorrection(1), 1e-13, 0, "1");
        Near.Equal(SpecialFunctions.StirlingCorrection(10), SpecialFunctions.StirlingCorrection(Math.BitDecrement(10)), 0, 1e-14, "10");
    }
}
