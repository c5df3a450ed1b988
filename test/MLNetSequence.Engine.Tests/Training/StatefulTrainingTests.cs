using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>States that go on from batch to batch.</summary>
[TestClass]
public sealed class StatefulTrainingTests
{
    private static readonly LstmOptions Stateful = new() { Stateful = true, ReturnSequences = true };

    private static readonly TrainingOptions InOrder = new() { Shuffle = false, BatchSize = 2, Threads = 1 };

    /// <summary>Steps that do not count for the loss are still steps: the next batch goes on from their end.</summary>
    [TestMethod]
    public void ABatchThatIsMaskedWholeMovesTheStateOn()
    {
        Network network = Sample.Network(new SequenceNetwork(2).Lstm(3, Stateful).Dense(1), seed: 1);
        Examples examples = RecurrentCases.NewExamples(network, seed: 2, 3, 4, 3, 4);
        var masked = new TargetRows(1);
        for (int i = 0; i < examples.Count; i++)
        {
            for (int t = 0; t < examples.Inputs.Length(i); t++)
            {
                masked.Add([1f], weight: 0);
            }
            masked.EndSequence();
        }
        examples = examples with { Targets = masked };
        float[] before = network.Parameters.Values.Span.ToArray();
        Trainer trainer = Trainer.InMemory(network, new MeanSquaredLoss(), examples, InOrder);
        trainer.Step(examples, [0, 1]);
        float[] first = trainer.Core.States.Kept.ToArray();
        trainer.Step(examples, [2, 3]);
        float[] second = trainer.Core.States.Kept.ToArray();
        Assert.HasCount(12, first);
        Assert.IsTrue(first.All(x => x != 0));
        Assert.IsFalse(first.SequenceEqual(second));
        Near.SameBits(before, network.Parameters.Values.Span, "weights");
    }

    [TestMethod]
    public void StatefulLayersInsideABlockAreNotShuffledEither()
    {
        var network = new Network(new SequenceNetwork(3).Residual(x => x.Lstm(3, Stateful)).Dense(1));
        Examples examples = RecurrentCases.NewExamples(network, seed: 2, 3, 4);
        Assert.ThrowsExactly<ArgumentException>(
            () => Trainer.InMemory(network, new MeanSquaredLoss(), examples, InOrder with { Shuffle = true }));
        Trainer.InMemory(network, new MeanSquaredLoss(), examples, InOrder);
    }
}
