using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>Thousands of calls in a row, as a training makes them: no piece is lost, none runs twice, nothing is left behind.</summary>
[TestClass]
public sealed class WorkersStressTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(8)]
    public void EveryPieceOfEveryCallRunsOnce(int threads)
    {
        var workers = new Workers(threads);
        Assert.AreEqual(threads, workers.Count);
        int[] runs = new int[40];
        int outside = 0;
        Action<int, int> work = (piece, worker) =>
        {
            Interlocked.Increment(ref runs[piece]);
            if (worker < 0 || worker >= threads)
            {
                Interlocked.Increment(ref outside);
            }
        };
        for (int call = 0; call < 20_000; call++)
        {
            int pieces = call * 7 % 41;
            workers.Run(pieces, work);
            // A piece that came late would count into a later call.
            Assert.IsFalse(runs.AsSpan(0, pieces).ContainsAnyExcept(1), $"call {call}");
            Assert.IsFalse(runs.AsSpan(pieces).ContainsAnyExcept(0), $"call {call}");
            runs.AsSpan().Clear();
            if (call % 1000 == 0)
            {
                // Long enough for helpers to fall asleep.
                Thread.Sleep(2);
            }
        }
        Assert.AreEqual(0, outside);
    }

    /// <summary>No two pieces ever run as the same worker at once: each has buffers of its own.</summary>
    [TestMethod]
    public void AWorkerRunsOnePieceAtATime()
    {
        var workers = new Workers(4);
        int[] busy = new int[4];
        int clashes = 0;
        for (int call = 0; call < 2000; call++)
        {
            workers.Run(16, (_, worker) =>
            {
                if (Interlocked.Increment(ref busy[worker]) > 1)
                {
                    Interlocked.Increment(ref clashes);
                }
                Thread.SpinWait(20);
                Interlocked.Decrement(ref busy[worker]);
            });
        }
        Assert.AreEqual(0, clashes);
    }

    /// <summary>What one call throws is not thrown by the next, and no piece of the call runs on after it.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(4)]
    public void AnErrorEndsItsCallAndNoOther(int threads)
    {
        var workers = new Workers(threads);
        for (int call = 0; call < 500; call++)
        {
            int running = 0;
            int bad = call % 30;
            InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => workers.Run(30, (piece, _) =>
            {
                Interlocked.Increment(ref running);
                try
                {
                    if (piece == bad)
                    {
                        throw new InvalidOperationException($"piece {piece}");
                    }
                }
                finally
                {
                    Interlocked.Decrement(ref running);
                }
            }));
            Assert.AreEqual($"piece {bad}", error.Message);
            Assert.AreEqual(0, Volatile.Read(ref running));
            int sum = 0;
            workers.Run(10, (piece, _) => Interlocked.Add(ref sum, piece));
            Assert.AreEqual(45, sum);
        }
    }
}
