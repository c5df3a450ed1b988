using MLNetSequence.Engine.Charts;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Charts;

/// <summary>Areas lie behind the lines, between their edges, and are cut where an edge is missing.</summary>
[TestClass]
public sealed class ChartBandTests
{
    [TestMethod]
    public void AnAreaGoesAlongItsUpperEdgeAndBackAlongItsLowerOne()
    {
        Picture picture = Draw([(1, 2), (2, 4), (3, 3)], new ChartBand("80 %", [(1, 2, 2), (2, 3, 5), (3, 1, 6)]));
        (double X, double Y)[] line = picture.Lines.Single();
        (double X, double Y)[] area = picture.Areas.Single();
        Assert.HasCount(6, area);
        CollectionAssert.AreEqual(line.Concat(line.Reverse()).Select(p => p.X).ToArray(), area.Select(p => p.X).ToArray());
        Assert.AreEqual(line[0].Y, area[0].Y, "It begins at the line,");
        Assert.AreEqual(area[0].Y, area[5].Y, "where both edges are one.");
        Assert.IsTrue(area[1].Y < line[1].Y && line[1].Y < area[4].Y, "The line runs between, and y grows downward.");
        Assert.IsTrue(area[2].Y < area[1].Y && area[3].Y > area[4].Y);
        picture.CheckNumbers();
    }

    [TestMethod]
    public void TheAxesHaveRoomForIt()
    {
        Picture picture = Draw([(1, 2), (2, 4)], new ChartBand("80 %", [(5, -10, 20), (40, -10, 20)]));
        Assert.AreEqual("-10", picture.Ticks("y")[0]);
        Assert.AreEqual("20", picture.Ticks("y")[^1]);
        Assert.AreEqual("40", picture.Ticks("x")[^1]);
    }

    [TestMethod]
    public void AMissingEdgeLeavesAGap()
    {
        const double most = double.PositiveInfinity;
        Picture picture = Draw([(1, 2), (9, 4)], new ChartBand("a", [
            (1, 1, 2), (2, 1, 2), (3, double.NaN, 2), (4, 1, 2), (5, 1, most), (6, 1, 2), (7, 1, 2), (8, 1, 2), (double.NaN, 1, 2),
        ]));
        CollectionAssert.AreEqual((int[])[4, 4, 6], picture.Areas.Select(a => a.Length).ToArray());
        (double X, double Y)[] alone = picture.Areas[1];
        Assert.AreEqual(5, alone[1].X - alone[0].X, 0.05, "One place is a bar.");
        Assert.IsTrue(alone[0].Y == alone[1].Y && alone[2].Y == alone[3].Y && alone[2].Y > alone[1].Y);
        picture.CheckNumbers();
    }

    [TestMethod]
    public void AreasLieBehindAllLinesAndTheFirstInFront()
    {
        var chart = new LineChart(new("x"), new("y"), [new("one", [(1, 1), (2, 2)]), new("two", [(1, 2), (2, 1)])])
        {
            Bands = [new("narrow", [(1, 1, 2), (2, 1, 2)]) { Series = 1 }, new("wide", [(1, 0, 3), (2, 0, 3)]) { Series = 1 }],
            Marks = [new(1.5, "here")],
        };
        var picture = new Picture(SvgPicture.Draw("t", [chart], 700, 400));
        string[] order = [.. picture.Series[0].Parent!.Elements().Select(e => (string)e.Attribute("class")!)];
        CollectionAssert.AreEqual((string[])["band", "band", "mark", "mark", "series", "series"], order);
        Assert.IsGreaterThan(Height(picture.Areas[1]), Height(picture.Areas[0]), "the wide one first");
        string color = picture.Series[0].Attribute("stroke")!.Value;
        Assert.IsTrue(picture.OfClass("g", "band").All(b => b.Attribute("fill")!.Value == color), "that of the second line, drawn first");
        CollectionAssert.IsSubsetOf((string[])["one", "two", "narrow", "wide"], picture.Texts.Select(t => t.Value).ToArray());
        // The ground, and two samples in the legend, as dark as they look: the narrow area lies on the wide one.
        string?[] samples = [.. picture.Elements("rect").Skip(1).Select(r => r.Attribute("fill-opacity")?.Value)];
        CollectionAssert.AreEqual((string[])["0.36", "0.2"], samples);
        picture.CheckNumbers();

        static double Height((double X, double Y)[] area) => area.Max(p => p.Y) - area.Min(p => p.Y);
    }

    [TestMethod]
    public void ThereMayBeAnAreaWithoutALine()
    {
        Picture picture = Draw([], new ChartBand("a", [(1, 1, 2), (2, 1, 2)]));
        Assert.DoesNotContain("no data", picture.Texts.Select(t => t.Value));
        Assert.Contains("no data", Draw([], new ChartBand("a", [(1, double.NaN, 2)])).Texts.Select(t => t.Value));
    }

    private static Picture Draw((double X, double Y)[] line, ChartBand band) => new(SvgPicture.Draw(
        "t", [new LineChart(new("x", AxisKind.Whole), new("y"), [new("line", line)]) { Bands = [band] }], 700, 400));
}
