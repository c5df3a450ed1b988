using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.Data;
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

    [TestMethod]
    public void AHundredThousandCallsLeaveNothingBehind()
    {
        const int calls = 100_000;
        SequenceRegressionPredictionTransformer model = Toys.Regression().Fit(Toys.Numbers(20));
        Row[] rows = [.. Toys.Sequences(16).Select(tokens => new Row { Features = tokens })];
        using PredictionEngine<Row, Answer> engine = new MLContext(1).Model.CreatePredictionEngine<Row, Answer>(model);
        var answer = new Answer();
        Serve(2_000);
        long kept = GC.GetTotalMemory(forceFullCollection: true);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Serve(calls);
        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / calls;
        Assert.IsTrue(each < 512, $"{each} bytes a call.");
        long more = GC.GetTotalMemory(forceFullCollection: true) - kept;
        Assert.IsTrue(more < 1 << 20, $"{more} bytes are kept after {calls} calls.");

        void Serve(int count)
        {
            for (int i = 0; i < count; i++)
            {
                engine.Predict(rows[i % rows.Length], ref answer);
            }
        }
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

    internal sealed class Row
    {
        [KeyType(6)]
        public uint[] Features { get; set; } = [];
    }

    internal sealed class Answer
    {
        public float Score { get; set; }
    }
}
