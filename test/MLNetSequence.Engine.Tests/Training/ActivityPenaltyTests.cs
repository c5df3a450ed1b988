using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>Penalties on what layers give.</summary>
[TestClass]
public sealed class ActivityPenaltyTests
{
    /// <summary>Batches that are added up are one large batch, in what a layer's output is penalized, too.</summary>
    [TestMethod]
    public void AccumulatedBatchesPenalizeOutputsAsOneLargeBatch()
    {
        SequenceNetwork description = new SequenceNetwork(2)
            .Lstm(3, new LstmOptions { ReturnSequences = true, ActivityRegularizer = new Regularizer(L1: 0.1, L2: 0.3) })
            .LastStep()
            .Dense(1);
        var options = new TrainingOptions { Optimizer = new Sgd { LearningRate = 0.5 }, Threads = 1 };
        (double loss, float[] weights) = OneStep(description, options with { BatchSize = 6 });
        (double sliced, float[] slicedWeights) = OneStep(description, options with { BatchSize = 2, AccumulateBatches = 3 });
        Assert.AreEqual(loss, sliced, 1e-6 * Math.Abs(loss));
        Near.Equal([.. weights.Select(w => (double)w)], slicedWeights, 1e-5, 1e-6, "weights");
    }

    private static (double Loss, float[] Weights) OneStep(SequenceNetwork description, TrainingOptions options)
    {
        Network network = Sample.Network(description, seed: 3);
        Examples examples = RecurrentCases.NewExamples(network, seed: 4, 3, 5, 2, 4, 1, 6);
        LossSum sum = Trainer.InMemory(network, new MeanSquaredLoss(), examples, options).Step(examples, [0, 1, 2, 3, 4, 5])!.Value;
        return (sum.MeanLoss, network.Parameters.Values.Span[..network.Parameters.Length].ToArray());
    }
}
