using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>All parts together: a network learns what it is shown, and what it is shown only.</summary>
[TestClass]
public sealed class TrainerLearningTests
{
    [TestMethod]
    public void LearnsWhichTokenComesFirst()
    {
        Labeled task = ToyTask.Make(500, seed: 1);
        Network network = ToyTask.NewNetwork(seed: 2, dropout: 0.1);
        TrainingOptions options = ToyTask.Options(epochs: 12) with { ValidationFraction = 0.2 };
        var reported = new List<TrainingProgress>();
        TrainingReport result = task.NewTrainer(network, options).Run(reported.Add, () => false);

        Assert.AreEqual(TrainingOutcome.Completed, result.Outcome);
        Assert.IsNull(result.Message);
        CollectionAssert.AreEqual(reported, result.History.ToArray());
        CollectionAssert.AreEqual(Sample.Rows(12), result.History.Select(h => h.Epoch - 1).ToArray());
        Assert.IsLessThan(0.45, result.History[^1].Loss);
        Assert.IsGreaterThanOrEqualTo(0.95, result.History[^1].ValidationAccuracy!.Value);

        // Sequences it has never seen, some longer than any it has.
        Labeled fresh = ToyTask.Make(300, seed: 3, longest: 14);
        Assert.IsGreaterThanOrEqualTo(0.95, fresh.Evaluate(fresh.NewTrainer(network, ToyTask.Options())).Accuracy);
    }

    /// <summary>Row 0 stands for padding, which no sequence holds: Adam must not move it, nor rows of words not seen.</summary>
    [TestMethod]
    public void EmbeddingRowsWithoutTokensStayAsTheyWere()
    {
        Network network = ToyTask.NewNetwork(seed: 5);
        Parameter table = network.Parameters.Find("0.weight");
        int size = table.Shape[1];
        float[] before = network.Parameters.Span(table).ToArray();
        ToyTask.Make(100, seed: 4).Train(network, ToyTask.Options(epochs: 3));
        float[] after = network.Parameters.Span(table).ToArray();

        Assert.IsFalse(after.AsSpan(0, size).ContainsAnyExcept(0f), "Row 0 must stay zero.");
        // Token 1, out of vocabulary, never comes in this task.
        Near.SameBits(before.AsSpan(size, size), after.AsSpan(size, size), "row 1");
        for (int token = 2; token < ToyTask.Vocabulary; token++)
        {
            Assert.IsFalse(before.AsSpan(token * size, size).SequenceEqual(after.AsSpan(token * size, size)), $"row {token}");
        }
    }

    /// <summary>Only tokens count: sequences without any are all alike, and the network learns their labels' share.</summary>
    [TestMethod]
    public void EmptySequencesTrainTheBiasOnly()
    {
        var data = new TokenSequences();
        int[] labels = new int[40];
        for (int i = 0; i < labels.Length; i++)
        {
            data.EndSequence();
            labels[i] = i % 4 == 0 ? 0 : 1;
        }
        Network network = ToyTask.NewNetwork(seed: 6);
        var task = new Labeled(data, labels);
        Trainer trainer = task.NewTrainer(network, ToyTask.Options(epochs: 60, batchSize: 40, learningRate: 0.05));
        trainer.Run(_ => { }, () => false);
        // The entropy of a quarter against three.
        double best = -(0.25 * Math.Log(0.25) + 0.75 * Math.Log(0.75));
        Near.Equal(best, task.Evaluate(trainer).MeanLoss, 0, 1e-3, "loss");
        Assert.IsFalse(network.Parameters.Values.Span.Contains(float.NaN));
    }
}
