using System.Globalization;
using System.Xml.Linq;
using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Backtesting;

[TestClass]
public sealed class BacktestPictureTests
{
    [TestMethod]
    public void ForecastsFollowOneAnother()
    {
        BacktestResult result = Run(new BacktestOptions { StartRow = 40 });

        XElement picture = XElement.Parse(result.ToSvg());

        // 60 rows: 20 of them are forecast, 6 at a time, from row 40, 46 and 52; the last of all ends at row 59.
        double[][] lines = [.. Shapes(picture, "polyline")];
        CollectionAssert.AreEqual(new[] { 7, 7, 7, 24 + 20 }, lines.Select(l => l.Length / 2).ToArray());
        CollectionAssert.AreEqual(lines[^1][(2 * 23)..(2 * 24)], lines[0][..2], "A forecast begins at the value that was known last.");
        Assert.AreEqual(lines[^1][2 * 24], lines[0][2], 1e-9);
        // A band for each of two levels, and each of three forecasts.
        Assert.HasCount(6, Shapes(picture, "polygon").ToArray());
        CollectionAssert.Contains(picture.Descendants().Select(e => e.Value).ToArray(), "95 %");
        CollectionAssert.Contains(picture.Descendants().Select(e => e.Value).ToArray(), "Y");
    }

    [TestMethod]
    public void LastPointsAreOneLine()
    {
        BacktestResult result = Run(new BacktestOptions { StartRow = 40, LastPointOnly = true, Levels = [] });

        XElement picture = XElement.Parse(result.ToSvg(title: "Ahead <&>"));

        double[][] lines = [.. Shapes(picture, "polyline")];
        CollectionAssert.AreEqual(new[] { 15, 44 }, lines.Select(l => l.Length / 2).ToArray());
        Assert.AreEqual(lines[1][2 * (24 + 5)], lines[0][0], 1e-9, "The first is six steps behind row 39.");
        Assert.IsEmpty(Shapes(picture, "polygon").ToArray());
        CollectionAssert.Contains(picture.Descendants().Select(e => e.Value).ToArray(), "Ahead <&>");
    }

    [TestMethod]
    public void EachSeriesAndTargetHasAPicture()
    {
        ToyRow[] rows = ToyRows.Many();
        var forecaster = new ToyForecaster(new ToyOptions
        {
            TargetColumnNames = ["Y", "Z"],
            Horizon = 2,
            GroupColumnName = "Series",
            TimeColumnName = "Time",
        });
        BacktestResult result = BacktestTests.Run(rows, forecaster, new BacktestOptions());

        string[] pictures = [.. result.PerSeries.Keys.SelectMany(s => new[] { result.ToSvg(s), result.ToSvg(s, target: 1) })];

        Assert.HasCount(pictures.Length, pictures.Distinct().ToArray());
        Array.ForEach(pictures, p => XElement.Parse(p));
        StringAssert.Contains(pictures[1], "a: Z");
        Assert.AreEqual(pictures[0], result.ToSvg());
        Assert.ThrowsExactly<ArgumentException>(() => result.ToSvg("nobody"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => result.ToSvg("a", target: 2));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => result.ToSvg(width: 10));
    }

    [TestMethod]
    public void APipelineThatLeavesOutFirstRowsIsDrawnToo()
    {
        IEstimator<ITransformer> pipeline = new MLContext(1).Transforms.Lags("Lags", "Y", [1, 5])
            .Append(new ToyForecaster(new ToyOptions { TargetColumnNames = ["Y"], Horizon = 3, Past = ["Lags"] }));

        BacktestResult result = BacktestTests.Run(ToyRows.One(), pipeline, new BacktestOptions { StartRow = 6 });

        XElement picture = XElement.Parse(result.ToSvg());
        Assert.AreEqual(6, result.Forecasts[0].OriginRow);
        Assert.AreEqual(ToyRows.One()[6].Y, result.Forecasts[0].Actual(0));
        // Rows 6 to 8, 9 to 11, and so on, each with the one before it; a lag leaves out no row, or the first five.
        CollectionAssert.AreEqual(new[] { 4, 4, 4, 4 }, Shapes(picture, "polyline").SkipLast(1).Select(l => l.Length / 2).ToArray());
    }

    [TestMethod]
    public void IsSaved()
    {
        string path = Path.GetTempFileName();
        BacktestResult result = Run(new BacktestOptions());

        result.SaveSvg(path, title: "Saved");

        Assert.AreEqual(result.ToSvg(title: "Saved"), File.ReadAllText(path));
        File.Delete(path);
    }

    private static BacktestResult Run(BacktestOptions options) => BacktestResultTests.Forecast(
        new Table().AddNumbers("Y", TableColumns.Each(60, i => (float)(50 + i + 9 * Math.Sin(i)))),
        new NaiveToy(new ToyOptions { TargetColumnNames = ["Y"], Horizon = 6 }), options);

    private static IEnumerable<double[]> Shapes(XElement picture, string name) => picture.Descendants().Where(e => e.Name.LocalName == name)
        .Select(e => e.Attribute("points")!.Value.Split(' ', ',').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray());
}
