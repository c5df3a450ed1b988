using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training;

/// <summary>Forward passes over many sequences: sorted by length, cut into shards, shared out to threads.</summary>
internal static class Scorer
{
    // Rows that share one pass: enough to fill the kernels, few enough for two threads to share a small block.
    private const int ShardRows = 32;

    /// <summary>
    /// Hands each shard's outputs [B, C], before softmax, to <paramref name="use"/>, which may be called from several threads;
    /// <see cref="PackedBatch.Sources"/> tells which sequences they belong to.
    /// </summary>
    public static void Run(Network network, TokenSequences data, int[] rows, Workers workers, Action<PackedBatch, Matrix> use)
    {
        int[] order = ByFallingLength(data, rows);
        int shards = (order.Length + ShardRows - 1) / ShardRows;
        workers.Run(shards, shard =>
        {
            int first = shard * ShardRows;
            NetworkRun run = network.Rent();
            run.Batch.Fill(data, order.AsSpan(first, Math.Min(ShardRows, order.Length - first)));
            use(run.Batch, run.Forward(training: false));
            network.Return(run);
        });
    }

    /// <summary>The rows sorted by falling length, equal lengths in their order.</summary>
    public static int[] ByFallingLength(TokenSequences data, ReadOnlySpan<int> rows)
    {
        int[] order = rows.ToArray();
        long[] keys = new long[order.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = ((long)-data.Length(order[i]) << 32) + i;
        }
        Array.Sort(keys, order);
        return order;
    }
}
