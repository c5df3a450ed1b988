using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Models;

/// <summary>What a set of examples keeps, and what it refuses; a refusal leaves the set as it was.</summary>
[TestClass]
public sealed class SequenceExamplesTests
{
    [TestMethod]
    public void LabelsAreKeptWithTheirWeights()
    {
        var set = SequenceExamples.OfTokens();
        set.Add([3, 1], label: 2);
        set.Add(Array.Empty<int>(), label: 0, weight: 0.5f);
        Examples examples = set.ToExamples("data");
        Assert.AreEqual(2, set.Count);
        Assert.AreEqual(2, set.Steps(0));
        Assert.AreEqual(0, set.Steps(1));
        Assert.AreEqual(3, set.LargestTokens[0]);
        Assert.AreEqual(2, examples.Targets.Label(0));
        Assert.AreEqual(1f, examples.Targets.Weight(0));
        Assert.AreEqual(0.5f, examples.Targets.Weight(1));
    }

    [TestMethod]
    public void NumbersPerStepAreKeptRowByRow()
    {
        var set = SequenceExamples.OfFeatures(2, targets: 3);
        set.AddPerStep([1f, 2, 3, 4], [.1f, .2f, .3f, .4f, .5f, .6f], [1, 0.25f]);
        Targets targets = set.ToExamples("data").Targets;
        Assert.AreEqual(2, targets.Rows(0));
        CollectionAssert.AreEqual(new[] { .4f, .5f, .6f }, targets.Values(1).ToArray());
        Assert.AreEqual(0.25f, targets.Weight(1));
    }

    [TestMethod]
    public void AMaskedStepMayBearAnything()
    {
        var labels = SequenceExamples.OfFeatures(1);
        labels.AddPerStep([1f, 2], [1, -100], [1, 0]);
        Assert.AreEqual(0, labels.ToExamples("data").Targets.Label(1), "a class that a loss may look up");
        var numbers = SequenceExamples.OfFeatures(1);
        numbers.AddPerStep([1f, 2], [1, float.NaN], [1, 0]);
        Assert.AreEqual(1, numbers.Count);
    }

    [TestMethod]
    public void ATokenBelowOneIsRefusedWithItsPlace()
    {
        var set = SequenceExamples.OfTokens();
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => set.Add([4, 0], label: 1));
        StringAssert.Contains(error.Message, "tokens[1]");
        Assert.AreEqual(0, set.Count);
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void AFeatureThatIsNotFiniteIsRefusedWithItsPlace(float value)
    {
        var set = SequenceExamples.OfFeatures(2);
        var error = Assert.ThrowsExactly<ArgumentException>(() => set.Add([1, 2, 3, value], label: 1));
        StringAssert.Contains(error.Message, "step 1, feature 1");
        Assert.AreEqual("features", error.ParamName);
        Assert.AreEqual(0, set.Count);
        set.Add([1f, 2], label: 1);
        Assert.AreEqual(1, set.ToExamples("data").Targets.Count, "no target is left of what was refused");
    }

    [TestMethod]
    public void WhatDoesNotMatchIsRefused()
    {
        var set = SequenceExamples.OfFeatures(2, targets: 3);
        Refused(() => set.Add([1f, 2, 3], label: 1), "2 features");
        Refused(() => set.Add([1f, 2], [1f, 2]), "has 3 numbers");
        Refused(() => set.AddPerStep([1f, 2], [1f, 2]), "2 in all");
        Refused(() => set.AddPerStep([1f, 2], [1, 1], [1]), "each of the 2");
        Refused(() => set.Add([1f, 2], [1f, 2, float.NaN]), "targets[2]");
        Refused(() => set.Add([1f, 2], label: -1), "at least 0");
        Refused(() => set.Add([1f, 2], label: 1, weight: -1), "at least 0");
        Refused(() => set.Add([1f, 2], label: 1, weight: float.NaN), "finite");
        Refused(() => set.Add([1, 2], label: 1), "2 features a step");
        Refused(() => SequenceExamples.OfTokens().Add([1f], label: 1), "tokens");
        Assert.AreEqual(0, set.Count);
    }

    [TestMethod]
    public void OneSetHoldsOneKindOfTarget()
    {
        var labels = SequenceExamples.OfTokens();
        labels.Add([1], label: 0);
        Refused(() => labels.Add([1], [1f]), "labels");
        Refused(() => labels.Add([1]), "have targets");
        var numbers = SequenceExamples.OfTokens();
        numbers.Add([1], [1f]);
        Refused(() => numbers.Add([1], label: 0), "numbers for targets");
        var none = SequenceExamples.OfTokens();
        none.Add([1]);
        Refused(() => none.Add([1], label: 0), "no targets");
        Refused(() => none.ToExamples("data"), "no targets");
        Assert.AreEqual(1, labels.Count + numbers.Count + none.Count - 2);
    }

    [TestMethod]
    public void SizesBelowOneAreRefused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SequenceExamples.OfFeatures(0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SequenceExamples.OfTokens(targets: 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SequenceExamples.OfTokens().Steps(0));
    }

    private static void Refused(Action add, string says) =>
        StringAssert.Contains(Assert.Throws<ArgumentException>(add).Message, says);
}
