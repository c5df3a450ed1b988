using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Models;

/// <summary>Scores: one by one, many at once, and what a loss makes of them.</summary>
[TestClass]
public sealed class ModelScoringTests
{
    [TestMethod]
    public void ManyAtOnceGiveTheBitsOfEachAlone()
    {
        SequenceModel model = ModelSamples.Drawn(ModelSamples.Forward);
        var set = SequenceExamples.OfFeatures(3);
        int[] lengths = [.. Enumerable.Range(0, 90).Select(i => i * 7 % 13)];
        foreach (int length in lengths)
        {
            set.Add(ModelSamples.Series(length, 3, length));
        }
        float[][] scores = model.Score(set);
        for (int i = 0; i < lengths.Length; i++)
        {
            Assert.AreEqual(lengths[i] * 2, scores[i].Length);
            Near.SameBits(model.Score(ModelSamples.Series(lengths[i], 3, lengths[i])), scores[i], $"sequence {i}");
        }
    }

    [TestMethod]
    public void ThreadsMayScoreAtOnce()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        int[][] tokens = [[1], [2, 1], [1, 1, 2], [2, 2, 2, 1]];
        float[][] expected = [.. tokens.Select(t => model.Score(t))];
        Parallel.For(0, 64, i => Near.SameBits(expected[i % 4], model.Score(tokens[i % 4]), "score"));
    }

    [TestMethod]
    public void ALossMakesProbabilitiesOfWhatHasNoSoftmax()
    {
        SequenceNetwork linear = new SequenceNetwork(2).Lstm(3).Dense(3);
        SequenceModel logits = ModelSamples.Drawn(linear);
        SequenceModel softmax = ModelSamples.Drawn(new SequenceNetwork(2).Lstm(3).Dense(3, Activation.Softmax));
        float[] series = ModelSamples.Series(4, 2);
        float[] raw = logits.Score(series);
        logits.Loss = new CrossEntropyLoss();
        float[] probabilities = logits.Score(series);
        Near.Equal(softmax.Score(series), probabilities, 1e-6, 0, "probabilities");
        Assert.AreNotEqual(raw[0], probabilities[0]);
        softmax.Loss = new CrossEntropyLoss();
        Near.Equal(probabilities, softmax.Score(series), 1e-6, 0, "no softmax of a softmax");
    }

    [TestMethod]
    public void ALossMakesDeviationsAtEveryStep()
    {
        SequenceModel model = ModelSamples.Drawn(new SequenceNetwork(1).Lstm(3, returnSequences: true).Dense(2));
        float[] series = ModelSamples.Series(3, 1);
        float[] raw = model.Score(series);
        model.Loss = new GaussianLoss();
        float[] scores = model.Score(series);
        for (int t = 0; t < 3; t++)
        {
            Assert.AreEqual(raw[2 * t], scores[2 * t], "the mean stays");
            Near.Equal(Math.Log(1 + Math.Exp(raw[2 * t + 1])) + 1e-6, scores[2 * t + 1], 1e-5, 0, "softplus");
        }
    }

    [TestMethod]
    public void ALossThatDoesNotFitIsRefused()
    {
        var model = new SequenceModel(new SequenceNetwork(1).Lstm(3).Dense(3));
        Assert.Throws<ArgumentException>(() => model.Loss = new GaussianLoss());
        Assert.Throws<ArgumentException>(() => model.Loss = new CrossEntropyLoss { ClassWeights = [1, 2] });
        Assert.IsNull(model.Loss);
    }

    [TestMethod]
    public void WhatTheNetworkDoesNotReadIsRefused()
    {
        SequenceModel words = ModelSamples.FirstTokenModel();
        var numbers = new SequenceModel(new SequenceNetwork(2).Lstm(3));
        Refused(() => words.Score([1f, 2f]), "reads tokens");
        Refused(() => words.Score([1, 3]), "from 1 to 2");
        Refused(() => words.Score([0]), "tokens[0]");
        Refused(() => words.Score(SequenceExamples.OfFeatures(2)), "reads tokens");
        Refused(() => numbers.Score([1, 2]), "2 features a step");
        Refused(() => numbers.Score([1f, 2, 3]), "3 numbers");
        Refused(() => numbers.Score([1f, float.NaN]), "step 0, feature 1");
        Refused(() => numbers.Score(SequenceExamples.OfFeatures(3)), "not 3 features");
        var set = SequenceExamples.OfTokens();
        set.Add([1]);
        set.Add([7]);
        Refused(() => words.Score(set), "one is 7");
        Assert.IsEmpty(words.Score(SequenceExamples.OfTokens()));
    }

    private static void Refused(Action score, string says) =>
        StringAssert.Contains(Assert.Throws<ArgumentException>(score).Message, says);
}
