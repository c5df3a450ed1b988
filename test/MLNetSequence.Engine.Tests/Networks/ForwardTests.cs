using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>The outputs of every kind of network against the double-precision reference.</summary>
[TestClass]
public sealed unsafe class ForwardTests
{
    private const double Tolerance = 1e-5;

    [TestMethod]
    [DynamicData(nameof(TestNetworks.Names), typeof(TestNetworks))]
    public void OutputsEqualTheReference(string name)
    {
        Network network = Sample.Network(TestNetworks.Get(name), seed: 1);
        var random = new SeededRandom(seed: 2);
        // Falling, equal, single and empty lengths in any order; then one sequence alone; then nothing but empty ones.
        CheckOutputs(network, Sample.Sequences(random, TestNetworks.Vocabulary, 3, 0, 7, 1, 7, 2, 12, 0, 1, 5));
        CheckOutputs(network, Sample.Sequences(random, TestNetworks.Vocabulary, 6));
        CheckOutputs(network, Sample.Sequences(random, TestNetworks.Vocabulary, 0, 0, 0));
        CheckOutputs(network, Sample.Sequences(random, TestNetworks.Vocabulary, 4, 4, 4, 4, 4));
    }

    /// <summary>The same run serves batches that grow and shrink: nothing of one may show in the next.</summary>
    [TestMethod]
    public void BuffersOfAnEarlierBatchDoNotShine()
    {
        Network network = Sample.Network(TestNetworks.Get("two bidirectional layers"), seed: 3);
        var random = new SeededRandom(seed: 4);
        for (int i = 0; i < 12; i++)
        {
            int count = 1 + i * 7 % 11, longest = 1 + i * 5 % 13;
            CheckOutputs(network, Sample.Sequences(random, TestNetworks.Vocabulary, count, longest));
        }
    }

    /// <summary>Long sequences: errors of single steps must not add up beyond the tolerance.</summary>
    [TestMethod]
    public void LongSequence()
    {
        Network network = Sample.Network(TestNetworks.Get("one unit more than a vector"), seed: 5);
        CheckOutputs(network, Sample.Sequences(new SeededRandom(6), TestNetworks.Vocabulary, 400, 3));
    }

    /// <summary>Whether dropout is passed by in scoring: the reference knows none.</summary>
    [TestMethod]
    public void DropoutDoesNothingInScoring()
    {
        SequenceNetwork description = new SequenceNetwork().Embedding(9, 4).Dropout(0.9).Lstm(3).Dropout(0.5).Dense(2);
        CheckOutputs(Sample.Network(description, seed: 7), Sample.Sequences(new SeededRandom(8), 9, 5, 2, 3));
    }

    [TestMethod]
    public void TokenOutsideTheVocabularyIsNamed()
    {
        Network network = Sample.Network(TestNetworks.Get("one layer"), seed: 9);
        foreach (int token in (int[])[0, TestNetworks.Vocabulary, -1, int.MaxValue])
        {
            var data = new TokenSequences();
            data.Add([1, token]);
            NetworkRun run = network.Rent();
            run.Batch.Fill(data, [0]);
            InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => run.Forward(training: false));
            StringAssert.Contains(error.Message, $"Token {token} is outside");
            StringAssert.Contains(error.Message, $"from 1 to {TestNetworks.Vocabulary - 1}");
        }
    }

    [TestMethod]
    public void NetworkWithoutLayersIsRefused()
    {
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => new Network(new SequenceNetwork()));
        StringAssert.Contains(error.Message, "has no layers");
    }

    private static void CheckOutputs(Network network, TokenSequences data)
    {
        ReferenceNetwork reference = ReferenceNetwork.Of(network);
        var seen = new HashSet<int>();
        NetworkRun run = network.Rent();
        run.Batch.Fill(data, new BatchOrder().Sort(data, Sample.Rows(data.Count)).ToArray());
        Matrix outputs = run.Forward(training: false);
        Assert.AreEqual((data.Count, network.Outputs), (outputs.Rows, outputs.Columns));
        for (int b = 0; b < outputs.Rows; b++)
        {
            int source = run.Batch.Sources[b];
            Assert.IsTrue(seen.Add(source), $"Sequence {source} came twice.");
            var row = new ReadOnlySpan<float>(outputs.Row(b), outputs.Columns);
            string what = $"sequence {source}, {data.Length(source)} steps";
            Near.Equal(reference.Forward(data[source]), row, Tolerance, Tolerance, what);
        }
        network.Return(run);
    }
}
