namespace MLNetSequence.Engine.Tests.Models;

/// <summary>Small models and data that several tests share.</summary>
internal static class ModelSamples
{
    /// <summary>Every kind of recurrent layer that looks forward only, an answer at every step.</summary>
    public static SequenceNetwork Forward { get; } = new SequenceNetwork(3)
        .Lstm(5, new LstmOptions { ReturnSequences = true, ProjectionSize = 2 })
        .Dense(4, Activation.Relu)
        .Gru(6, new GruOptions { ReturnSequences = true, LearnInitialState = true })
        .Gru(4, new GruOptions { ReturnSequences = true, ResetAfter = false })
        .SimpleRnn(3, returnSequences: true)
        .Lstm(4, new LstmOptions { ReturnSequences = true, LearnInitialState = true, Peepholes = true })
        .Dense(2);

    /// <summary>[T, F], the same every time.</summary>
    public static float[] Series(int steps, int features, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, steps * features).Select(_ => (float)(random.NextDouble() * 2 - 1))];
    }

    /// <summary>A model whose weights are all other than their first values, biases and learned states among them.</summary>
    public static SequenceModel Drawn(SequenceNetwork network, int seed = 5)
    {
        var model = new SequenceModel(network);
        foreach (string name in model.WeightNames)
        {
            model.SetWeights(name, Series(model.GetWeights(name).Length, 1, seed++));
        }
        return model;
    }

    /// <summary>Sequences of tokens 1 and 2, labelled by which came first.</summary>
    public static SequenceExamples FirstToken(int count, int seed = 3)
    {
        var random = new Random(seed);
        var examples = SequenceExamples.OfTokens();
        for (int i = 0; i < count; i++)
        {
            int[] tokens = [.. Enumerable.Range(0, 1 + random.Next(6)).Select(_ => 1 + random.Next(2))];
            examples.Add(tokens, tokens[0] - 1);
        }
        return examples;
    }

    public static SequenceModel FirstTokenModel(long seed = 0) =>
        new(new SequenceNetwork().Embedding(3, 4).Lstm(8).Dense(2, Activation.Softmax), seed);
}
