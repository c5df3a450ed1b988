using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Models;

/// <summary>A model that reads several tokens and numbers a step, and numbers a sequence has once, as a user meets it.</summary>
[TestClass]
public sealed class StepModelTests
{
    private static readonly SequenceNetwork Network = new SequenceNetwork()
        .EmbedSteps([new(9, 4), TokenInput.OneHot(3), new(5, 2)], features: 2)
        .Lstm(4)
        .JoinStatics(2)
        .Dense(2);

    [TestMethod]
    public void ItLearnsWhatNoPartTellsAlone()
    {
        // 1 where two of three say so: the first token, the number of the last step, that of the sequence.
        var set = SequenceExamples.OfSteps(tokenColumns: 2, features: 1, statics: 1);
        for (int i = 0; i < 64; i++)
        {
            (int a, int b, int c) = (i & 1, i >> 1 & 1, i >> 2 & 1);
            set.Add(new SequenceSteps(2) { Tokens = [1 + a, 1, 0, 2], Features = [0, b], Statics = [c] }, label: (a + b + c) / 2);
        }
        var model = new SequenceModel(
            new SequenceNetwork().EmbedSteps([new(3, 4), new(3, 2)], 1).Lstm(8).JoinStatics(1).Dense(2), seed: 1);
        TrainingReport report = model.Train(
            set, new CrossEntropyLoss(), new() { Epochs = 100, BatchSize = 16, Optimizer = new Adam { LearningRate = 0.02 } });
        Assert.AreEqual(1, report.History[^1].Accuracy);
        float[] scores = model.Score(new SequenceSteps(2) { Tokens = [2, 1, 0, 2], Features = [0, 1], Statics = [1] });
        Assert.IsGreaterThan(0.9f, scores[1]);
    }

    [TestMethod]
    public void ManyAtOnceGiveTheBitsOfEachAlone()
    {
        SequenceModel model = ModelSamples.Drawn(Network);
        var set = SequenceExamples.OfSteps(3, 2, 2);
        for (int i = 0; i < 40; i++)
        {
            set.Add(Steps(i % 7));
        }
        Assert.AreEqual((40, 3, 2, 2), (set.Count, set.TokenColumns, set.Features, set.Statics));
        float[][] scores = model.Score(set);
        for (int i = 0; i < 40; i++)
        {
            Near.SameBits(model.Score(Steps(i % 7)), scores[i], $"sequence {i}");
        }
    }

    [TestMethod]
    public void APieceGoesOnWhereTheLastEnded()
    {
        SequenceModel model = ModelSamples.Drawn(Network);
        float[] whole = model.Score(Steps(6));
        SequenceState state = model.NewState();
        int[] tokens = [1, 2, 3, 4, 5, 6], other = [0, 1, 2, 0, 1, 2], third = [0, 1, 2, 3, 4, 0];
        float[] features = [.. Enumerable.Range(0, 12).Select(i => i / 8f)];
        model.Score(
            new SequenceSteps(2) { Tokens = [.. tokens[..2], .. other[..2], .. third[..2]], Features = features[..4], Statics = [7, 8] }, state);
        float[] last = model.Score(
            new SequenceSteps(4) { Tokens = [.. tokens[2..], .. other[2..], .. third[2..]], Features = features[4..], Statics = [1, -1] },
            state);
        Near.SameBits(whole, last, "scores");
    }

    [TestMethod]
    public void AFileGivesTheSameModel()
    {
        using var file = new ScratchFile();
        SequenceModel model = ModelSamples.Drawn(Network.Freeze(0, 1));
        model.Save(file.Path);
        SequenceModel again = SequenceModel.Load(file.Path);
        Near.SameBits(model.Score(Steps(5)), again.Score(Steps(5)), "scores");
        Assert.AreEqual(model.Network.ToJson(), again.Network.ToJson());
        Assert.AreEqual(model.Network.FrozenParameterCount, again.Network.FrozenParameterCount);
    }

    [TestMethod]
    [DataRow(WeightLayout.MLNetSequence)]
    [DataRow(WeightLayout.PyTorch)]
    [DataRow(WeightLayout.Keras)]
    public void WeightsGoOutAndIn(WeightLayout layout)
    {
        using var file = new ScratchFile();
        SequenceModel model = ModelSamples.Drawn(Network);
        model.ExportWeights(file.Path, layout);
        var other = new SequenceModel(Network, seed: 9);
        other.ImportWeights(file.Path, layout);
        Near.SameBits(model.Score(Steps(5)), other.Score(Steps(5)), "scores");
        other.SetWeights("0.2.weight", Enumerable.Repeat(1f, 10).ToArray());
        CollectionAssert.AreEqual((float[])[0, 0, 1, 1, 1, 1, 1, 1, 1, 1], other.GetWeights("0.2.weight"), "Row 0 stays zero.");
    }

    [TestMethod]
    public void PerStepAnswersAreLearned()
    {
        var model = new SequenceModel(new SequenceNetwork().EmbedSteps([new(9, 4)], 1).JoinStatics(1).Lstm(4, returnSequences: true).Dense(2));
        var labels = SequenceExamples.OfSteps(1, 1, 1);
        labels.AddPerStep(new SequenceSteps(2) { Tokens = [3, 0], Features = [1, 2], Statics = [3] }, [0, 1], [1, 0]);
        Assert.HasCount(1, model.Train(labels, new CrossEntropyLoss(), new() { Epochs = 1 }).History);
        var numbers = SequenceExamples.OfSteps(1, 1, 1, targets: 2);
        numbers.AddPerStep(new SequenceSteps(2) { Tokens = [3, 0], Features = [1, 2], Statics = [3] }, [0f, 1, 2, 3]);
        Assert.HasCount(1, model.Train(numbers, new MeanSquaredLoss(), new() { Epochs = 1 }).History);
        var one = SequenceExamples.OfSteps(0, 1, targets: 2);
        one.Add(new SequenceSteps(1) { Features = [1] }, [1f, 2], weight: 0.5f);
        Assert.HasCount(1, new SequenceModel(new SequenceNetwork(1).Lstm(2)).Train(one, new MeanSquaredLoss(), new() { Epochs = 1 }).History);
    }

    [TestMethod]
    public void WhatIsAddedIsChecked()
    {
        var set = SequenceExamples.OfSteps(2, 1, 1);
        Refused(() => set.Add(new SequenceSteps(2) { Tokens = [1, 2, 3], Features = [1, 2], Statics = [1] }), "there are 3");
        Refused(() => set.Add(new SequenceSteps(1) { Tokens = [1, 2], Features = [1, 2], Statics = [1] }, label: 0), "there are 2");
        Refused(() => set.Add(new SequenceSteps(1) { Tokens = [1, 2], Features = [1] }), "1 static numbers");
        Refused(() => set.Add(new SequenceSteps(1) { Tokens = [1, -2], Features = [1], Statics = [1] }), "step 0, column 1, must be at least 0");
        Refused(() => set.Add(new SequenceSteps(1) { Tokens = [1, 2], Features = [float.NaN], Statics = [1] }), "number 0 of step 0 is NaN");
        Refused(
            () => set.Add(new SequenceSteps(1) { Tokens = [1, 2], Features = [1], Statics = [float.NaN] }), "number 0 of sequence 0 is NaN");
        Refused(() => set.Add([1, 2]), "2 tokens and 1 feature a step");
        Refused(() => set.Add([1f, 2]), "2 tokens and 1 feature a step");
        Refused(() => SequenceExamples.OfTokens().Add(new SequenceSteps(1) { Tokens = [1] }), "made by OfSteps");
        Refused(() => SequenceExamples.OfSteps(1, 0).Add(new SequenceSteps(1) { Tokens = [0] }), "must be at least 1");
        Refused(() => SequenceExamples.OfSteps(0, 0), "at least one token or one feature");
        Refused(() => _ = new SequenceSteps(-1), "at least 0");
        Assert.AreEqual(0, set.Count);
        set.Add(new SequenceSteps(1) { Tokens = [8, 0], Features = [1], Statics = [1] });
        CollectionAssert.AreEqual((int[])[8, 0], set.LargestTokens);
    }

    [TestMethod]
    public void WhatTheNetworkDoesNotReadIsRefused()
    {
        var model = new SequenceModel(Network);
        const string reads = "The network reads 3 tokens and 2 features a step and 2 static numbers a sequence, not ";
        Refused(() => model.Score([1, 2]), reads + "tokens");
        Refused(() => model.Score([1f, 2]), reads + "features alone");
        var set = SequenceExamples.OfSteps(3, 2);
        set.Add(new SequenceSteps(1) { Tokens = [1, 1, 1], Features = [1, 2] }, label: 0);
        Refused(() => model.Score(set), reads + "3 tokens and 2 features a step");
        Refused(() => model.Train(set, new CrossEntropyLoss()), reads + "3 tokens and 2 features a step");
        Refused(
            () => model.Score(new SequenceSteps(1) { Tokens = [1, 3, 1], Features = [1, 2], Statics = [1, 2] }),
            "knows tokens from 1 to 2 in column 1; one is 3");
    }

    private static SequenceSteps Steps(int count)
    {
        int[] steps = [.. Enumerable.Range(0, count)];
        return new SequenceSteps(count)
        {
            Tokens = (int[])[.. steps.Select(t => t + 1), .. steps.Select(t => t % 3), .. steps.Select(t => t % 5)],
            Features = Enumerable.Range(0, 2 * count).Select(i => i / 8f).ToArray(),
            Statics = (float[])[1, -1],
        };
    }

    private static void Refused(Action action, string says) => StringAssert.Contains(Assert.Throws<ArgumentException>(action).Message, says);
}
