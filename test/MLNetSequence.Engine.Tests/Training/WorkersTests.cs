using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

[TestClass]
public sealed class WorkersTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(16)]
    public void EveryPieceRunsOnce(int threads)
    {
        foreach (int pieces in (int[])[0, 1, 2, 17, 1000])
        {
            int[] runs = new int[pieces];
            new Workers(threads).Run(pieces, (i, _) => Interlocked.Increment(ref runs[i]));
            Assert.IsTrue(runs.All(n => n == 1), $"{pieces} pieces");
        }
    }

    [TestMethod]
    public void NoMoreThreadsThanAsked()
    {
        int running = 0, most = 0;
        new Workers(2).Run(200, (_, _) =>
        {
            int now = Interlocked.Increment(ref running);
            lock (this)
            {
                most = Math.Max(most, now);
            }
            Thread.SpinWait(1000);
            Interlocked.Decrement(ref running);
        });
        Assert.IsLessThanOrEqualTo(2, most);
    }

    /// <summary>A caller catches what the work throws; how many threads there were must not change its type.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(4)]
    public void ErrorArrivesAsItWasThrown(int threads)
    {
        Assert.ThrowsExactly<InvalidOperationException>(
            () => new Workers(threads).Run(10, (_, _) => throw new InvalidOperationException("as thrown")));

        Network network = ToyTask.NewNetwork(seed: 1);
        var data = new TokenSequences();
        for (int i = 0; i < 100; i++)
        {
            data.Add([ToyTask.Vocabulary]);
        }
        Assert.ThrowsExactly<InvalidOperationException>(() => Scoring.Run(network, data, Sample.Rows(100), threads));
    }
}
