using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>Data of which nothing counts: its mean loss is not a number, and must not pass for a result.</summary>
[TestClass]
public sealed class WeightlessDataTests
{
    [TestMethod]
    public void NothingToTrainOn()
    {
        Examples nothing = Weighted(weight: 0);
        Trainer trainer = Trainer.InMemory(NewNetwork(), new MeanSquaredLoss(), nothing, new() { Threads = 1 });
        Assert.ThrowsExactly<ArgumentException>(() => trainer.Run(_ => { }, () => false));
    }

    [TestMethod]
    public void NothingToMeasureOn()
    {
        Examples nothing = Weighted(weight: 0);
        var source = new InMemorySource(Weighted(weight: 1), [0, 1]);
        Assert.ThrowsExactly<ArgumentException>(
            () => new Trainer(NewNetwork(), new MeanSquaredLoss(), source, new ExampleBlock(nothing, [0, 1]), new()));
    }

    /// <summary>A loss on what is held out that is never finite, and so never the best: no epoch is called that.</summary>
    [TestMethod]
    public void NoEpochIsTheBestWhereNoLossIsFinite()
    {
        Examples huge = Weighted(weight: 1, feature: float.MaxValue);
        var options = new TrainingOptions { Epochs = 9, Threads = 1, EarlyStopping = new() { Patience = 2 } };
        var source = new InMemorySource(Weighted(weight: 1), [0, 1]);
        Network network = Sample.Network(new SequenceNetwork(2).MeanPooling().Dense(1), seed: 1, limit: 30);
        TrainingReport result =
            new Trainer(network, new MeanSquaredLoss(), source, new ExampleBlock(huge, [0, 1]), options).Run(_ => { }, () => false);
        Assert.AreEqual(TrainingOutcome.StoppedEarly, result.Outcome);
        Assert.HasCount(2, result.History);
        Assert.IsFalse(result.Message!.Contains("best epoch"), result.Message);
        Assert.Contains("never", result.Message);
    }

    private static Network NewNetwork() => Sample.Network(new SequenceNetwork(2).Lstm(3).Dense(1), seed: 1);

    private static Examples Weighted(float weight, float feature = 0.1f)
    {
        var data = new FeatureSequences(2);
        var targets = new TargetRows(1);
        for (int i = 0; i < 2; i++)
        {
            data.Add([feature, feature]);
            targets.Add([1f], weight);
            targets.EndSequence();
        }
        return new Examples(data, targets);
    }
}
