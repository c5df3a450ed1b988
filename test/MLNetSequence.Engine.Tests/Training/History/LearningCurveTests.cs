using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Training.History;

/// <summary>The picture of a history: a chart of losses, one of accuracies where there are any, the best epoch marked.</summary>
[TestClass]
public sealed class LearningCurveTests
{
    [TestMethod]
    public void LossesAndAccuraciesHaveAChartEach()
    {
        var history = new TrainingHistory(
            [.. Enumerable.Range(1, 12).Select(e => TrainingHistoryTests.End(e, 1.0 / e, 1 - 0.5 / e, 0.3 + Math.Abs(e - 7) / 10.0, 0.8))]);
        var picture = new Picture(history.ToSvg());
        Assert.HasCount(4, picture.Lines);
        Assert.IsTrue(picture.Lines.All(l => l.Length == 12));
        CollectionAssert.AreEqual((string[])["best epoch 7"], picture.Marks);
        CollectionAssert.IsSubsetOf(
            (string[])["Learning curve", "Loss", "Accuracy", "epoch", "training", "validation"],
            picture.Texts.Select(t => t.Value).ToArray());
        // The ring lies on the point of the validation loss, which is the first line drawn.
        double[] rings = [.. picture.OfClass("circle", "mark").Select(c => Picture.Number(c, "cx"))];
        Assert.HasCount(2, rings);
        Assert.IsTrue(rings.All(x => Math.Abs(x - picture.Lines[0][6].X) < 0.02));
        Assert.AreEqual(picture.Lines[0][6].Y, Picture.Number(picture.OfClass("circle", "mark").First(), "cy"), 0.02);
        picture.CheckNumbers();
    }

    [TestMethod]
    public void WithoutClassesAndValidationThereIsOneLine()
    {
        var history = new TrainingHistory([.. Enumerable.Range(1, 60).Select(e => TrainingHistoryTests.End(e, 1.0 / e))]);
        var picture = new Picture(history.ToSvg("Loss & more", 400, 300));
        Assert.HasCount(60, picture.Lines.Single());
        Assert.IsEmpty(picture.Series[0].Elements().Where(e => e.Name.LocalName == "circle"), "So many dots would be a thick line.");
        CollectionAssert.AreEqual((string[])["best epoch 60"], picture.Marks);
        string[] texts = [.. picture.Texts.Select(t => t.Value)];
        Assert.Contains("Loss & more", texts);
        Assert.DoesNotContain("validation", texts);
        Assert.DoesNotContain("Accuracy", texts);
        Assert.AreEqual("400", picture.Root.Attribute("width")!.Value);
    }

    [TestMethod]
    public void OneEpochIsADot()
    {
        var picture = new Picture(new TrainingHistory([TrainingHistoryTests.End(1, 0.7, 0.5, 0.6, 0.4)]).ToSvg());
        Assert.IsEmpty(picture.Lines);
        Assert.IsTrue(picture.Series.All(s => s.Elements().Count(e => e.Name.LocalName == "circle") == 1));
        CollectionAssert.AreEqual((string[])["1", "1"], picture.Ticks("x"));
        picture.CheckNumbers();
    }

    [TestMethod]
    public void NoEpochAndNoNumbersArePicturesToo()
    {
        Assert.IsEmpty(new Picture(new TrainingHistory([]).ToSvg()).Marks);
        var broken = new TrainingHistory([TrainingHistoryTests.End(1, double.NaN), TrainingHistoryTests.End(2, double.PositiveInfinity)]);
        Assert.IsEmpty(new Picture(broken.ToSvg()).Marks);
    }

    [TestMethod]
    public void AGapIsSeen()
    {
        double[] losses = [3, 2, double.NaN, 2, 1];
        var history = new TrainingHistory([.. losses.Select((loss, i) => TrainingHistoryTests.End(i + 1, loss))]);
        CollectionAssert.AreEqual((int[])[2, 2], new Picture(history.ToSvg()).Lines.Select(l => l.Length).ToArray());
    }
}
