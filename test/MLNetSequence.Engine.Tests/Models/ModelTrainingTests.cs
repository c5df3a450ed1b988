using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Models;

/// <summary>Training by the public face: what comes out, how it ends, and who may use the model meanwhile.</summary>
[TestClass]
public sealed class ModelTrainingTests
{
    private static readonly TrainingOptions Options = new()
    {
        Epochs = 12,
        BatchSize = 8,
        Optimizer = new Adam { LearningRate = 0.02 },
        // Tests count epochs.
        ProgressInterval = Timeout.InfiniteTimeSpan,
    };

    [TestMethod]
    public void ATaskIsLearnedAndReported()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        var seen = new List<TrainingProgress>();
        TrainingReport report = model.Train(
            ModelSamples.FirstToken(200), new CrossEntropyLoss(), Options with { ValidationFraction = 0.2 }, new Now(seen.Add));
        Assert.AreEqual(TrainingOutcome.Completed, report.Outcome);
        Assert.IsNull(report.Message);
        Assert.HasCount(12, report.History);
        CollectionAssert.AreEqual(report.History.ToArray(), seen);
        Assert.IsGreaterThan(0.95, report.History[^1].ValidationAccuracy!.Value);
        Assert.IsGreaterThan(0.9f, model.Score([2, 1, 1])[1]);
        Assert.AreEqual(new CrossEntropyLoss(), model.Loss);
    }

    [TestMethod]
    public void TheSameDataGiveTheSameBitsInMemoryAndInBlocks()
    {
        SequenceExamples data = ModelSamples.FirstToken(40);
        TrainingOptions options = Options with { Shuffle = false, Epochs = 2 };
        SequenceModel memory = ModelSamples.FirstTokenModel();
        SequenceModel blocks = ModelSamples.FirstTokenModel();
        TrainingReport first = memory.Train(data, ModelSamples.FirstToken(20, seed: 4), new CrossEntropyLoss(), options);
        TrainingReport second = blocks.Train(
            () => [data, SequenceExamples.OfTokens()], new CrossEntropyLoss(), options, ModelSamples.FirstToken(20, seed: 4));
        foreach (string name in memory.WeightNames)
        {
            Near.SameBits(memory.GetWeights(name), blocks.GetWeights(name), name);
        }
        Assert.IsNotNull(first.History[0].ValidationLoss);
        Assert.AreEqual(first.History[0].ValidationLoss, second.History[0].ValidationLoss);
    }

    [TestMethod]
    public void NumbersPerStepAreLearned()
    {
        var model = new SequenceModel(new SequenceNetwork(1).SimpleRnn(6, returnSequences: true).Dense(1));
        var data = SequenceExamples.OfFeatures(1);
        for (int i = 0; i < 100; i++)
        {
            float[] series = ModelSamples.Series(5, 1, i);
            // The step before; the first has none and is masked.
            data.AddPerStep(series, [float.NaN, .. series[..4]], [0, 1, 1, 1, 1]);
        }
        TrainingReport report = model.Train(data, new MeanSquaredLoss(), Options with { Epochs = 30 });
        Assert.IsLessThan(0.02, report.History[^1].Loss);
        Assert.AreEqual(0.5, model.Score([0.5f, 0.1f])[1], 0.25);
    }

    [TestMethod]
    public void AMaskedLabelMeetsNoClassWeight()
    {
        var model = new SequenceModel(new SequenceNetwork(1).Lstm(3, returnSequences: true).Dense(2));
        var data = SequenceExamples.OfFeatures(1);
        data.AddPerStep([1f, 2], [1, -1], [1, 0]);
        TrainingReport report = model.Train(data, new CrossEntropyLoss { ClassWeights = [1, 2] }, Options with { Epochs = 1 });
        Assert.IsTrue(double.IsFinite(report.History[0].Loss));
    }

    [TestMethod]
    public void StoppingEarlyIsReported()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        TrainingReport report = model.Train(
            ModelSamples.FirstToken(20), new CrossEntropyLoss(),
            Options with { EarlyStopping = new() { Patience = 1, MinimumImprovement = 10 } });
        Assert.AreEqual(TrainingOutcome.StoppedEarly, report.Outcome);
        StringAssert.Contains(report.ToString(), "stopped after epoch");
    }

    [TestMethod]
    public void CancellingKeepsWhatWasLearned()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        using var source = new CancellationTokenSource();
        TrainingReport report = model.Train(
            ModelSamples.FirstToken(20), new CrossEntropyLoss(), Options, new Now(_ => source.Cancel()), source.Token);
        Assert.AreEqual(TrainingOutcome.Cancelled, report.Outcome);
        Assert.HasCount(1, report.History);
    }

    [TestMethod]
    public void WhatThrowsLeavesTheModelAsItWas()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        float[] before = model.Score([2, 1]);
        SequenceExamples data = ModelSamples.FirstToken(20);
        var loss = new CrossEntropyLoss();
        using var source = new CancellationTokenSource();
        source.Cancel();
        var cancelled = Assert.ThrowsExactly<OperationCanceledException>(() => model.Train(data, loss, Options, null, source.Token));
        Assert.AreEqual(source.Token, cancelled.CancellationToken);
        var unknown = SequenceExamples.OfTokens();
        unknown.Add([9], label: 0);
        Assert.ThrowsExactly<ArgumentException>(() => model.Train(() => [data, unknown], loss, Options));
        Assert.ThrowsExactly<DivideByZeroException>(
            () => model.Train(data, loss, Options, new Now(_ => throw new DivideByZeroException())));
        Near.SameBits(before, model.Score([2, 1]), "scores");
        Assert.IsNull(model.Loss);
    }

    [TestMethod]
    public void DivergingBeforeAnEpochIsDoneLeavesTheModelAsItWas()
    {
        var model = new SequenceModel(new SequenceNetwork(1).SimpleRnn(2).Dense(1));
        float[] before = model.Score([1f]);
        var data = SequenceExamples.OfFeatures(1);
        for (int i = 0; i < 20; i++)
        {
            data.Add([i * 1f], [1e18f * i]);
        }
        TrainingOptions options = Options with { Optimizer = new Sgd { LearningRate = 1e10 }, GlobalClipNorm = null };
        Assert.ThrowsExactly<NotFiniteNumberException>(() => model.Train(data, new MeanSquaredLoss(), options));
        Near.SameBits(before, model.Score([1f]), "scores");
    }

    [TestMethod]
    public void WhatDoesNotGoTogetherIsRefused()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        SequenceExamples data = ModelSamples.FirstToken(5);
        var loss = new CrossEntropyLoss();
        var withoutTargets = SequenceExamples.OfTokens();
        withoutTargets.Add([1]);
        var three = SequenceExamples.OfTokens();
        three.Add([1], label: 2);
        Refused(() => model.Train(SequenceExamples.OfTokens(), loss), "no sequences");
        Refused(() => model.Train(withoutTargets, loss), "no targets");
        Refused(() => model.Train(three, loss), "label");
        Refused(() => model.Train(data, three, loss), "label");
        Refused(() => model.Train(data, new MeanSquaredLoss()), "numbers");
        Refused(() => model.Train(SequenceExamples.OfFeatures(2), loss), "no sequences");
        Refused(() => model.Train(data, data, loss, new() { ValidationFraction = 0.1 }), "ValidationFraction");
        Refused(() => model.Train(() => [data], loss, new() { ValidationFraction = 0.1 }), "ValidationFraction");
        Refused(() => model.Train(data, loss, new() { Epochs = 0 }), "Epochs");
    }

    [TestMethod]
    public void OnlyTheReportMayUseAModelInTraining()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        SequenceExamples data = ModelSamples.FirstToken(20);
        using var file = new ScratchFile();
        float[] inside = [];
        model.Train(data, new CrossEntropyLoss(), Options with { Epochs = 1 }, new Now(_ =>
        {
            inside = model.Score([2, 1]);
            model.Save(file.Path);
            Assert.ThrowsExactly<InvalidOperationException>(() => model.Train(data, new CrossEntropyLoss()));
            Assert.ThrowsExactly<InvalidOperationException>(() => model.SetWeights("2.bias", [0, 0]));
            Assert.ThrowsExactly<InvalidOperationException>(() => OnAnotherThread(() => model.Score([1])));
            Assert.ThrowsExactly<InvalidOperationException>(() => OnAnotherThread(() => model.Save(file.Path)));
        }));
        Near.SameBits(model.Score([2, 1]), inside, "scored at the end of the epoch");
        Near.SameBits(inside, SequenceModel.Load(file.Path).Score([2, 1]), "saved at the end of the epoch");
        OnAnotherThread(() => model.Score([1]));
    }

    [TestMethod]
    public void NobodyTrainsWhatIsBeingRead()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        using var file = new ScratchFile();
        // The name is asked for in the middle of the export.
        model.ExportWeights(file.Path, rename: name =>
        {
            model.Score([1]);
            var error = Assert.ThrowsExactly<InvalidOperationException>(() => model.SetWeights("2.bias", [0, 0]));
            StringAssert.Contains(error.Message, "being read");
            return name;
        });
        model.SetWeights("2.bias", [0, 0]);
    }

    private static void OnAnotherThread(Action act)
    {
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            try
            {
                act();
            }
            catch (InvalidOperationException e)
            {
                thrown = e;
            }
        });
        thread.Start();
        thread.Join();
        if (thrown is not null)
        {
            throw new InvalidOperationException(thrown.Message, thrown);
        }
    }

    private static void Refused(Action train, string says) =>
        StringAssert.Contains(Assert.Throws<ArgumentException>(train).Message, says);

    private sealed class Now(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
