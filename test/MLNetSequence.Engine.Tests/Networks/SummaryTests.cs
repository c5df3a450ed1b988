using System.Globalization;
using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Tests.Networks;

[TestClass]
public sealed class SummaryTests
{
    // The counts can be worked out by hand: 5000·64; 4·64·(64 + 64 + 1), twice; 6·(64 + 1).
    private static readonly SequenceNetwork Network = new SequenceNetwork()
        .Embedding(vocabulary: 5000, size: 64)
        .Dropout(0.5)
        .Lstm(64, returnSequences: true)
        .Lstm(64)
        .Dense(6);

    [TestMethod]
    public void CountsParametersLayerByLayer()
    {
        Assert.AreEqual(386_438, Network.ParameterCount);
        string[] expected =
        [
            "Layer                                    Output             Parameters",
            "Embedding(5000, 64)                      (T, 64)               320,000",
            "Dropout(0.5)                             (T, 64)                     0",
            "LSTM(64, returnSequences)                (T, 64)                33,024",
            "LSTM(64)                                 (64)                   33,024",
            "Dense(6)                                 (6)                       390",
            "Parameters: 386,438",
        ];
        CollectionAssert.AreEqual(expected, Network.Summary().Split(Environment.NewLine));
        Assert.AreEqual(Network.Summary(), Network.ToString());
    }

    [TestMethod]
    public void SaysWhatIsFrozenAndWhatIsInsideABlock()
    {
        SequenceNetwork network = new SequenceNetwork()
            .Embedding(5000, 64, trainable: false)
            .Conv1D(32, 3, new() { Stride = 2, Activation = Activation.Relu })
            .Residual(x => x.LayerNorm().Gru(16, bidirectional: true, returnSequences: true))
            .Lstm(8, new LstmOptions { ProjectionSize = 4, Peepholes = true })
            .Dense(6, Activation.Softmax);
        // 32·(64·3 + 1); 2·32; 2·(48·(32 + 16 + 1) + 16); 32·(32 + 4 + 1) + 4·8 + 3·8; 6·(4 + 1).
        string[] expected =
        [
            "Layer                                    Output             Parameters",
            "Embedding(5000, 64, frozen)              (T, 64)               320,000",
            "Conv1D(32, 3, stride 2, Relu)            (T/2, 32)               6,176",
            "Residual                                 (T/2, 32)                   0",
            "  LayerNorm                              (T/2, 32)                  64",
            "  GRU(16, bidirectional, returnSequences) (T/2, 32)               4,736",
            "LSTM(8, peepholes, projection 4)         (4)                     1,240",
            "Dense(6, Softmax)                        (6)                        30",
            "Parameters: 332,246 (320,000 frozen)",
        ];
        CollectionAssert.AreEqual(expected, network.Summary().Split(Environment.NewLine));
        Assert.AreEqual((332_246, 320_000), (network.ParameterCount, network.FrozenParameterCount));
    }

    /// <summary>What is counted must be what is allocated.</summary>
    [TestMethod]
    public void CountIsThatOfTheNetworkThatRuns()
    {
        SequenceNetwork both =
            new SequenceNetwork().Embedding(50, 7).Lstm(5, true, true).Dropout(0.1).Lstm(3, bidirectional: true).Dense(4);
        foreach (SequenceNetwork description in (SequenceNetwork[])[Network, both])
        {
            Assert.AreEqual(description.ParameterCount, new Network(description).Parameters.All.Sum(p => (long)p.Count));
        }
    }

    /// <summary>A log must read the same on every machine.</summary>
    [TestMethod]
    public void SummaryDoesNotDependOnTheCulture()
    {
        string invariant = Network.Summary();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.AreEqual(invariant, Network.Summary());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void EmptyNetworkHasNoParameters()
    {
        Assert.AreEqual(0, new SequenceNetwork().ParameterCount);
        StringAssert.EndsWith(new SequenceNetwork().Summary(), "Parameters: 0");
    }
}
