using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Scoring;

/// <summary>One model, many threads; many calls, no garbage to speak of.</summary>
[TestClass]
public class ServingTests
{
    [TestMethod]
    public void SixteenThreadsGetTheBitsThatOneGets()
    {
        Review[] reviews = [.. Reviews.Make(60, seed: 9)];
        using PredictionEngine<Review, Verdict> alone = Quick.Engine(Quick.Model);
        string[] expected = [.. reviews.Select(review => alone.Predict(review).ToString())];
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        using var start = new Barrier(16);
        Thread[] threads = [.. Enumerable.Range(0, 16).Select(t => new Thread(() => Serve(t)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.AreEqual(0, failures.Count, failures.FirstOrDefault());

        void Serve(int thread)
        {
            try
            {
                using PredictionEngine<Review, Verdict> engine = Quick.Engine(Quick.Model);
                start.SignalAndWait();
                for (int i = 0; i < 10 * reviews.Length; i++)
                {
                    int at = (i + thread * 7) % reviews.Length;
                    string found = engine.Predict(reviews[at]).ToString();
                    if (found != expected[at])
                    {
                        failures.Add($"Row {at}: {expected[at]} became {found}.");
                    }
                }
            }
            catch (Exception e)
            {
                failures.Add(e.ToString());
            }
        }
    }

    [TestMethod]
    public void CursorsOnSeveralThreadsGiveTheSameBits()
    {
        IDataView scored = Quick.Model.Transform(Reviews.Data(new MLContext(), 1200));
        string[] expected = Values.Of(scored, "Score");
        string[][] found = new string[4][];
        Parallel.For(0, found.Length, i => found[i] = Values.Of(scored, "Score"));
        foreach (string[] scores in found)
        {
            CollectionAssert.AreEqual(expected, scores);
        }
    }

    [TestMethod]
    public void APredictionEngineLeavesLittleGarbage()
    {
        const int calls = 300;
        Review[] reviews = [.. Reviews.Make(30)];
        using PredictionEngine<Review, Verdict> engine = Quick.Engine(Quick.Model);
        var verdict = new Verdict();
        for (int i = 0; i < calls; i++)
        {
            engine.Predict(reviews[i % reviews.Length], ref verdict);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < calls; i++)
        {
            engine.Predict(reviews[i % reviews.Length], ref verdict);
        }
        long bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / calls;
        // The label's string, and a few small objects of ML.NET's; the buffers of one pass alone would be several times this.
        Assert.IsTrue(bytes < 1024, $"{bytes} bytes a call");
    }
}
