using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Models;

/// <summary>Labels and their probabilities from a model, with a Crf and without.</summary>
[TestClass]
public sealed class ModelDecodingTests
{
    private static readonly SequenceNetwork Plain = new SequenceNetwork(2).Gru(4, returnSequences: true).Dense(3);
    private static readonly SequenceNetwork Chain = Plain.Crf();

    [TestMethod]
    public void ScoresAreMarginalsAndThePathIsTheBest()
    {
        SequenceModel model = ModelSamples.Drawn(Chain), below = ModelSamples.Drawn(Plain);
        ReferenceCrf reference = Reference(model);
        foreach (int steps in (int[])[0, 1, 2, 6])
        {
            float[] series = ModelSamples.Series(steps, 2);
            double[][] emissions = [.. below.Score(series).Select(x => (double)x).Chunk(3)];
            double[] marginals = [.. reference.Marginals(emissions).SelectMany(r => r)];
            Near.Equal(marginals, model.Score(series), 1e-5, 1e-6, $"{steps} steps");
            CollectionAssert.AreEqual(reference.Best(emissions), model.Decode(series), $"{steps} steps");
        }
    }

    [TestMethod]
    public void ManyGetWhatEachGetsOnItsOwn()
    {
        SequenceModel model = ModelSamples.Drawn(Chain);
        var examples = SequenceExamples.OfFeatures(2);
        float[][] series = [.. Enumerable.Range(0, 90).Select(i => ModelSamples.Series(i * 7 % 23, 2, seed: i))];
        Array.ForEach(series, s => examples.Add(s));
        int[][] paths = model.Decode(examples);
        float[][] scores = model.Score(examples);
        for (int i = 0; i < series.Length; i++)
        {
            CollectionAssert.AreEqual(model.Decode(series[i]), paths[i], $"sequence {i}");
            Near.SameBits(model.Score(series[i]), scores[i], $"sequence {i}");
        }
    }

    /// <summary>The best of all paths may have other labels than each step's most likely ones: that is what it is for.</summary>
    [TestMethod]
    public void ATransitionThatIsForbiddenIsNotTaken()
    {
        SequenceModel model = ModelSamples.Drawn(Chain);
        float[] transitions = model.GetWeights("2.transitions");
        (transitions[1], transitions[8]) = (-10_000, -10_000);
        model.SetWeights("2.transitions", transitions);
        for (int seed = 0; seed < 50; seed++)
        {
            int[] path = model.Decode(ModelSamples.Series(30, 2, seed));
            Assert.IsFalse(path.Zip(path.Skip(1)).Any(p => p is (0, 1) or (2, 2)), $"seed {seed}");
            Assert.IsTrue(model.Score(ModelSamples.Series(30, 2, seed)).All(float.IsFinite));
        }
    }

    [TestMethod]
    public void WithoutAChainEachStepHasTheClassOfItsGreatestScore()
    {
        SequenceModel model = ModelSamples.Drawn(Plain);
        float[] series = ModelSamples.Series(20, 2);
        int[] expected = [.. model.Score(series).Chunk(3).Select(s => Array.IndexOf(s, s.Max()))];
        CollectionAssert.AreEqual(expected, model.Decode(series));
        model.Loss = new CrossEntropyLoss();
        CollectionAssert.AreEqual(expected, model.Decode(series));
        var tokens = ModelSamples.Drawn(new SequenceNetwork().Embedding(5, 3).Dense(4, Activation.Softmax));
        float[] scores = tokens.Score([1, 4, 2]);
        CollectionAssert.AreEqual(scores.Chunk(4).Select(s => Array.IndexOf(s, s.Max())).ToArray(), tokens.Decode([1, 4, 2]));
    }

    [TestMethod]
    public void WhatHasNoLabelForEachStepIsRefused()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        string message = Assert.ThrowsExactly<InvalidOperationException>(() => model.Decode([1, 2])).Message;
        StringAssert.Contains(message, "answers at every step");
        Assert.ThrowsExactly<InvalidOperationException>(() => model.Decode(ModelSamples.FirstToken(3)));
        var numbers = new SequenceModel(Plain) { Loss = new MeanSquaredLoss() };
        message = Assert.ThrowsExactly<InvalidOperationException>(() => numbers.Decode(ModelSamples.Series(2, 2))).Message;
        StringAssert.Contains(message, "MeanSquaredLoss");
        Assert.ThrowsExactly<ArgumentException>(() => numbers.Decode([1, 2]));
        Assert.ThrowsExactly<ArgumentException>(() => model.Decode(ModelSamples.Series(2, 2)));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ModelSamples.FirstTokenModel().Decode([0]));
    }

    [TestMethod]
    public void APieceOfASequenceCannotBeScored()
    {
        string message = Assert.ThrowsExactly<InvalidOperationException>(() => new SequenceModel(Chain).NewState()).Message;
        StringAssert.Contains(message, "Layer 2, Crf, weighs all steps of a sequence at once");
        new SequenceModel(Plain).NewState();
    }

    [TestMethod]
    public void ATrainedModelComesBackFromItsFile()
    {
        var examples = SequenceExamples.OfFeatures(2);
        for (int i = 0; i < 20; i++)
        {
            examples.AddPerStep(ModelSamples.Series(4, 2, i), [0, 1, 2, i % 3], [1, 0, 1, 2]);
        }
        var model = new SequenceModel(Chain);
        TrainingReport report = model.Train(examples, new CrossEntropyLoss(), new() { Epochs = 2 });
        Assert.AreEqual(TrainingOutcome.Completed, report.Outcome);
        using var file = new ScratchFile();
        model.Save(file.Path);
        SequenceModel again = SequenceModel.Load(file.Path);
        Assert.AreEqual(new CrossEntropyLoss(), again.Loss);
        float[] series = ModelSamples.Series(9, 2);
        Near.SameBits(model.Score(series), again.Score(series), "scores");
        CollectionAssert.AreEqual(model.Decode(series), again.Decode(series));
        Assert.ThrowsExactly<ArgumentException>(() => again.Loss = new MeanSquaredLoss());
    }

    [TestMethod]
    [DataRow(WeightLayout.MLNetSequence)]
    [DataRow(WeightLayout.PyTorch)]
    [DataRow(WeightLayout.Keras)]
    public void WeightsGoOutAndInByTheirNames(WeightLayout layout)
    {
        SequenceModel model = ModelSamples.Drawn(new SequenceNetwork(2).Dense(3).Crf());
        using var file = new ScratchFile();
        var names = new List<string>();
        model.ExportWeights(file.Path, layout, name =>
        {
            names.Add(name);
            return name;
        });
        CollectionAssert.IsSubsetOf(new[] { "1.transitions", "1.start_transitions", "1.end_transitions" }, names);
        var again = new SequenceModel(new SequenceNetwork(2).Dense(3).Crf(), seed: 9);
        again.ImportWeights(file.Path, layout);
        float[] series = ModelSamples.Series(7, 2);
        Near.SameBits(model.Score(series), again.Score(series), $"{layout}");
    }

    private static ReferenceCrf Reference(SequenceModel model)
    {
        double[] Weights(string name) => Array.ConvertAll(model.GetWeights("2." + name), x => (double)x);
        return new ReferenceCrf(Weights("transitions"), Weights("start_transitions"), Weights("end_transitions"));
    }
}
