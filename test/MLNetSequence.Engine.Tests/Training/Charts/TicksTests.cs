using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training.Charts;

namespace MLNetSequence.Engine.Tests.Training.Charts;

/// <summary>Ticks are round, rise, lie in the range, are few, and can be told apart.</summary>
[TestClass]
public sealed class TicksTests
{
    [TestMethod]
    [DataRow(0.0, 0.7, "0 0.2 0.4 0.6 0.8")]
    [DataRow(0.3, 0.4, "0.30 0.32 0.34 0.36 0.38 0.40")]
    [DataRow(-1.0, 1.0, "-1.0 -0.5 0 0.5 1.0")]
    [DataRow(0.0, 1200.0, "0 500 1000 1500")]
    [DataRow(1e6, 3e6, "1e6 1.5e6 2e6 2.5e6 3e6")]
    [DataRow(0.0, 3e-7, "0 1e-7 2e-7 3e-7")]
    [DataRow(5.0, 5.0, "4.4 4.6 4.8 5.0 5.2 5.4 5.6")]
    [DataRow(0.0, 0.0, "0 0.2 0.4 0.6 0.8 1.0")]
    [DataRow(double.NaN, double.PositiveInfinity, "0 0.2 0.4 0.6 0.8 1.0")]
    public void AnEvenAxisEndsWithTicks(double least, double most, string expected)
    {
        var scale = new ChartScale(AxisKind.Linear, [least, most], 5, ending: true);
        Assert.AreEqual(expected, string.Join(' ', scale.Names));
        Assert.AreEqual(0.0, scale.Place(scale.Values[0]), 1e-12);
        Assert.AreEqual(1.0, scale.Place(scale.Values[^1]), 1e-12);
    }

    [TestMethod]
    [DataRow(1.0, 1.0, "1")]
    [DataRow(1.0, 3.0, "1 2 3")]
    [DataRow(1.0, 30.0, "10 20 30")]
    [DataRow(1.0, 2000.0, "500 1000 1500 2000")]
    public void EpochsAreWhole(double least, double most, string expected) =>
        Assert.AreEqual(expected, string.Join(' ', new ChartScale(AxisKind.Whole, [least, most], 5, ending: false).Names));

    [TestMethod]
    [DataRow(1e-7, 1.0, 8, "1e-7 1e-6 1e-5 1e-4 0.001 0.01 0.1 1")]
    [DataRow(1e-7, 1.0, 4, "1e-7 1e-5 0.001 0.1")]
    [DataRow(1e-7, 0.03, 8, "1e-7 1e-6 1e-5 1e-4 0.001 0.01")]
    [DataRow(0.001, 0.02, 8, "0.001 0.002 0.005 0.01 0.02")]
    [DataRow(0.021, 0.029, 8, "0.021 0.022 0.023 0.024 0.025 0.026 0.027 0.028 0.029")]
    [DataRow(1.0, 1e6, 8, "1 10 100 1000 10000 1e5 1e6")]
    [DataRow(1.0, 1.0, 8, "0.5 1 2")]
    public void ALogarithmicAxisNamesPowers(double least, double most, int count, string expected) =>
        Assert.AreEqual(expected, string.Join(' ', new ChartScale(AxisKind.Logarithmic, [least, most], count, ending: false).Names));

    [TestMethod]
    public void AnyRangeHasTicksThatRiseAndDiffer()
    {
        var random = new SeededRandom(1);
        for (int i = 0; i < 3000; i++)
        {
            double size = Math.Pow(10, random.Next(200) - 100);
            double least = random.NextUniform(1) * size;
            double most = least + Math.Pow(10, -random.Next(8)) * Math.Abs(random.NextUniform(1)) * size;
            int count = 3 + random.Next(10);
            foreach (AxisKind kind in Enum.GetValues<AxisKind>())
            {
                string what = $"{kind} from {least:R} to {most:R}, {count} ticks";
                double[] values = kind == AxisKind.Whole ? [1 + random.Next(1000), 1 + random.Next(100_000)] : [least, most];
                var scale = new ChartScale(kind, values, count, ending: kind == AxisKind.Linear);
                Assert.IsLessThanOrEqualTo(2 * count + 2, scale.Values.Count, what);
                Assert.AreEqual(scale.Values.Count, scale.Names.Distinct().Count(), $"{what}: {string.Join(' ', scale.Names)}");
                for (int t = 0; t < scale.Values.Count; t++)
                {
                    Assert.IsTrue(scale.Place(scale.Values[t]) is >= -1e-6 and <= 1 + 1e-6, what);
                    Assert.IsTrue(t == 0 || scale.Values[t] > scale.Values[t - 1], what);
                }
                if (kind == AxisKind.Linear)
                {
                    Assert.IsGreaterThanOrEqualTo(2, scale.Values.Count, what);
                    Assert.IsTrue(scale.Place(least) is >= -1e-6 and <= 1 + 1e-6, what);
                }
            }
        }
    }
}
