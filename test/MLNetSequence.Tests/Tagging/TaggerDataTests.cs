using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Tagging;

/// <summary>Labels that a tagger cannot learn from are refused, with row and column.</summary>
[TestClass]
public class TaggerDataTests
{
    [TestMethod]
    [DataRow(2)]
    [DataRow(0)]
    [DataRow(5)]
    public void AnotherNumberOfLabelsThanStepsIsRefused(int labels)
    {
        Table data = Toys.Tagged([[1, 2], [3, 0, 4]], [1, 2], new uint[labels]);
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Toys.Tagger().Fit(data));
        foreach (string part in (string[])["Row 2", "3 steps", $"{labels} labels", "'Label'"])
        {
            StringAssert.Contains(error.Message, part);
        }
    }

    [TestMethod]
    public void TwoLabelsAreNeeded()
    {
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(
            () => Toys.Tagger().Fit(Toys.Tagged([[1, 2], [3]], [2, 0], [2])));
        StringAssert.Contains(error.Message, "one and the same label");
        StringAssert.Contains(error.Message, "'Label'");
        error = Assert.ThrowsExactly<InvalidOperationException>(() => Toys.Tagger().Fit(Toys.Tagged([[1, 2], [3]], [0, 0], [0])));
        StringAssert.Contains(error.Message, "no label");
    }

    [TestMethod]
    public void LabelsOfPaddingAndOfRowsHeldOutAreNoLabelsToLearnFrom()
    {
        Assert.ThrowsExactly<InvalidOperationException>(() => Toys.Tagger().Fit(Toys.Tagged([[1, 2], [3, 0]], [2, 2], [2, 1])));
        Table held = Toys.Tagged([[1, 2], [3, 4]], [2, 2], [1, 1]).Add("Held", BooleanDataViewType.Instance, false, true);
        Assert.ThrowsExactly<InvalidOperationException>(() => Toys.Tagger(o => o.ValidationColumnName = "Held").Fit(held));
    }

    [TestMethod]
    public void RowsOfWeightZeroHaveNoLabelsToLearnFrom()
    {
        Table data = Toys.Tagged([[1, 2], [3, 4]], [2, 2], [1, 1]).Add("Weight", NumberDataViewType.Single, 1f, 0f);
        Assert.ThrowsExactly<InvalidOperationException>(() => Toys.Tagger(o => o.ExampleWeightColumnName = "Weight").Fit(data));
    }

    [TestMethod]
    public void ValidationRowsWithoutAnyLabelAreRefused()
    {
        Exception error = Assert.ThrowsExactly<ArgumentException>(
            () => Toys.Tagger(o => o.ValidationData = Toys.Tagged([[1, 2]], [0u, 0u])).Fit(Toys.Tagged(9)));
        StringAssert.Contains(error.Message, "nothing to measure on");
    }

    [TestMethod]
    public void ANetworkMustAnswerAtEveryStep()
    {
        var trainers = new MLContext(1).MulticlassClassification.Trainers;
        var pooled = Toys.Layers with { Pooling = SequencePooling.Mean };
        Assert.ThrowsExactly<ArgumentException>(() => trainers.SequenceTagger(RecurrentCell.Gru, pooled, new()));
        Assert.ThrowsExactly<ArgumentException>(() => trainers.SequenceTagger(new SequenceNetwork().Embedding(7, 4).Lstm(4).Dense(3)));
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => trainers.SequenceTagger(n => n.Lstm(4)).Fit(Toys.Tagged(9)));
        StringAssert.Contains(error.Message, "every step");
        error = Assert.ThrowsExactly<ArgumentException>(() => trainers
            .SequenceTagger(n => n.Conv1D(4, 2, new Conv1DOptions { Stride = 2 })).Fit(Toys.Tagged(9)));
        StringAssert.Contains(error.Message, "every step");
    }

    [TestMethod]
    public void ALabelThatNoStepHasCannotBeWeighed()
    {
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => Toys.Tagger(
            o => o.ClassWeights = new Dictionary<string, double> { ["Q"] = 2 }).Fit(Toys.Tagged(9)));
        StringAssert.Contains(error.Message, "'Q'");
        StringAssert.Contains(error.Message, "X, Y, Z");
    }
}
