using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>Where a Crf may stand, what it declares, and what stands in a file.</summary>
[TestClass]
public sealed class CrfNetworkTests
{
    private static readonly SequenceNetwork Steps = new SequenceNetwork(2).Lstm(3, returnSequences: true);

    [TestMethod]
    public void WeightsAreNamedShapedAndDrawnAsByPytorchCrf()
    {
        SequenceNetwork description = Steps.Dense(40).Crf();
        string[] names = [.. description.Parameters().Skip(5).Select(p => $"{p.Name} [{string.Join(", ", p.Shape)}]")];
        CollectionAssert.AreEqual(new[] { "2.transitions [40, 40]", "2.start_transitions [40]", "2.end_transitions [40]" }, names);
        Assert.AreEqual(Steps.Dense(40).ParameterCount + 40 * 42, description.ParameterCount);
        Assert.AreEqual("(T, 40)", description.Output.ToString());
        var network = new Network(description);
        network.Initialize(1);
        float[] drawn = network.Parameters.Span(network.Parameters.Find("2.transitions")).ToArray();
        Assert.IsTrue(drawn.All(w => Math.Abs(w) <= 0.1) && drawn.Max() > 0.095 && drawn.Min() < -0.095);
        Near.Equal(0.1 / Math.Sqrt(3), Math.Sqrt(drawn.Average(w => w * w)), 0.05, 0, "deviation");
    }

    [TestMethod]
    public void NothingFollowsIt()
    {
        SequenceNetwork network = Steps.Dense(3).Crf();
        foreach (Action add in (Action[])
            [() => network.Crf(), () => network.Dense(3), () => network.Activate(Activation.Softmax), () => network.LastStep()])
        {
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(add).Message, "must be the last layer");
        }
    }

    [TestMethod]
    public void ItReadsScoresAndNoProbabilities()
    {
        foreach (SequenceNetwork network in (SequenceNetwork[])
        [
            Steps, Steps.Dense(3, Activation.Softmax), Steps.Dense(3).Activate(Activation.Softmax), Steps.Dense(3, Activation.Tanh),
            Steps.Dense(3).Dropout(0.2), Steps.Conv1D(3, 2, new() { Activation = Activation.Relu }),
        ])
        {
            string message = Assert.ThrowsExactly<ArgumentException>(() => network.Crf()).Message;
            StringAssert.Contains(message, "Put a Dense(classes) without an activation before it");
        }
        Steps.Conv1D(3, 2).Crf();
        new SequenceNetwork(3).Crf();
    }

    [TestMethod]
    public void ItNeedsAnAnswerAtEveryStepAndFewEnoughClasses()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new SequenceNetwork().Crf());
        Assert.ThrowsExactly<ArgumentException>(() => Steps.LastStep().Dense(3).Crf());
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Steps.Dense(4097).Crf()).Message, "4,096");
        Steps.Dense(4096).Crf();
    }

    [TestMethod]
    public void NoBlockHoldsOne()
    {
        foreach (Func<SequenceNetwork, SequenceNetwork> inner in (Func<SequenceNetwork, SequenceNetwork>[])
            [x => x.Crf(), x => x.Dense(3).Crf(), x => x.Residual(y => y.Dense(3).Crf())])
        {
            Assert.ThrowsExactly<ArgumentException>(() => Steps.Residual(inner));
        }
        const string file =
            """
            {"features":3,"layers":[{"type":"residual","layers":[{"type":"dense","units":3,"options":{}},{"type":"crf"}]}]}
            """;
        string message = Assert.ThrowsExactly<InvalidDataException>(() => SequenceNetwork.FromJson(file)).Message;
        StringAssert.Contains(message, "Residual cannot hold a Crf");
    }

    [TestMethod]
    public void JsonRoundTrip()
    {
        SequenceNetwork network = Steps.Dense(3).Crf(new Regularizer(L2: 0.5));
        StringAssert.EndsWith(Steps.Dense(3).Crf().ToJson(), """,{"type":"crf"}]}""");
        SequenceNetwork again = SequenceNetwork.FromJson(network.ToJson());
        CollectionAssert.AreEqual(network.Layers, again.Layers);
        Assert.AreEqual(network.ToJson(), again.ToJson());
        DescriptionJson.CheckRoundTrip(new CrfDescription(new Regularizer(L1: 1)) { Frozen = true }, new CrfDescription());
        string twice = network.ToJson().Replace("{\"type\":\"crf\"", "{\"type\":\"crf\"},{\"type\":\"crf\"", StringComparison.Ordinal);
        Assert.ThrowsExactly<InvalidDataException>(() => SequenceNetwork.FromJson(twice));
    }

    /// <summary>What the ML.NET side calls: no batch, and any number of threads.</summary>
    [TestMethod]
    public void SequencesAreDecodedByManyThreadsAtOnce()
    {
        Network network = Sample.Network(new SequenceNetwork(5).Crf(), seed: 2);
        var random = new SeededRandom(3);
        float[][] emissions = [.. Sample.Rows(200).Select(_ => Sample.Floats(random, 5 * random.Next(40), 3))];
        (int[] Path, float[] Marginals) Read(float[] own)
        {
            int[] path = new int[own.Length / 5];
            float[] marginals = [.. own];
            network.Crf!.Decode(own, path);
            network.Crf.Marginals(marginals, marginals);
            return (path, marginals);
        }
        (int[] Path, float[] Marginals)[] expected = [.. emissions.Select(Read)];
        Parallel.For(0, 800, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            (int[] path, float[] marginals) = Read(emissions[i % 200]);
            CollectionAssert.AreEqual(expected[i % 200].Path, path);
            Near.SameBits(expected[i % 200].Marginals, marginals, "marginals");
        });
    }
}
