using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>A penalty on a table, of which a batch touches few rows.</summary>
[TestClass]
public sealed class TablePenaltyTests
{
    /// <summary>The gradient of a penalty on a row whose token is never seen must not grow from step to step.</summary>
    [TestMethod]
    public void PenaltyOnUnseenRowsOfATableIsThatOfOneStep()
    {
        const double rate = 0.1, l2 = 0.25;
        SequenceNetwork description = new SequenceNetwork()
            .Embedding(9, 3, regularizer: new Regularizer(L2: l2))
            .MeanPooling()
            .Dense(2);
        Network network = Sample.Network(description, seed: 1);
        float[] expected = network.Parameters.Span(network.Parameters.Find("0.weight"))[24..].ToArray();
        Trainer trainer = Trainer.InMemory(
            network, new CrossEntropyLoss(), Tokens(), new() { Optimizer = new Sgd { LearningRate = rate }, Threads = 1 });
        for (int step = 0; step < 4; step++)
        {
            Assert.IsNotNull(trainer.Step(Tokens(), [0, 1]));
            expected = [.. expected.Select(w => w * (float)(1 - rate * 2 * l2))];
        }
        float[] unseen = network.Parameters.Span(network.Parameters.Find("0.weight"))[24..].ToArray();
        Near.Equal([.. expected.Select(w => (double)w)], unseen, 1e-5, 1e-7, "row 8");
    }

    private static Examples Tokens()
    {
        var data = new TokenSequences();
        data.Add([1, 2, 3]);
        data.Add([2, 5]);
        return new Examples(data, TargetRows.OfLabels([0, 1]));
    }
}
