using System.Globalization;
using MLNetSequence.Engine.Charts;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Tests.Charts;

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
    [DataRow("1949-01-01", "1960-12-01", 6, "1950 1952 1954 1956 1958 1960")]
    [DataRow("1700-01-01", "2020-12-31", 8, "1700 1750 1800 1850 1900 1950 2000")]
    [DataRow("1958-11-20", "1959-07-05", 9, "1958-12 1959-01 1959-02 1959-03 1959-04 1959-05 1959-06 1959-07")]
    [DataRow("1958-11-20", "1961-02-01", 9, "1959-01 1959-04 1959-07 1959-10 1960-01 1960-04 1960-07 1960-10 1961-01")]
    [DataRow("2024-02-27", "2024-03-03", 6, "2024-02-27 02-28 02-29 03-01 03-02 03-03")]
    [DataRow("2023-12-12", "2024-01-14", 6, "2023-12-18 12-25 01-01 01-08")]
    [DataRow("2024-04-15 11:30", "2024-04-16 04:00", 6, "04-15 12:00 15:00 18:00 21:00 04-16 03:00")]
    [DataRow("2024-04-15 12:59:40", "2024-04-15 13:01:10", 4, "13:00:00 13:00:30 13:01:00")]
    [DataRow("2024-04-15 12:59:40", "2024-04-15 13:06:10", 8, "04-15 13:00 13:01 13:02 13:03 13:04 13:05 13:06")]
    [DataRow("0001-01-01", "9999-12-31", 5, "2000 4000 6000 8000")]
    [DataRow("0001-01-01", "0001-01-01", 5, "01-01 06:00 12:00")]
    [DataRow("2024-04-15", "2024-04-15", 5, "04-14 12:00 18:00 04-15 06:00 12:00")]
    public void AnAxisOfTimesNamesPlacesOfTheCalendar(string least, string most, int count, string expected)
    {
        double[] times = [.. new[] { least, most }.Select(t => (double)DateTime.Parse(t, CultureInfo.InvariantCulture).Ticks)];
        var scale = new ChartScale(AxisKind.Time, times, count, ending: false);
        Assert.AreEqual(expected, string.Join(' ', scale.Names));
        foreach (double tick in scale.Values)
        {
            Assert.IsTrue(scale.Place(tick) is >= 0 and <= 1);
        }
    }

    /// <summary>Whatever lies between two seconds and the whole calendar: few ticks, at least one, whole seconds, in the range.</summary>
    [TestMethod]
    public void AnyTimesHaveTicks()
    {
        var random = new SeededRandom(2);
        for (int i = 0; i < 3000; i++)
        {
            double length = Math.Pow(10, 7.4 + random.NextDouble() * 11);
            double least = random.NextDouble() * (DateTime.MaxValue.Ticks - length);
            int count = 3 + random.Next(10);
            var scale = new ChartScale(AxisKind.Time, [least, least + length], count, ending: false);
            string what = $"{new DateTime((long)least)} and {length} ticks: {string.Join(' ', scale.Names)}";
            Assert.IsTrue(scale.Values.Count >= 1 && scale.Values.Count <= count + 1, what);
            foreach (double tick in scale.Values)
            {
                Assert.IsLessThan(512, Math.Abs(Math.IEEERemainder(tick, TimeSpan.TicksPerSecond)), what);
                Assert.IsTrue(scale.Place(tick) is >= 0 and <= 1, what);
            }
        }
    }

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
                if (kind != AxisKind.Time)
                {
                    // Hours of several days bear the same names; the days between them do not.
                    Assert.AreEqual(scale.Values.Count, scale.Names.Distinct().Count(), $"{what}: {string.Join(' ', scale.Names)}");
                }
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
