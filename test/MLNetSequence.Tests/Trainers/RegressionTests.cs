using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;
using static MLNetSequence.Tests.Support.TableColumns;

namespace MLNetSequence.Tests.Trainers;

/// <summary>Numbers, one or several, on the label's own scale.</summary>
[TestClass]
public class RegressionTests
{
    /// <summary>y = 1000 + 5·x: far from where a network begins.</summary>
    [TestMethod]
    public void ScaledItLearnsLabelsThatAreFarAway()
    {
        SequenceRegressionPredictionTransformer model = Small.Regression(o => o.Training = Small.Learning(60)).Fit(Line());
        RegressionMetrics metrics = new MLContext(1).Regression.Evaluate(model.Transform(Line()));
        Assert.IsTrue(metrics.RSquared > 0.95, $"R² {metrics.RSquared}");
        Assert.IsTrue(metrics.MeanAbsoluteError < 1, $"error {metrics.MeanAbsoluteError}");
        Assert.IsTrue(double.IsFinite(metrics.LossFunction) && double.IsFinite(metrics.RootMeanSquaredError));
    }

    [TestMethod]
    public void UnscaledItHasNotComeFarInThatTime()
    {
        SequenceRegressionPredictionTransformer model =
            Small.Regression(o => (o.Training, o.ScaleLabels) = (Small.Learning(60), false)).Fit(Line());
        Assert.IsTrue(new MLContext(1).Regression.Evaluate(model.Transform(Line())).MeanAbsoluteError > 500);
    }

    [TestMethod]
    public void SeveralNumbersAreLearnedTogetherAndKeepTheirNames()
    {
        float[][] labels = [.. Numbers().Select(x => new[] { 1000 + 5 * x, -0.001f * x })];
        Table data = Line().Without("Label").AddNamed("Label", ["up", "down"], labels);
        SequenceRegressionPredictionTransformer model = Small.Regression(o => o.Training = Small.Learning(60)).Fit(data);
        foreach (ITransformer each in (ITransformer[])[model, ModelFile.Reload(model, data.Schema)])
        {
            IDataView scored = each.Transform(data);
            Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 2), scored.Schema["Score"].Type);
            CollectionAssert.AreEqual(
                new[] { "up", "down" }, Values.OfAnnotation<ReadOnlyMemory<char>>(scored.Schema["Score"], "SlotNames"));
            (float[] Score, float X)[] rows = [.. scored.GetColumn<float[]>("Score").Zip(Numbers())];
            Assert.IsTrue(rows.Average(r => Math.Abs(r.Score[0] - 1000 - 5 * r.X)) < 1);
            Assert.IsTrue(rows.Average(r => Math.Abs(r.Score[1] + 0.001 * r.X)) < 0.0002, "Each number has its own scale.");
        }
    }

    [TestMethod]
    public void AVectorOfOneNumberStaysAVector()
    {
        Table data = Line().Without("Label").AddKnown("Label", [1], [.. Numbers().Select(x => new[] { x })]);
        IDataView scored = Small.Regression().Fit(data).Transform(data);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 1), scored.Schema["Score"].Type);
        Assert.IsFalse(scored.Schema["Score"].HasSlotNames());
    }

    /// <summary>One label in four is 10, the others are 0: with nothing to read, each loss has its own best answer.</summary>
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void EachLossHasItsOwnMiddle(bool scaled)
    {
        Assert.AreEqual(2.5, Middle(new MeanSquaredLoss(), scaled), 0.1, "The mean.");
        Assert.AreEqual(0, Middle(new MeanAbsoluteLoss(), scaled), 0.5, "The median.");
        // Huber: 30·c = 10·δ where c is the answer and δ = 0.6 on the scale on which it is measured; its width is √(0.25·0.75)·10.
        double width = scaled ? Math.Sqrt(0.25 * 0.75) * 10 : 1;
        Assert.AreEqual(0.6 * width / 3, Middle(new HuberLoss { Delta = 0.6 }, scaled), 0.1, "Between them.");
    }

    [TestMethod]
    public void ALossOfAnotherTaskIsRefused()
    {
        foreach (Loss loss in (Loss[])[new CrossEntropyLoss(), new BinaryCrossEntropyLoss(), new GaussianLoss()])
        {
            Exception error = Assert.ThrowsExactly<ArgumentException>(() => Small.Regression(o => o.Loss = loss));
            StringAssert.Contains(error.Message, "Loss must be MeanSquaredLoss, MeanAbsoluteLoss or HuberLoss");
            StringAssert.Contains(error.Message, loss.GetType().Name);
        }
        Assert.ThrowsExactly<ArgumentNullException>(() => Small.Regression(o => o.Loss = null!));
    }

    [TestMethod]
    [DataRow(float.NaN, "NaN")]
    [DataRow(float.PositiveInfinity, "Infinity")]
    public void ALabelThatIsNoneIsNamed(float label, string text)
    {
        Table data = new Table().AddNumbers("Label", 1, 2, label).AddSeries("Features", 0, [1], [2], [3]);
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Small.Regression().Fit(data));
        StringAssert.Contains(error.Message, $"Row 3 has no label: column 'Label' holds {text}");
    }

    [TestMethod]
    public void ALabelThatNeverChangesIsLearned()
    {
        Table data = Line().Without("Label").AddNumbers("Label", [.. Enumerable.Repeat(-42f, Numbers().Length)]);
        SequenceRegressionPredictionTransformer model = Small.Regression(o => o.Training = Small.Learning()).Fit(data);
        Assert.IsTrue(model.Transform(data).GetColumn<float>("Score").All(score => Math.Abs(score + 42) < 0.5));
    }

    /// <summary>Rows to measure on must not tell the scale: a huge label among them changes nothing.</summary>
    [TestMethod]
    public void TheScaleIsOfTheRowsToLearnFrom()
    {
        bool[] held = Each(Numbers().Length, i => i == 5);
        float[] labels = [.. Line().GetColumn<float>("Label")];
        labels[5] = 1e6f;
        Table far = Line().Without("Label").AddNumbers("Label", labels).AddFlags("Held", held);
        Action<SequenceRegressionTrainer.Options> change = o => o.ValidationColumnName = "Held";
        SequenceRegressionPredictionTransformer expected = Small.Regression(change).Fit(Line().AddFlags("Held", held));
        CollectionAssert.AreEqual(
            Values.Of(expected.Transform(Line()), "Score"), Values.Of(Small.Regression(change).Fit(far).Transform(Line()), "Score"));
    }

    private static float[] Numbers()
    {
        var random = new Random(4);
        return Each(64, _ => random.NextSingle() * 2 - 1);
    }

    // The number stands first, and others that say nothing behind it.
    private static Table Line() => new Table().AddNumbers("Label", [.. Numbers().Select(x => 1000 + 5 * x)])
        .AddSeries("Features", 0, [.. Numbers().Select((x, i) => Each(i % 3 + 1, t => t == 0 ? x : 0.1f))]);

    private static double Middle(Loss loss, bool scaled)
    {
        Table data = new Table().AddNumbers("Label", Shares.OneInFour(10f, 0f)).AddNothing();
        return Small.Regression(o => (o.Training, o.Loss, o.ScaleLabels) = (Shares.ToTheEnd, loss, scaled))
            .Fit(data).Transform(data).GetColumn<float>("Score").First();
    }
}
