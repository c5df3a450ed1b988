using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>The sequence at a place of a batch goes on from the one at the same place of the batch before.</summary>
[TestClass]
public sealed unsafe class CarriedStatesTests
{
    [TestMethod]
    public void StatesGoBackToTheirPlaces()
    {
        var states = new CarriedStates(2);
        Assert.IsTrue(states.Begin([0, 1, 2]).Data == null, "There is nothing to go on from.");
        Matrix after = states.After(3);
        ((float[])[10, 11, 20, 21, 30, 31]).CopyTo(new Span<float>(after.Data, 6));
        states.End([2, 0, 1], after);
        CollectionAssert.AreEqual((float[])[20, 21, 30, 31, 10, 11], states.Kept.ToArray());
        Matrix before = states.Begin([1, 2, 0]);
        CollectionAssert.AreEqual((float[])[30, 31, 10, 11, 20, 21], new Span<float>(before.Data, 6).ToArray());
        // A last batch of fewer goes on from the first places.
        CollectionAssert.AreEqual((float[])[20, 21], states.Begin([0]).RowSpan(0).ToArray());
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => states.Begin([0, 1, 2, 3]));
        StringAssert.Contains(error.Message, "batch of 4 sequences cannot go on from the states of 3");

        var other = new CarriedStates(2);
        other.Restore(states.Kept);
        CollectionAssert.AreEqual(states.Kept.ToArray(), other.Kept.ToArray());
        states.Reset();
        Assert.IsTrue(states.Kept.IsEmpty);
        Assert.IsTrue(states.Begin([0]).Data == null);
    }

    /// <summary>Two batches of one epoch, at a rate of 0: the second's loss is that of sequences that go on from the first's.</summary>
    [TestMethod]
    [DynamicData(nameof(Networks.RecurrentForwardTests.CellNames), typeof(Networks.RecurrentForwardTests))]
    public void SecondBatchGoesOnFromTheFirst(string cell)
    {
        RecurrentOptions options = RecurrentCases.Cells[cell] with { Stateful = true, LearnInitialState = true };
        Network network = Sample.Network(RecurrentCases.Add(new SequenceNetwork(RecurrentCases.Features), options, 4), seed: 1);
        Examples examples = RecurrentCases.NewExamples(network, seed: 2, 3, 5, 1, 4, 6, 2, 3, 5);
        var training = new TrainingOptions { BatchSize = 4, Shuffle = false, Optimizer = new Sgd { LearningRate = 0 }, Threads = 1 };
        Trainer trainer = Trainer.InMemory(network, new MeanSquaredLoss(), examples, training);
        trainer.Step(examples, [0, 1, 2, 3]);
        LossSum second = trainer.Step(examples, [4, 5, 6, 7])!.Value;

        var reference = new ReferenceBatch(ReferenceNetwork.Of(network), examples, new MeanSquaredLoss());
        double loss = 0;
        for (int i = 0; i < 4; i++)
        {
            reference.Outputs(i, out double[] after);
            double[][] steps = [.. reference.Inputs[i + 4].Chunk(RecurrentCases.Features)];
            double[] output = ReferenceNetwork.Of(network).Run(steps, 0, after, out _)[0];
            double[] target = Array.ConvertAll(examples.Targets.Values(i + 4).ToArray(), x => (double)x);
            loss += examples.Targets.Weight(i + 4) * ReferenceLoss.Of(new MeanSquaredLoss(), output, -1, target);
        }
        Near.Equal(loss, second.Loss, 1e-5, 1e-6, "loss");
    }

    /// <summary>Longest first, equal ones in their order, and every place once.</summary>
    [TestMethod]
    public void BatchOrderSortsStably()
    {
        var random = new SeededRandom(3);
        var order = new BatchOrder();
        foreach (int count in (int[])[300, 20, 1, 0, 64])
        {
            TokenSequences data = Sample.Sequences(random, 9, 300, longest: 5);
            int[] rows = Sample.Rows(300);
            random.Shuffle(rows);
            rows = rows[..count];
            int[] sorted = order.Sort(data, rows).ToArray();
            CollectionAssert.AreEqual(rows.OrderByDescending(data.Length).ToArray(), sorted);
            CollectionAssert.AreEqual(sorted, order.Slots[..count].ToArray().Select(slot => rows[slot]).ToArray());
        }
    }
}
