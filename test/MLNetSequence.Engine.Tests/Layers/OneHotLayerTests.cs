using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Tests.Layers;

[TestClass]
public sealed class OneHotLayerTests
{
    [TestMethod]
    public void EachTokenIsAOneInItsPlace()
    {
        CollectionAssert.AreEqual((float[])[0, 1, 0, 0, 0, 0, 0, 1], Run(1, 3));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(4)]
    [DataRow(-1)]
    public void TokensOutsideTheVocabularyAreRefused(int token)
    {
        InvalidOperationException e = Assert.ThrowsExactly<InvalidOperationException>(() => Run(token));
        Assert.Contains($"Token {token} is outside the network's vocabulary: tokens run from 1 to 3", e.Message);
    }

    private static float[] Run(params int[] tokens)
    {
        var data = new TokenSequences();
        data.Add(tokens);
        NetworkRun run = new Network(new SequenceNetwork().OneHot(4)).Rent();
        run.Batch.Fill(data, [0]);
        float[] output = [.. Enumerable.Range(0, tokens.Length).SelectMany(
            n => run.Forward(training: false).RowSpan(n).ToArray())];
        GC.KeepAlive(run);
        return output;
    }
}
