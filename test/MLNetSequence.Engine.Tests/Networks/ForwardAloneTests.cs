using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>One sequence that several threads score together: the same bits as on one, whoever helps.</summary>
[TestClass]
public sealed class ForwardAloneTests
{
    // 200·(4·200) weights and more: large enough to be shared. No multiple of a panel's width, so that the last piece is an odd one.
    private const int Hidden = 200;

    [TestMethod]
    [DataRow("LSTM")]
    [DataRow("GRU")]
    [DataRow("GRU, reset before")]
    public void HelpChangesNoBit(string cell)
    {
        Network network = NewNetwork(cell);
        FeatureSequences data = NewData(sequences: 1);
        float[] expected = Score(network, data, 0, alone: false);
        for (int i = 0; i < 5; i++)
        {
            Near.SameBits(expected, Score(network, data, 0, alone: true), cell);
        }
    }

    /// <summary>There is one set of helpers: who finds it taken computes alone, and nobody sees another's numbers.</summary>
    [TestMethod]
    public void ManyAtOnceDoNotDisturbEachOther()
    {
        Network network = NewNetwork("LSTM");
        FeatureSequences data = NewData(sequences: 16);
        float[][] expected = [.. Enumerable.Range(0, data.Count).Select(i => Score(network, data, i, alone: false))];
        Parallel.For(0, 200, i => Near.SameBits(expected[i % 16], Score(network, data, i % 16, alone: true), $"call {i}"));
    }

    [TestMethod]
    public void HelpIsGivenBackWhereScoringFails()
    {
        var network = new Network(new SequenceNetwork().Embedding(5, 2).Lstm(3));
        network.Initialize(1);
        var data = new TokenSequences();
        data.Add([9]);
        NetworkRun run = network.Rent();
        run.Batch.Fill(data, [0]);
        Assert.ThrowsExactly<InvalidOperationException>(() => run.ForwardAlone());
        if (Environment.ProcessorCount == 1)
        {
            Assert.IsNull(SharedProduct.Rent());
            return;
        }
        // Other tests may have it for a moment.
        SharedProduct? shared = null;
        Assert.IsTrue(SpinWait.SpinUntil(() => (shared = SharedProduct.Rent()) is not null, TimeSpan.FromSeconds(30)), "It was not given back.");
        SharedProduct.Return(shared);
    }

    private static Network NewNetwork(string cell)
    {
        var input = new SequenceNetwork(3);
        return Sample.Network(
            cell switch
            {
                "LSTM" => input.Lstm(Hidden, returnSequences: true),
                "GRU" => input.Gru(Hidden, returnSequences: true),
                _ => input.Gru(Hidden, new GruOptions { ReturnSequences = true, ResetAfter = false }),
            },
            seed: 3);
    }

    private static FeatureSequences NewData(int sequences)
    {
        var random = new SeededRandom(4);
        var data = new FeatureSequences(3);
        for (int i = 0; i < sequences; i++)
        {
            data.Add(Sample.Floats(random, 3 * (5 + i)));
        }
        return data;
    }

    private static float[] Score(Network network, FeatureSequences data, int sequence, bool alone)
    {
        NetworkRun run = network.Rent();
        run.Batch.Fill(data, [sequence]);
        Matrix output = alone ? run.ForwardAlone() : run.Forward(training: false);
        float[] scores = [.. Enumerable.Range(0, output.Rows).SelectMany(i => output.RowSpan(i).ToArray())];
        network.Return(run);
        return scores;
    }
}
