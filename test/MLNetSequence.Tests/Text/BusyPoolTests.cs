namespace MLNetSequence.Tests.Text;

/// <summary>A process whose pool has no thread to lend still learns vocabularies: on the caller's thread.</summary>
[TestClass]
[DoNotParallelize]
public class BusyPoolTests
{
    [TestMethod]
    public void FitDoesNotWaitForThreadsThatNeverCome()
    {
        string[] texts = [.. Enumerable.Range(0, 5000).Select(i => $"some words and number {i % 100} of a text, to fill a block or two")];
        string[] expected = SlowTokenizer.Vocabulary(texts);
        ThreadPool.GetMaxThreads(out int workers, out int ports);
        // Not disposed: some of the pool may come to wait for it only after the test.
        var done = new ManualResetEventSlim();
        Assert.IsTrue(ThreadPool.SetMaxThreads(Environment.ProcessorCount, ports));
        try
        {
            // As many as a pool that may not grow has, and they end only when the test does.
            for (int i = 0; i < Environment.ProcessorCount; i++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(_ => done.Wait(), null);
            }
            string[] found = [];
            var caller = new Thread(() => found = [.. Tokenize.Fit(texts).Vocabulary]);
            caller.Start();
            Assert.IsTrue(caller.Join(TimeSpan.FromSeconds(30)), "Fit waits for a thread of the pool.");
            CollectionAssert.AreEqual(expected, found);
        }
        finally
        {
            done.Set();
            ThreadPool.SetMaxThreads(workers, ports);
        }
    }
}
