using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>
/// In which batch a row comes, seen from outside: the one row that holds a certain token is made to blow up, and the trainer
/// names the batch in which it did.
/// </summary>
[TestClass]
public sealed class TrainerOrderTests
{
    private const int Rows = 12;

    [TestMethod]
    public void EveryEpochTakesEveryRowOnceInAnotherOrder()
    {
        int[][] epochs = [.. ((int[])[1, 2, 3]).Select(epoch => BatchOfEveryRow(epoch, seed: 1))];
        foreach (int[] batches in epochs)
        {
            CollectionAssert.AreEquivalent(Sample.Rows(Rows).Select(i => i + 1).ToArray(), batches);
        }
        Assert.IsFalse(epochs[0].SequenceEqual(Sample.Rows(Rows).Select(i => i + 1)), "The first epoch is shuffled too.");
        Assert.IsFalse(epochs[0].SequenceEqual(epochs[1]));
        Assert.IsFalse(epochs[1].SequenceEqual(epochs[2]));
    }

    [TestMethod]
    public void SeedDecidesTheOrder() =>
        Assert.IsFalse(BatchOfEveryRow(epoch: 1, seed: 1).SequenceEqual(BatchOfEveryRow(epoch: 1, seed: 2)));

    private static int[] BatchOfEveryRow(int epoch, long seed) => [.. Sample.Rows(Rows).Select(row => BatchOf(row, epoch, seed))];

    // Batches of one row; row i is the token i + 1. The learning rate is 0, so the NaN is all that ever changes.
    private static int BatchOf(int row, int epoch, long seed)
    {
        var data = new TokenSequences();
        for (int i = 0; i < Rows; i++)
        {
            data.Add([i + 1]);
        }
        var network = new Network(new SequenceNetwork().Embedding(Rows + 1, 2).Lstm(2).Dense(2));
        network.Initialize(1);
        int asked = 0;
        bool Poison()
        {
            if (asked++ == (epoch - 1) * Rows)
            {
                network.Parameters.Span(network.Parameters.Find("0.weight"))[(row + 1) * 2] = float.NaN;
                network.Pack();
            }
            return false;
        }
        Trainer trainer = new Labeled(data, new int[Rows]).NewTrainer(
            network, ToyTask.Options(epochs: 5, batchSize: 1, learningRate: 0) with { Seed = seed });
        string message;
        try
        {
            message = trainer.Run(_ => { }, Poison).Message!;
        }
        catch (NotFiniteNumberException e)
        {
            message = e.Message;
        }
        string start = $"The loss or its gradient was not finite in epoch {epoch}, batch ";
        StringAssert.StartsWith(message, start);
        return int.Parse(message[start.Length..message.IndexOf('.', start.Length)]);
    }
}
