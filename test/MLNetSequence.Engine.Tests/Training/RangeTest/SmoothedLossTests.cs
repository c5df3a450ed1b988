using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training.RangeTest;

namespace MLNetSequence.Engine.Tests.Training.RangeTest;

/// <summary>The mean that the range test draws and stops by, and where it falls fastest.</summary>
[TestClass]
public sealed class SmoothedLossTests
{
    /// <summary>Corrected for its beginning, an exponential mean is one whose weights add up to 1.</summary>
    [TestMethod]
    [DataRow(0.9)]
    [DataRow(0.5)]
    [DataRow(0.0)]
    public void ItIsAMeanWithFallingWeights(double kept)
    {
        double[] losses = [2, 3, 1, 5, -4, 0, 2.5];
        var smoothed = new SmoothedLoss(kept, signed: true);
        for (int n = 1; n <= losses.Length; n++)
        {
            double[] weights = [.. Enumerable.Range(0, n).Select(i => Math.Pow(kept, n - 1 - i))];
            double expected = losses.Take(n).Zip(weights, (l, w) => l * w).Sum() / weights.Sum();
            Near.Equal(expected, smoothed.Add(losses[n - 1]), 1e-12, 1e-12, $"after {n}");
        }
    }

    [TestMethod]
    [DataRow(false, "1 0.5 2", "")]
    [DataRow(false, "1 0.5 2.001", "2.001")]
    [DataRow(false, "1 3.9 1 4.1", "4.1")]
    [DataRow(false, "1 NaN", "NaN")]
    [DataRow(true, "1 0.5 2", "")]
    [DataRow(true, "1 1 4.001", "4.001")]
    [DataRow(true, "1 0.001 0.01 -0.001 1 3.1", "3.1")]
    [DataRow(true, "-2 -2 -1 3.9 4.1", "4.1")]
    [DataRow(true, "1 -1 4.9 5.1", "5.1")]
    [DataRow(true, "1 -Infinity", "-Infinity")]
    public void ItExplodesWhereItHasGrownTooMuch(bool signed, string losses, string at)
    {
        var smoothed = new SmoothedLoss(0, signed);
        string[] all = losses.Split(' ');
        foreach (string loss in all)
        {
            smoothed.Add(double.Parse(loss, System.Globalization.CultureInfo.InvariantCulture));
            Assert.AreEqual(loss == at, smoothed.HasExploded, loss);
        }
    }

    [TestMethod]
    public void TheSteepestDescentIsFound()
    {
        // A step down in the middle of rates from 1e-4 to 1, and all that comes after its lowest point does not count.
        LearningRatePoint[] points = [.. Enumerable.Range(0, 81).Select(i =>
        {
            double loss = 2 - 1 / (1 + Math.Exp(-(i - 40) / 4.0)) + (i < 65 ? 0 : i < 75 ? (i - 64) * 0.3 : 3 - (i - 74) * 0.4);
            return new LearningRatePoint(Math.Pow(10, -4 + i / 20.0), 0, loss);
        })];
        Near.Equal(0.01, SteepestDescent.Rate(points), 1e-9, 0, "rate");
    }

    [TestMethod]
    public void WhatNeverFallsHasNoRate()
    {
        Assert.IsTrue(double.IsNaN(SteepestDescent.Rate([])));
        Assert.IsTrue(double.IsNaN(Rate(1)));
        Assert.IsTrue(double.IsNaN(Rate(1, 1, 1)));
        Assert.IsTrue(double.IsNaN(Rate(1, 2, 3, 4)));
        Assert.AreEqual(1, Rate(3, 2, 1), "The first of equals.");
        Assert.AreEqual(1, Rate(3, 1));
    }

    private static double Rate(params double[] losses) =>
        SteepestDescent.Rate([.. losses.Select((loss, i) => new LearningRatePoint(i + 1, loss, loss))]);
}
