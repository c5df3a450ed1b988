using MLNetSequence.Engine.Charts;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Charts;

/// <summary>A picture is XML, holds what it is told, and keeps within its frame, whatever the values.</summary>
[TestClass]
public sealed class SvgPictureTests
{
    [TestMethod]
    public void LinesHaveAPointForEachValue()
    {
        Picture picture = Draw([(1, 5.0), (2, 4), (3, 4.5), (4, 1)], [(1, 5.5), (2, 4.8), (3, 2), (4, 3)]);
        Assert.HasCount(2, picture.Lines);
        Assert.HasCount(2, picture.Series);
        foreach ((double X, double Y)[] line in picture.Lines)
        {
            Assert.HasCount(4, line);
            CollectionAssert.AreEqual(line.OrderBy(p => p.X).ToArray(), line, "from left to right");
        }
        // The first series is drawn last, on top; its y grows downward.
        (double X, double Y)[] first = picture.Lines[1];
        Assert.IsTrue(first[0].Y < first[2].Y && first[2].Y < first[1].Y && first[1].Y < first[3].Y);
        Assert.AreEqual("svg", picture.Root.Name.LocalName);
        Assert.AreEqual("http://www.w3.org/2000/svg", picture.Root.Name.NamespaceName);
        Assert.AreEqual("0 0 700 400", picture.Root.Attribute("viewBox")!.Value);
        CollectionAssert.IsSubsetOf((string[])["a title", "y", "x", "first", "second"], picture.Texts.Select(t => t.Value).ToArray());
        picture.CheckNumbers();
    }

    [TestMethod]
    public void TicksStandInOrderAtTheirPlaces()
    {
        Picture picture = Draw([(1, 5.0), (40, 1)]);
        CollectionAssert.AreEqual((string[])["1.0", "1.5", "2.0", "2.5", "3.0", "3.5", "4.0", "4.5", "5.0"], picture.Ticks("y"));
        CollectionAssert.AreEqual((string[])["5", "10", "15", "20", "25", "30", "35", "40"], picture.Ticks("x"));
        CollectionAssert.AreEqual(picture.Places("x").Order().ToArray(), picture.Places("x"));
        CollectionAssert.AreEqual(picture.Places("y").OrderDescending().ToArray(), picture.Places("y"));
        // A line goes from tick to tick where its values do.
        (double X, double Y)[] line = picture.Lines.Single();
        Assert.AreEqual(picture.Places("x")[^1], line[1].X, 0.02);
        Assert.AreEqual(picture.Places("y")[0] - 4, line[1].Y, 0.02);
    }

    [TestMethod]
    public void WhatIsNotFiniteLeavesAGap()
    {
        const double most = double.PositiveInfinity;
        Picture picture = Draw([(1, double.NaN), (2, 1), (3, 2), (4, most), (5, 3), (6, -most), (7, 1), (8, 2), (9, 1e300)]);
        Assert.HasCount(2, picture.Lines, "2 and 3, 7 and 8; 5 stands alone and is a dot.");
        Assert.HasCount(5, picture.Series[0].Elements().Where(e => e.Name.LocalName == "circle").ToArray());
        picture.CheckNumbers();
    }

    [TestMethod]
    public void ThereMayBeNothingToShow()
    {
        foreach ((double X, double Y)[] points in ((double X, double Y)[][])[[], [(1, double.NaN)], [(double.NaN, 1)]])
        {
            Picture picture = Draw(points);
            Assert.IsEmpty(picture.Lines);
            Assert.Contains("no data", picture.Texts.Select(t => t.Value));
            picture.CheckNumbers();
        }
    }

    [TestMethod]
    [DataRow(0.0, 0.0)]
    [DataRow(-3.0, -3.0)]
    [DataRow(1e99, -1e99)]
    [DataRow(1e-320, 0.0)]
    [DataRow(1.0, 1.000000001)]
    [DataRow(double.MaxValue, double.MinValue)]
    public void OddRangesStayInTheFrame(double first, double second)
    {
        foreach (AxisKind kind in Enum.GetValues<AxisKind>())
        {
            var chart = new LineChart(new("x", kind), new("y"), [new("series", [(1, first), (2, second)])])
            {
                Marks = [new(1, "here", first), new(-1, "nowhere", double.NaN)],
            };
            new Picture(SvgPicture.Draw("odd", [chart, chart], 240, 240)).CheckNumbers();
        }
    }

    /// <summary>An axis that need not have room for all lets lines run over its edge, where they are cut.</summary>
    [TestMethod]
    public void LinesBeyondTheRoomAreCut()
    {
        var chart = new LineChart(new("x"), new("y") { Room = [0, 1] }, [new("series", [(1, 0.5), (2, 1e50)])]);
        var picture = new Picture(SvgPicture.Draw("cut", [chart], 700, 400));
        Assert.AreEqual("1.0", picture.Ticks("y")[^1]);
        Assert.IsNotNull(picture.Lines.Single());
        Assert.AreEqual("svg", picture.Series[0].Parent!.Name.LocalName, "A nested picture cuts what it holds.");
        picture.CheckNumbers();
    }

    [TestMethod]
    public void AnyTextIsValid()
    {
        string odd = "<&>\"' \0\u0001\uFFFF \uD800 \U0001F600 ]]>";
        var chart = new LineChart(new(odd), new(odd), [new(odd, [(1, 1)])]) { Marks = [new(1, odd, 1)] };
        var picture = new Picture(SvgPicture.Draw(odd, [chart], 700, 400));
        Assert.AreEqual("<&>\"' \uFFFD\uFFFD\uFFFD \uFFFD \U0001F600 ]]>", picture.Elements("title").Single().Value);
        Assert.AreEqual("<&>\"' \uFFFD\uFFFD\uFFFD \uFFFD \U0001F600 ]]>", picture.Marks.Single());
    }

    [TestMethod]
    public void ALongLegendTakesMoreRows()
    {
        ChartSeries[] many = [.. Enumerable.Range(1, 12).Select(i => new ChartSeries($"the series of number {i}", [(1, i), (2, i)]))];
        var picture = new Picture(SvgPicture.Draw("many", [new(new("x"), new("y"), many)], 500, 500));
        double[] places = [.. picture.Texts.Where(t => t.Value.StartsWith("the series ", StringComparison.Ordinal))
            .Select(t => Picture.Number(t, "x"))];
        Assert.HasCount(12, places);
        Assert.IsTrue(places.All(x => x < 400));
        Assert.IsGreaterThan(2, picture.Texts.Select(t => Picture.Number(t, "y")).Distinct().Count());
    }

    [TestMethod]
    public void TheCultureDoesNotMatter()
    {
        (double X, double Y)[] points = [(1, 0.123), (2, 4.56)];
        using var german = new Culture("de-DE");
        Picture picture = Draw(points);
        Assert.HasCount(2, picture.Lines.Single());
        picture.CheckNumbers();
    }

    [TestMethod]
    [DataRow(239, 400, "width")]
    [DataRow(10_001, 400, "width")]
    [DataRow(400, 0, "height")]
    [DataRow(400, int.MaxValue, "height")]
    public void SizesHaveLimits(int width, int height, string named)
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SvgPicture.Draw("t", [], width, height));
        Assert.AreEqual(named, error.ParamName);
        StringAssert.Contains(error.Message, "from 240 to 10000 pixels");
    }

    private static Picture Draw(params (double X, double Y)[][] series)
    {
        string[] names = ["first", "second"];
        var chart = new LineChart(new("x", AxisKind.Whole), new("y"), [.. series.Select((points, i) => new ChartSeries(names[i], points))]);
        return new Picture(SvgPicture.Draw("a title", [chart], 700, 400));
    }
}
