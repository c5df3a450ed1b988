using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Models;

/// <summary>What a user is told about a score.</summary>
[TestClass]
public sealed class ModelExplanationsTests
{
    /// <summary>The class is decided by the first token alone; a model that has learned so says so.</summary>
    [TestMethod]
    public void TheStepThatDecidesStandsOut()
    {
        SequenceModel model = ModelSamples.FirstTokenModel(seed: 1);
        model.Train(ModelSamples.FirstToken(400), new CrossEntropyLoss(), new() { Epochs = 25, Threads = 1 });
        var random = new Random(4);
        double first = 0, others = 0;
        for (int i = 0; i < 40; i++)
        {
            int[] tokens = [.. Enumerable.Range(0, 4).Select(_ => 1 + random.Next(2))];
            float[] steps = model.Explain(tokens);
            Assert.HasCount(tokens.Length, steps);
            Assert.IsGreaterThan(0, steps[0], "It has raised the class that is predicted.");
            Assert.IsLessThan(0, model.Explain(tokens, output: 2 - tokens[0])[0], "It has lowered the other.");
            first += steps[0];
            others += steps[1..].Average(Math.Abs);
        }
        Assert.IsGreaterThan(2 * others, first);
    }

    [TestMethod]
    public void ManyAtOnceGiveTheBitsOfEachAlone()
    {
        SequenceModel model = ModelSamples.Drawn(
            new SequenceNetwork(3).Lstm(5, returnSequences: true).AttentionPooling(4).Dense(3, Activation.Softmax));
        var set = SequenceExamples.OfFeatures(3);
        for (int i = 0; i < 50; i++)
        {
            set.Add(ModelSamples.Series(i * 7 % 13, 3, i));
        }
        float[][] greatest = model.Explain(set), second = model.Explain(set, output: 1), weights = model.AttentionWeights(set)!;
        for (int i = 0; i < 50; i++)
        {
            float[] series = ModelSamples.Series(i * 7 % 13, 3, i);
            Near.SameBits(model.Explain(series), greatest[i], $"sequence {i}");
            Near.SameBits(model.Explain(series, 1), second[i], $"sequence {i}, output 1");
            Near.SameBits(model.AttentionWeights(series)!, weights[i], $"weights of sequence {i}");
            Assert.HasCount(i * 7 % 13, weights[i]);
        }
    }

    [TestMethod]
    public void WithoutAttentionThereAreNoWeights()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        Assert.IsNull(model.AttentionWeights([1, 2]));
        Assert.IsNull(model.AttentionWeights(ModelSamples.FirstToken(3)));
        Assert.IsEmpty(model.Explain(ReadOnlySpan<int>.Empty));
    }

    [TestMethod]
    public void WhatCannotBeExplainedIsRefused()
    {
        SequenceModel words = ModelSamples.FirstTokenModel();
        SequenceModel perStep = ModelSamples.Drawn(ModelSamples.Forward);
        var strided = new SequenceModel(new SequenceNetwork(2).Conv1D(3, 2, new() { Stride = 2 }).AttentionPooling(2));
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => perStep.Explain([1f, 2, 3])).Message, "at every step");
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => strided.AttentionWeights([1f, 2])).Message, "stride");
        Assert.AreEqual("output", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => words.Explain([1], 2)).ParamName);
        Assert.Throws<ArgumentException>(() => words.Explain([1f]));
        Assert.Throws<ArgumentException>(() => words.Explain([3]));
        Assert.Throws<ArgumentException>(() => words.AttentionWeights([0]));
        Assert.Throws<ArgumentException>(() => words.Explain(SequenceExamples.OfFeatures(2)));
        Assert.Throws<ArgumentNullException>(() => words.Explain((SequenceExamples)null!));
        Assert.Throws<ArgumentNullException>(() => words.AttentionWeights((SequenceExamples)null!));
    }
}
