using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.Losses;

namespace MLNetSequence.Engine.Tests.Support;

/// <summary>The engine's gradient of the mean loss, parameter by parameter, dropout off.</summary>
internal static unsafe class EngineGradients
{
    /// <summary>
    /// Straight from one <see cref="NetworkRun"/>, which goes back to the pool; the embedding's rows are added up here.
    /// </summary>
    public static Dictionary<string, float[]> OfOneRun(Network network, TokenSequences data, int[] labels)
    {
        NetworkRun run = Run(network, data, labels, shard: 0, shards: 1);
        var gradients = new Dictionary<string, float[]>();
        foreach (Parameter parameter in network.Parameters.All)
        {
            float[] sum = new float[parameter.Count];
            if (!parameter.IsTable)
            {
                new ReadOnlySpan<float>(run.Pass.Gradient(parameter), sum.Length).CopyTo(sum);
            }
            for (int row = 0; row < run.Batch.Rows && parameter.IsTable; row++)
            {
                Matrix tokens = run.Pass.TokenGradients;
                for (int j = 0; j < tokens.Columns; j++)
                {
                    sum[run.Batch.Tokens[row] * tokens.Columns + j] += tokens.Row(row)[j];
                }
            }
            gradients.Add(parameter.Name, sum);
        }
        network.Return(run);
        return gradients;
    }

    /// <summary>The way the trainer takes: rows dealt to shards, shards added up. Gives the global norm too.</summary>
    public static Dictionary<string, float[]> OfShards(
        Network network, TokenSequences data, int[] labels, int shards, int threads, out double norm)
    {
        var sum = new GradientSum(network.Parameters);
        NetworkRun[] runs = [.. Sample.Rows(shards).Select(shard => Run(network, data, labels, shard, shards))];
        norm = sum.Collect(runs, shards, new Workers(threads));
        return network.Parameters.All.ToDictionary(
            p => p.Name, p => new ReadOnlySpan<float>(sum.Pointer + p.Offset, p.Count).ToArray());
    }

    private static NetworkRun Run(Network network, TokenSequences data, int[] labels, int shard, int shards)
    {
        NetworkRun run = network.Rent();
        run.Batch.Fill(data, Scorer.ByFallingLength(data, Sample.Rows(data.Count)), shard, shards);
        Matrix outputs = run.Forward(training: true);
        SoftmaxCrossEntropy.Backward(outputs, labels, run.Batch.Sources, 1f / data.Count);
        run.Backward(outputs);
        return run;
    }
}
