using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Support;

/// <summary>Outputs in the order of the rows asked for, whatever shards and threads made them.</summary>
internal static unsafe class Scoring
{
    /// <summary>[rows, C], before softmax.</summary>
    public static float[] Run(Network network, Sequences data, int[] rows, int threads)
    {
        int width = network.Outputs;
        float[] all = new float[data.Count * width];
        Scorer.Run(network, data, rows, new Workers(threads), beforeActivation: false, (run, outputs) =>
        {
            for (int b = 0; b < run.Batch.Count; b++)
            {
                new ReadOnlySpan<float>(outputs.Row(b), width).CopyTo(all.AsSpan(run.Batch.Sources[b] * width));
            }
        });
        return [.. rows.SelectMany(row => all.Skip(row * width).Take(width))];
    }
}
