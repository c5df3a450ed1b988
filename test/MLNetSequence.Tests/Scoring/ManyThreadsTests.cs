using System.Collections.Concurrent;
using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Scoring;

/// <summary>One loaded model serves as many threads as there are, for as long as they like.</summary>
[TestClass]
public class ManyThreadsTests
{
    private const int Threads = 64;

    private static readonly Lazy<ITransformer> Loaded = new(() => ModelFile.Reload(Quick.Model, Quick.Schema));

    [TestMethod]
    public void PredictionEnginesOfTheirOwnSayWhatOneSays()
    {
        Review[] reviews = [.. Reviews.Make(40, seed: 9)];
        using PredictionEngine<Review, Verdict> alone = Quick.Engine(Quick.Model);
        string[] expected = [.. reviews.Select(review => alone.Predict(review).ToString())];
        OnAllThreads(thread =>
        {
            using PredictionEngine<Review, Verdict> engine = Quick.Engine(Loaded.Value);
            for (int i = 0; i < 2 * reviews.Length; i++)
            {
                int at = (i + thread * 7) % reviews.Length;
                Assert.AreEqual(expected[at], engine.Predict(reviews[at]).ToString());
            }
        });
    }

    [TestMethod]
    public void TransformSaysTheSameOnAll()
    {
        IDataView data = Reviews.Data(new MLContext(1), 70, seed: 9);
        string[] expected = Values.Of(Quick.Model.Transform(data), "Score");
        OnAllThreads(_ => CollectionAssert.AreEqual(expected, Values.Of(Loaded.Value.Transform(data), "Score")));
    }

    [TestMethod]
    public void ATaggerServesThemToo()
    {
        Table data = Toys.Tagged(30, seed: 9);
        ITransformer model = ModelFile.Reload(Toys.Tagger().Fit(Toys.Tagged(20)), data.Schema);
        string[] expected = Values.Of(model.Transform(data), "Score");
        OnAllThreads(_ => CollectionAssert.AreEqual(expected, Values.Of(model.Transform(Toys.Tagged(30, seed: 9)), "Score")));
    }

    private static void OnAllThreads(Action<int> work)
    {
        var failures = new ConcurrentBag<Exception>();
        using var start = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(t => new Thread(() =>
        {
            try
            {
                start.SignalAndWait();
                work(t);
            }
            catch (Exception e)
            {
                failures.Add(e);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.AreEqual(0, failures.Count, failures.FirstOrDefault()?.ToString());
    }
}
