using Microsoft.ML.Data;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Scoring.Heads;
using MLNetSequence.Tests.Support;
using static MLNetSequence.Tests.Support.TableColumns;

namespace MLNetSequence.Tests.Inputs;

/// <summary>A row's weight says how often it stands there.</summary>
[TestClass]
public class ExampleWeightTests
{
    /// <summary>In whole batches, since a row that stands there twice makes a batch longer.</summary>
    [TestMethod]
    public void ARowOfWeightTwoIsARowThatStandsThereTwice()
    {
        float[] weighted = Weights(Data([0, 1, 2, 3], 2, 1, 1, 3), "Weight");
        float[] repeated = Weights(Data([0, 0, 1, 2, 3, 3, 3], 1, 1, 1, 1, 1, 1, 1), null);
        AreClose(repeated, weighted);
        Assert.IsFalse(Enumerable.SequenceEqual(weighted, Weights(Data([0, 1, 2, 3], 2, 1, 1, 3), null)), "They count.");
    }

    [TestMethod]
    public void ARowOfWeightZeroIsNotThere() =>
        AreClose(Weights(Data([0, 2, 3], 1, 1, 1), null), Weights(Data([0, 1, 2, 3, 1], 1, 0, 1, 1, 0), "Weight"));

    /// <summary>Only how weights compare matters: the loss is a mean.</summary>
    [TestMethod]
    public void TwiceAllWeightsChangeNothing() =>
        AreClose(Weights(Data([0, 1, 2, 3], 1, 2, 1, 3), "Weight"), Weights(Data([0, 1, 2, 3], 2, 4, 2, 6), "Weight"));

    /// <summary>The scale of the labels, too, counts a row as often as it weighs.</summary>
    [TestMethod]
    public void TheScaleOfLabelsCountsRowsAsTheyWeigh()
    {
        LabelScale weighted = LabelScale.Of([1, 10, 5, 20, 900, 900], [3, 1, 0]);
        LabelScale repeated = LabelScale.Of([1, 10, 1, 10, 1, 10, 5, 20], [1, 1, 1, 1]);
        CollectionAssert.AreEqual(new[] { 2, 12.5f }, weighted.Centres);
        CollectionAssert.AreEqual(new[] { MathF.Sqrt(3), MathF.Sqrt(18.75f) }, weighted.Widths);
        CollectionAssert.AreEqual(repeated.Centres, weighted.Centres);
        CollectionAssert.AreEqual(repeated.Widths, weighted.Widths);
    }

    /// <summary>The mean of such is rounded, and the width is that rounding: a row to measure on would be 1e17 widths away.</summary>
    [TestMethod]
    [DataRow(0.1f)]
    [DataRow(-3.3e9f)]
    [DataRow(0f)]
    public void LabelsThatAreAllTheSameHaveNoWidth(float label)
    {
        LabelScale scale = LabelScale.Of([label, label, label], [0.3f, 0.7f, 1.1f]);
        Assert.AreEqual((label, 1f), (scale.Centres[0], scale.Widths[0]));
        Assert.IsTrue(LabelScale.Of([label, label, label * 1.0001f + 1e-9f], [1, 1, 1]).Widths[0] < Math.Abs(label) + 1e-6f);
    }

    [TestMethod]
    public void ALabelThatWeighsNothingDecidesNothing()
    {
        string[] Scores(float far, params float[] weights)
        {
            Table data = new Table().AddNumbers("Label", 1, 2, far, 4)
                .AddSeries("Features", 0, [1], [2], [3], [4]).AddNumbers("Weight", weights);
            return Values.Of(Small.Regression(o => o.ExampleWeightColumnName = "Weight").Fit(data).Transform(data), "Score");
        }
        CollectionAssert.AreEqual(Scores(3, 1, 1, 0, 1), Scores(1e9f, 1, 1, 0, 1));
        CollectionAssert.AreNotEqual(Scores(3, 1, 1, 1, 1), Scores(1e9f, 1, 1, 1, 1));
    }

    [TestMethod]
    [DataRow(-0.5f, "-0.5")]
    [DataRow(float.NaN, "NaN")]
    [DataRow(float.PositiveInfinity, "Infinity")]
    public void AWeightThatIsNoneIsRefused(float weight, string text)
    {
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Weights(Data([0, 1, 2, 3], 1, 1, weight, 1), "Weight"));
        StringAssert.Contains(error.Message, $"Row 3 has {text} in column 'Weight'");
    }

    [TestMethod]
    public void WhereAllWeighNothingNothingCanBeLearned()
    {
        Exception error = Assert.Throws<Exception>(() => Weights(Data([0, 1, 2, 3], 0, 0, 0, 0), "Weight"));
        StringAssert.Contains(error.Message, "weight of 0");
    }

    [TestMethod]
    public void AWeightOfAnotherTypeIsRefused()
    {
        Table data = Data([0, 1, 2, 3], 1, 1, 1, 1).Without("Weight").Add("Weight", NumberDataViewType.Double, 1.0, 1.0, 1.0, 1.0);
        Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Weights(data, "Weight"));
        StringAssert.Contains(error.Message, "example weight column 'Weight' must be Single, but is Double");
        Assert.AreEqual(0, data.RowsRead);
    }

    [TestMethod]
    public void AWeightColumnThatIsMissingIsNamed()
    {
        Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Weights(Data([0, 1, 2, 3], 1, 1, 1, 1).Without("Weight"), "Weight"));
        StringAssert.Contains(error.Message, "example weight column 'Weight'");
    }

    private static Table Data(int[] rows, params float[] weights) => new Table()
        .AddFlags("Label", [.. rows.Select(row => row % 2 == 0)])
        .AddTokens("Features", ["a", "b", "c"], [.. rows.Select(row => new uint[] { (uint)row % 3 + 1, 2 })])
        .AddNumbers("Weight", weights);

    private static float[] Weights(Table data, string? column)
    {
        SequenceBinaryPredictionTransformer model = Small.Binary(o =>
        {
            o.ExampleWeightColumnName = column;
            o.Training = o.Training with { BatchSize = 100, Epochs = 3, Optimizer = new Sgd { LearningRate = 0.5 } };
        }).Fit(data);
        ParameterStore parameters = model.Trained.Network.Parameters;
        return [.. parameters.All.SelectMany(p => parameters.Span(p).ToArray())];
    }

    private static void AreClose(float[] expected, float[] found)
    {
        Assert.AreEqual(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], found[i], 1e-6f);
        }
    }
}
