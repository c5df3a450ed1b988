using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Training.RangeTest;

/// <summary>The result of a range test as a table and as a picture.</summary>
[TestClass]
public sealed class LearningRateRangeTests
{
    private static readonly LearningRateRange Range = new(
        [new(1e-7, 0.7, 0.7), new(0.001, 0.65, 0.68), new(0.01, 0.25, 0.45), new(0.1, 0.2, 0.3), new(1, 1e30, 1e20)]);

    [TestMethod]
    public void TheTableIsExact()
    {
        using var german = new Culture("de-DE");
        Assert.AreEqual(
            "rate,loss,smoothed_loss\n1E-07,0.7,0.7\n0.001,0.65,0.68\n0.01,0.25,0.45\n0.1,0.2,0.3\n1,1E+30,1E+20\n", Range.ToCsv());
    }

    [TestMethod]
    public void ThePictureHasALogarithmicAxisAndAMark()
    {
        Assert.AreEqual(0.01, Range.Suggested);
        var picture = new Picture(Range.ToSvg());
        CollectionAssert.AreEqual((int[])[5, 5], picture.Lines.Select(l => l.Length).ToArray());
        CollectionAssert.AreEqual((string[])["1e-7", "1e-6", "1e-5", "1e-4", "0.001", "0.01", "0.1", "1"], picture.Ticks("x"));
        double[] places = picture.Places("x");
        for (int i = 2; i < places.Length; i++)
        {
            Assert.AreEqual(places[1] - places[0], places[i] - places[i - 1], 0.03, "Decades are equally long.");
        }
        CollectionAssert.AreEqual((string[])["suggested 0.01"], picture.Marks);
        Assert.AreEqual(places[5], Picture.Number(picture.OfClass("line", "mark").Single(), "x1"), 0.02);
        // The explosion runs out of the picture; the losses before it are what it has room for.
        Assert.AreEqual("0.70", picture.Ticks("y")[^1]);
        picture.CheckNumbers();
    }

    [TestMethod]
    public void OnePointAndNoSuggestionArePicturesToo()
    {
        var range = new LearningRateRange([new(0.001, 1, 1)]);
        Assert.IsTrue(double.IsNaN(range.Suggested));
        var picture = new Picture(range.ToSvg("title", 300, 300));
        Assert.IsEmpty(picture.Marks);
        picture.CheckNumbers();
    }

    [TestMethod]
    public void FilesAreReplacedWhole()
    {
        using var file = new TempFile();
        Range.SaveCsv(file.Path);
        Assert.AreEqual(Range.ToCsv(), File.ReadAllText(file.Path));
        Range.SaveSvg(file.Path, "Title", 300, 250);
        Assert.AreEqual(Range.ToSvg("Title", 300, 250), File.ReadAllText(file.Path));
        Assert.AreEqual("width", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Range.SaveSvg(file.Path, width: 1)).ParamName);
        CollectionAssert.AreEqual((string[])["file"], file.Names);
    }
}
