using System.Globalization;
using System.Xml.Linq;
using MLNetSequence.Engine.Charts;
using MLNetSequence.Forecasting.Backtesting;

namespace MLNetSequence.Tests.Forecasting.Backtesting;

/// <summary>The picture of a backtest holds the series, a line from each origin, and a band for each level.</summary>
[TestClass]
public sealed class ForecastChartTests
{
    private static readonly (double X, double Y)[] Actual = [.. Enumerable.Range(0, 48)
        .Select(i => (ForecastChart.Time(new DateTime(1959, 1, 1).AddMonths(i)), 100 + i + 10 * Math.Sin(i / 2.0)))];

    [TestMethod]
    public void EachRunIsALineFromItsOrigin()
    {
        DrawnForecast[] runs = [Run("forecast", 23), Run("forecast", 35)];
        LineChart chart = ForecastChart.Of(new("month", AxisKind.Time), "passengers", Actual, runs);
        CollectionAssert.AreEqual((string[])["actual", "forecast"], chart.Series.Select(s => s.Name).ToArray());
        CollectionAssert.AreEqual((string[])["80 %", "95 %"], chart.Bands.Select(b => b.Name).ToArray());
        Assert.IsTrue(chart.Bands.All(b => b.Series == 1), "as the forecast");

        XElement picture = Picture(chart);
        double[][] lines = [.. Shapes(picture, "polyline")];
        // From behind to front: two runs of an origin and six steps, then the actual values.
        CollectionAssert.AreEqual((int[])[7, 7, 48], lines.Select(l => l.Length / 2).ToArray());
        (double[] first, double[] actual) = (lines[0], lines[2]);
        CollectionAssert.AreEqual(actual[46..48], first[..2], "It begins at the last value that was known,");
        Assert.AreEqual(actual[48], first[2], "and goes on a month later.");
        double[][] areas = [.. Shapes(picture, "polygon")];
        CollectionAssert.AreEqual((int[])[14, 14, 14, 14], areas.Select(a => a.Length / 2).ToArray());
        CollectionAssert.AreEqual(first[..2], areas[0][..2], "The bands begin there, too.");
        Assert.IsGreaterThan(areas[2][^3] - areas[2][3], areas[0][^3] - areas[0][3], "95 % is wider than 80 %, and lies behind.");
        foreach (double[] shape in lines.Concat(areas))
        {
            for (int i = 0; i < shape.Length; i += 2)
            {
                Assert.IsTrue(shape[i] is >= 0 and <= 800 && shape[i + 1] is >= 0 and <= 400, "in the picture");
            }
        }
        string[] ticks = [.. picture.Descendants().Where(e => (string?)e.Attribute("class") == "x-tick").Select(e => e.Value)];
        CollectionAssert.AreEqual(
            (string[])["1959-01", "1959-07", "1960-01", "1960-07", "1961-01", "1961-07", "1962-01", "1962-07"], ticks);
    }

    [TestMethod]
    public void SeveralForecastersHaveLinesAndBandsOfTheirOwn()
    {
        LineChart chart = ForecastChart.Of(new("row", AxisKind.Whole), "y", Actual, [Run("lstm", 23), Run("naive", 23), Run("lstm", 35)]);
        CollectionAssert.AreEqual((string[])["actual", "lstm", "naive"], chart.Series.Select(s => s.Name).ToArray());
        string[] bands = ["lstm 80 %", "lstm 95 %", "naive 80 %", "naive 95 %"];
        CollectionAssert.AreEqual(bands, chart.Bands.Select(b => b.Name).ToArray());
        CollectionAssert.AreEqual((int[])[1, 1, 2, 2], chart.Bands.Select(b => b.Series).ToArray());
    }

    [TestMethod]
    public void WithoutOriginOrIntervalsThereIsTheLineAlone()
    {
        LineChart chart = ForecastChart.Of(new("row", AxisKind.Whole), "y", [(1, 1), (2, 2), (3, double.NaN), (4, 3), (5, 4)], [
            new("forecast", [(4, 2.5), (5, 3), (6, 3.5)]),
        ]);
        Assert.IsEmpty(chart.Bands);
        XElement picture = Picture(chart);
        int[] points = [.. Shapes(picture, "polyline").Select(l => l.Length / 2)];
        CollectionAssert.AreEqual((int[])[3, 2, 2], points, "a gap where nothing is known");
        Assert.IsEmpty(Shapes(picture, "polygon"));
        Assert.IsNotNull(Picture(ForecastChart.Of(new("row"), "y", [], [])));
    }

    [TestMethod]
    public void AsManyIntervalsAsPoints()
    {
        var run = new DrawnForecast("f", [(1, 1), (2, 2)]) { Intervals = [new(0.8, [(0, 2)])] };
        var error = Assert.ThrowsExactly<ArgumentException>(() => ForecastChart.Of(new("x"), "y", [], [run]));
        StringAssert.Contains(error.Message, "2 points must have as many intervals, not 1");
    }

    // Six months of a forecast from a row, with intervals that widen.
    private static DrawnForecast Run(string name, int origin)
    {
        (double X, double Y)[] points = [.. Actual.Skip(origin + 1).Take(6).Select(p => (p.X, p.Y + 3))];
        return new(name, points)
        {
            Origin = Actual[origin],
            Intervals = [new(0.95, Around(2)), new(0.8, Around(1))],
        };

        (double, double)[] Around(double width) => [.. points.Select((p, i) => (p.Y - width * (i + 1), p.Y + width * (i + 1)))];
    }

    private static XElement Picture(LineChart chart) => XDocument.Parse(ForecastChart.ToSvg("Air passengers", chart, 800, 400)).Root!;

    // The numbers x, y, x, y, … of each.
    private static IEnumerable<double[]> Shapes(XElement picture, string name) => picture.Descendants()
        .Where(e => e.Name.LocalName == name)
        .Select(e => e.Attribute("points")!.Value.Split(' ', ',').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray());
}
