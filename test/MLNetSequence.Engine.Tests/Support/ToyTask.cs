using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Tests.Support;

/// <summary>
/// A task that needs memory: sequences of varying length that hold token 2 and token 3 once each, among others; the class is 1
/// where 2 comes first. No bag of words can tell.
/// </summary>
internal static class ToyTask
{
    public const int Vocabulary = 9;

    public static Labeled Make(int count, long seed, int longest = 10)
    {
        var random = new SeededRandom(seed);
        var data = new TokenSequences();
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            int[] tokens = [.. Enumerable.Range(0, 2 + random.Next(longest - 1)).Select(_ => 4 + random.Next(Vocabulary - 4))];
            int[] places = Sample.Rows(tokens.Length);
            random.Shuffle(places);
            (tokens[places[0]], tokens[places[1]]) = (2, 3);
            labels[i] = places[0] < places[1] ? 1 : 0;
            data.Add(tokens.AsSpan());
        }
        return new Labeled(data, labels);
    }

    public static Network NewNetwork(long seed, double dropout = 0)
    {
        var network = new Network(new SequenceNetwork()
            .Embedding(Vocabulary, 8)
            .Dropout(dropout)
            .Lstm(12, bidirectional: true)
            .Dropout(dropout)
            .Dense(2));
        network.Initialize(seed);
        return network;
    }

    public static TrainingOptions Options(int epochs = 1, int batchSize = 32, double learningRate = 0.01) => new()
    {
        Epochs = epochs,
        BatchSize = batchSize,
        Optimizer = new Adam { LearningRate = learningRate },
        GlobalClipNorm = 1,
        Seed = 1,
        Threads = 2,
        // Tests count epochs.
        ProgressInterval = Timeout.InfiniteTimeSpan,
    };

    /// <summary>All parameters of a network, padding included, copied.</summary>
    public static float[] Snapshot(Network network) => network.Parameters.Values.Span.ToArray();
}
