using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Models;

/// <summary>The range test by the public face: it finds a rate, and the model is as it was, whatever happens.</summary>
[TestClass]
public sealed class FindLearningRateTests
{
    [TestMethod]
    public void ARateIsFoundAndTheModelIsAsItWas()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        SequenceExamples data = ModelSamples.FirstToken(200);
        float[] before = model.Score([2, 1]);
        LearningRateRange range = model.FindLearningRate(data, new CrossEntropyLoss());
        Assert.IsTrue(range.Points.Count is > 80 and <= 100, $"{range.Points.Count}");
        Assert.IsTrue(range.Suggested is > 1e-3 and < 1, $"{range.Suggested}");
        Near.SameBits(before, model.Score([2, 1]), "scores");
        Assert.IsNull(model.Loss, "Nobody trained it.");
        TrainingReport report = model.Train(
            data, new CrossEntropyLoss(), new() { Epochs = 10, Optimizer = new Adam { LearningRate = range.Suggested } });
        Assert.IsGreaterThan(0.9, report.History[^1].Accuracy!.Value);
    }

    [TestMethod]
    [DataRow(0.0, 1.0, 100, "lowest")]
    [DataRow(-1.0, 1.0, 100, "lowest")]
    [DataRow(double.NaN, 1.0, 100, "lowest")]
    [DataRow(1e-7, double.PositiveInfinity, 100, "highest")]
    [DataRow(0.1, 0.1, 100, "highest")]
    [DataRow(0.1, 0.01, 100, "highest")]
    [DataRow(1e-7, 1.0, 9, "steps")]
    [DataRow(1e-7, 1.0, int.MinValue, "steps")]
    public void NumbersHaveRanges(double lowest, double highest, int steps, string named)
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ModelSamples.FirstTokenModel().FindLearningRate(
            ModelSamples.FirstToken(20), new CrossEntropyLoss(), null, lowest, highest, steps));
        Assert.AreEqual(named, error.ParamName);
        StringAssert.StartsWith(error.Message, named + " must be");
    }

    [TestMethod]
    public void WhatDoesNotGoTogetherIsRefused()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        SequenceExamples data = ModelSamples.FirstToken(5);
        var loss = new CrossEntropyLoss();
        var three = SequenceExamples.OfTokens();
        three.Add([1], label: 2);
        Refused(() => model.FindLearningRate(three, loss), "label");
        Refused(() => model.FindLearningRate(SequenceExamples.OfTokens(), loss), "no sequences");
        Refused(() => model.FindLearningRate(data, new MeanSquaredLoss()), "numbers");
        Refused(() => model.FindLearningRate(data, loss, new() { BatchSize = 0 }), "BatchSize");
        var frozen = new SequenceModel(model.Network.Freeze(0, 1, 2));
        Refused(() => frozen.FindLearningRate(data, loss), "All weights of the network are frozen");
        Assert.ThrowsExactly<ArgumentNullException>(() => model.FindLearningRate(null!, loss));
        Assert.ThrowsExactly<ArgumentNullException>(() => model.FindLearningRate(data, null!));
    }

    [TestMethod]
    public void CancelledItIsAsItWas()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        float[] before = model.Score([2, 1]);
        using var source = new CancellationTokenSource();
        source.Cancel();
        var cancelled = Assert.ThrowsExactly<OperationCanceledException>(
            () => model.FindLearningRate(ModelSamples.FirstToken(20), new CrossEntropyLoss(), cancellation: source.Token));
        Assert.AreEqual(source.Token, cancelled.CancellationToken);
        Near.SameBits(before, model.Score([2, 1]), "scores");
    }

    [TestMethod]
    public void AFirstLossThatIsNotFiniteIsSaid()
    {
        var model = new SequenceModel(new SequenceNetwork(1).SimpleRnn(2).Dense(1));
        model.SetWeights("1.weight", [3e38f, 3e38f]);
        model.SetWeights("1.bias", [3e38f]);
        float[] before = model.GetWeights("1.weight");
        var data = SequenceExamples.OfFeatures(1);
        data.Add([1f], [-3e38f]);
        var error = Assert.ThrowsExactly<NotFiniteNumberException>(() => model.FindLearningRate(data, new MeanSquaredLoss()));
        StringAssert.Contains(error.Message, "lowest rate, 1E-07");
        Near.SameBits(before, model.GetWeights("1.weight"), "weights");
    }

    /// <summary>It changes the weights while it runs, so nobody else may use the model.</summary>
    [TestMethod]
    public void NobodyRunsItWithinATraining()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        SequenceExamples data = ModelSamples.FirstToken(20);
        int told = 0;
        model.Train(data, new CrossEntropyLoss(), new() { Epochs = 1, ProgressInterval = TimeSpan.Zero }, new Now(p =>
        {
            told++;
            Assert.HasCount(2, model.Score([2, 1]), "Within an epoch the model may be read, too.");
            Assert.ThrowsExactly<InvalidOperationException>(() => model.FindLearningRate(data, new CrossEntropyLoss()));
        }));
        Assert.AreEqual(2, told, "The one batch, and the end of the epoch.");
    }

    private static void Refused(Action run, string says) => StringAssert.Contains(Assert.Throws<ArgumentException>(run).Message, says);

    private sealed class Now(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
