using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Models;

/// <summary>Saving, loading, and weights by name.</summary>
[TestClass]
public sealed class ModelFileTests
{
    [TestMethod]
    public void ALoadedModelGivesTheSameBits()
    {
        using var file = new ScratchFile();
        SequenceModel model = ModelSamples.Drawn(ModelSamples.Forward);
        model.Loss = new GaussianLoss();
        model.Save(file.Path);
        model.Save(file.Path);
        SequenceModel loaded = SequenceModel.Load(file.Path);
        float[] series = ModelSamples.Series(6, 3);
        Near.SameBits(model.Score(series), loaded.Score(series), "scores");
        Assert.AreEqual(model.Loss, loaded.Loss);
        Assert.AreEqual(model.Network.ToJson(), loaded.Network.ToJson());
    }

    [TestMethod]
    public void EveryLossIsSaved()
    {
        using var file = new ScratchFile();
        Loss?[] losses =
        [
            null, new CrossEntropyLoss { LabelSmoothing = 0.1, ClassWeights = [1, 2, 3, 4, 5, 6] }, new BinaryCrossEntropyLoss(),
            new MeanSquaredLoss(), new MeanAbsoluteLoss(), new HuberLoss(), new QuantileLoss(), new GaussianLoss(), new StudentTLoss(),
            new NegativeBinomialLoss(),
        ];
        var model = new SequenceModel(new SequenceNetwork(1).Lstm(2).Dense(6));
        foreach (Loss? loss in losses)
        {
            model.Loss = loss;
            model.Save(file.Path);
            Assert.AreEqual(loss, SequenceModel.Load(file.Path).Loss);
        }
    }

    [TestMethod]
    public void WhatIsNoModelIsRefused()
    {
        using var file = new ScratchFile();
        File.WriteAllBytes(file.Path, new byte[40]);
        Assert.ThrowsExactly<InvalidDataException>(() => SequenceModel.Load(file.Path));
        var model = new SequenceModel(new SequenceNetwork(1).Lstm(2).Dense(3)) { Loss = new HuberLoss() };
        model.Save(file.Path);
        byte[] blob = File.ReadAllBytes(file.Path);
        int at = blob.AsSpan().IndexOf("huber"u8);
        blob[at] = (byte)'x';
        File.WriteAllBytes(file.Path, blob);
        Assert.ThrowsExactly<InvalidDataException>(() => SequenceModel.Load(file.Path));
    }

    [TestMethod]
    public void SeedsDrawWeights()
    {
        SequenceModel first = ModelSamples.FirstTokenModel(seed: 1);
        Near.SameBits(first.Score([1, 2]), ModelSamples.FirstTokenModel(seed: 1).Score([1, 2]), "the same seed");
        Assert.AreNotEqual(first.Score([1, 2])[0], ModelSamples.FirstTokenModel(seed: 2).Score([1, 2])[0]);
    }

    [TestMethod]
    public void WeightsGoInAndOutByName()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        CollectionAssert.AreEqual(
            new[] { "0.weight", "1.weight_ih_l0", "1.weight_hh_l0", "1.bias_l0", "2.weight", "2.bias" }, model.WeightNames.ToArray());
        CollectionAssert.AreEqual(new[] { 32, 4 }, model.GetShape("1.weight_ih_l0"));
        model.GetShape("1.weight_ih_l0")[0] = 1;
        float[] values = ModelSamples.Series(32, 4);
        float[] before = model.Score([1, 2]);
        model.SetWeights("1.weight_ih_l0", values);
        Near.SameBits(values, model.GetWeights("1.weight_ih_l0"), "weights");
        Assert.AreNotEqual(before[0], model.Score([1, 2])[0], "the change is packed");
    }

    [TestMethod]
    public void PaddingStaysZero()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        model.SetWeights("0.weight", [.. Enumerable.Repeat(1f, 12)]);
        CollectionAssert.AreEqual(new float[] { 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1 }, model.GetWeights("0.weight"));
    }

    [TestMethod]
    public void WrongWeightsAreRefused()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        float[] before = model.GetWeights("2.bias");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => model.GetWeights("2.bais")).Message, "2.bias");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => model.SetWeights("2.bias", [1])).Message, "[2]");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => model.SetWeights("2.bias", [1, float.NaN])).Message, "values[1]");
        Near.SameBits(before, model.GetWeights("2.bias"), "weights");
    }
}
