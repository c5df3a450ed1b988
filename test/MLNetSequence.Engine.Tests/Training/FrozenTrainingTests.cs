using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>Layers that are frozen stay as they are, and all others learn as they would.</summary>
[TestClass]
public sealed class FrozenTrainingTests
{
    private static readonly int[] Lengths = [3, 6, 1, 4, 0, 2, 5, 1, 6, 3, 7, 2, 4, 4, 1, 5, 3, 6, 2, 8];

    // Something trained below, between and above what is frozen, whichever it is.
    private static readonly SequenceNetwork Network = new SequenceNetwork()
        .EmbedSteps([new(9, 4), new(5, 2), TokenInput.OneHot(3)], 2)
        .Dropout(0.2)
        .Conv1D(5, 2, new() { KernelRegularizer = new(L2: 0.1), BiasConstraint = Constraint.NonNegative })
        .Residual(x => x.LayerNorm().Gru(5, returnSequences: true))
        .Lstm(4, new LstmOptions { ReturnSequences = true, LearnInitialState = true, ActivityRegularizer = new(L2: 0.1) })
        .AttentionPooling(3)
        .JoinStatics(2)
        .Dense(3);

    public static IEnumerable<object[]> Cases =>
    [
        [(int[])[0]], [(int[])[2]], [(int[])[3]], [(int[])[4]], [(int[])[5]], [(int[])[7]], [(int[])[0, 2]], [(int[])[0, 2, 3, 4]],
        [(int[])[0, 2, 3, 4, 5]], [(int[])[3, 4, 5, 7]],
    ];

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void TheGradientOfAllOthersIsTheSame(int[] frozen)
    {
        (Network plain, Network some) = (Sample.Network(Network, seed: 1), Sample.Network(Network.Freeze(frozen), seed: 1));
        foreach (int threads in (int[])[1, 3])
        {
            Dictionary<string, float[]> expected = EngineGradients.Of(plain, Job(plain), threads);
            Dictionary<string, float[]> actual = EngineGradients.Of(some, Job(some), threads);
            foreach (Parameter parameter in some.Parameters.All)
            {
                float[] own = expected[parameter.Name];
                Near.SameBits(parameter.Declared.Trainable ? own : new float[own.Length], actual[parameter.Name], parameter.Name);
            }
        }
    }

    /// <summary>The loss is the same, too: what is penalized of an output that nothing below learns from still counts.</summary>
    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void TheLossIsTheSame(int[] frozen)
    {
        (Network plain, Network some) = (Sample.Network(Network, seed: 1), Sample.Network(Network.Freeze(frozen), seed: 1));
        LossSum expected = new BatchGradient(plain, new Workers(1)).Run(Job(plain));
        Assert.AreEqual(expected, new BatchGradient(some, new Workers(1)).Run(Job(some)));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void FrozenWeightsKeepTheirBits(int[] frozen)
    {
        SequenceNetwork description = Network.Freeze(frozen);
        Network network = Sample.Network(description, seed: 2);
        Dictionary<string, float[]> before = Values(network);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 8, Threads = 2, Optimizer = new AdamW { LearningRate = 0.01 } };
        Trainer.InMemory(network, new MeanSquaredLoss(), NewExamples(network), options).Run(_ => { }, () => false);
        foreach (Parameter parameter in network.Parameters.All)
        {
            float[] now = network.Parameters.Span(parameter).ToArray();
            Assert.AreEqual(parameter.Declared.Trainable, !now.SequenceEqual(before[parameter.Name]), parameter.Name);
        }
    }

    /// <summary>Neither the penalty nor the rule of a frozen weight has anything to say.</summary>
    [TestMethod]
    public void PenaltiesAndRulesOfFrozenWeightsDoNothing()
    {
        SequenceNetwork Ruled(Regularizer? regularizer, Constraint? constraint) => new SequenceNetwork()
            .EmbedSteps([new(9, 4) { Regularizer = regularizer, Constraint = constraint }, new(5, 2)], 1)
            .Lstm(3, new LstmOptions { KernelRegularizer = regularizer, RecurrentConstraint = constraint })
            .Dense(2)
            .Freeze(0, 1);
        float[] expected = Trained(Ruled(null, null), out double plain);
        float[] actual = Trained(Ruled(new(L1: 5, L2: 5), Constraint.UnitNorm), out double ruled);
        Near.SameBits(expected, actual, "weights");
        Assert.AreEqual(plain, ruled, "loss");
    }

    [TestMethod]
    public void FrozenTableEqualsOneThatIsNotTrainable()
    {
        var network = new SequenceNetwork();
        float[] expected = Trained(network.Embedding(9, 4, trainable: false).Lstm(3).Dense(2), out _);
        Near.SameBits(expected, Trained(network.Embedding(9, 4).Lstm(3).Dense(2).Freeze(0), out _), "weights");
    }

    [TestMethod]
    public void SomethingMustBeTrained()
    {
        var network = new Network(new SequenceNetwork(3).Lstm(2).Dense(1).Freeze(0, 1));
        Examples examples = RecurrentCases.NewExamples(network, seed: 1, 3, 2);
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(
            () => Trainer.InMemory(network, new MeanSquaredLoss(), examples, new()));
        StringAssert.Contains(error.Message, "All weights of the network are frozen");
    }

    /// <summary>What is asked for is computed, though nothing down there learns.</summary>
    [TestMethod]
    public void TheInputGradientComesThroughFrozenLayers()
    {
        SequenceNetwork description = new SequenceNetwork(3).Dense(4).Conv1D(4, 2).Lstm(3).Dense(2);
        Network plain = Sample.Network(description, seed: 3);
        Network frozen = Sample.Network(description.Freeze(0, 1, 2), seed: 3);
        float[][] expected = EngineGradients.OfFeatures(plain, Job(plain));
        float[][] actual = EngineGradients.OfFeatures(frozen, Job(frozen));
        for (int i = 0; i < Lengths.Length; i++)
        {
            Near.SameBits(expected[i], actual[i], $"sequence {i}");
        }
        Assert.IsTrue(expected.Any(g => g.Any(x => x != 0)));
    }

    private static float[] Trained(SequenceNetwork description, out double loss)
    {
        var network = new Network(description);
        network.Initialize(4);
        TrainingReport report = Trainer.InMemory(network, new MeanSquaredLoss(), NewExamples(network), new() { Epochs = 2, BatchSize = 8 })
            .Run(_ => { }, () => false);
        loss = report.History[^1].Loss;
        return ToyTask.Snapshot(network);
    }

    private static Dictionary<string, float[]> Values(Network network) =>
        network.Parameters.All.ToDictionary(p => p.Name, p => network.Parameters.Span(p).ToArray());

    private static BatchJob Job(Network network) => EngineGradients.Job(NewExamples(network), new MeanSquaredLoss(), network);

    private static Examples NewExamples(Network network) => RecurrentCases.NewExamples(network, seed: 5, Lengths);
}
