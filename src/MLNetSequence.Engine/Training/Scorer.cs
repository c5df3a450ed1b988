using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training;

/// <summary>Forward passes over many sequences: sorted by length, cut into shards, shared out to threads.</summary>
internal static class Scorer
{
    // Rows that share one pass: enough to fill the kernels, few enough for all threads to have some. And steps, so that long
    // sequences do not take memory without bound; a single one longer than that has a pass of its own.
    private const int LeastRows = 8;
    private const int MostRows = 32;
    private const int ShardSteps = Network.MostPooledRows;

    // Shards of each worker between two looks at whether to go on: they are of about one size, so that none waits long for the others.
    private const int ShardsBetweenLooks = 4;

    /// <summary>
    /// Hands each shard's outputs, [B, C] or [N, C], to <paramref name="use"/>, which may be called from several threads;
    /// <see cref="PackedBatch.Sources"/> tells which sequences they belong to.
    /// </summary>
    /// <param name="network">What scores.</param>
    /// <param name="data">The sequences.</param>
    /// <param name="rows">Which of them.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="beforeActivation">Whether the activation that the network ends with is left out.</param>
    /// <param name="use">What becomes of the outputs.</param>
    /// <param name="cancellation">Asked now and then, on this thread, whether to leave the rest undone; null to do it all.</param>
    /// <param name="projection">What the network makes of each token, where that is worked out for many sequences.</param>
    /// <returns>False where it was cancelled.</returns>
    public static bool Run(
        Network network,
        Sequences data,
        ReadOnlySpan<int> rows,
        Workers workers,
        bool beforeActivation,
        Action<NetworkRun, Matrix> use,
        Func<bool>? cancellation = null,
        TokenProjection? projection = null) =>
        Run(network, data, rows, workers, run => use(run, run.Score(beforeActivation, projection)), cancellation: cancellation);

    /// <summary>Hands each shard, packed, to <paramref name="pass"/>, which may be called from several threads.</summary>
    /// <param name="network">What runs.</param>
    /// <param name="data">The sequences.</param>
    /// <param name="rows">Which of them.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="pass">What is done with a shard.</param>
    /// <param name="mostSteps">Steps that share one pass; a single sequence of more has one of its own.</param>
    /// <param name="cancellation">Asked now and then, on this thread, whether to leave the rest undone; null to do it all.</param>
    /// <returns>False where it was cancelled.</returns>
    public static bool Run(
        Network network,
        Sequences data,
        ReadOnlySpan<int> rows,
        Workers workers,
        Action<NetworkRun> pass,
        int mostSteps = ShardSteps,
        Func<bool>? cancellation = null)
    {
        ReadOnlyMemory<int> order = new BatchOrder().Sort(data, rows);
        int most = Math.Clamp((order.Length + workers.Count - 1) / workers.Count, LeastRows, MostRows);
        List<Range> shards = Cut(data, order.Span, most, mostSteps);
        int each = cancellation is null ? shards.Count : workers.Count * ShardsBetweenLooks;
        for (int first = 0; first < shards.Count; first += each)
        {
            if (first > 0 && cancellation!())
            {
                return false;
            }
            int before = first;
            workers.Run(Math.Min(each, shards.Count - first), (shard, _) =>
            {
                NetworkRun run = network.Rent();
                run.Batch.Fill(data, order.Span[shards[before + shard]]);
                pass(run);
                network.Return(run);
            });
        }
        return true;
    }

    private static List<Range> Cut(Sequences data, ReadOnlySpan<int> order, int mostRows, int mostSteps)
    {
        var shards = new List<Range>();
        int first = 0;
        long steps = 0;
        for (int i = 0; i < order.Length; i++)
        {
            int length = data.Length(order[i]);
            if (i > first && (i - first == mostRows || steps + length > mostSteps))
            {
                shards.Add(first..i);
                (first, steps) = (i, 0);
            }
            steps += length;
        }
        if (first < order.Length)
        {
            shards.Add(first..order.Length);
        }
        return shards;
    }
}
