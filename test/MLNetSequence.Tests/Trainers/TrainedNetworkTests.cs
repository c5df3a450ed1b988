using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>The network of recurrent layers is the one that the options say.</summary>
[TestClass]
public class TrainedNetworkTests
{
    [TestMethod]
    public void TheNetworkIsTheOneAskedFor()
    {
        SequenceMulticlassPredictionTransformer model = Quick.Trainer(o =>
        {
            (o.HiddenSize, o.Layers, o.Bidirectional, o.EmbeddingSize, o.Dropout) = (6, 2, true, 5, 0.25);
        }).Fit(Quick.Tokens(words: 9));
        // Table: (9 words + padding) · 5. LSTM, one direction: 4 gates · 6 · (inputs + 6 + 1). Dense: 3 · (2 · 6 + 1).
        Assert.AreEqual(50 + 2 * 24 * 12 + 2 * 24 * 19 + 39, model.Network.ParameterCount);
        string[] layers = [.. model.Network.Summary().Split('\n').Select(line => line.Split("  ")[0])];
        CollectionAssert.IsSubsetOf(
            new[]
            {
                "Embedding(10, 5)", "Dropout(0.25)", "LSTM(6, bidirectional, returnSequences)", "LSTM(6, bidirectional)",
                "Dense(3)",
            },
            layers);
    }
}
