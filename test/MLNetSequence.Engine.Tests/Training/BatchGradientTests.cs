using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>That nothing else gets into the sum over groups; that it is the right one, <c>GradientTests</c> shows.</summary>
[TestClass]
public sealed unsafe class BatchGradientTests
{
    private const int Vocabulary = 500;

    private static readonly Network Network =
        Sample.Network(new SequenceNetwork().Embedding(Vocabulary, 7).Lstm(50).Dense(3), seed: 1);

    /// <summary>Rows of the table are cleared one by one, those of the last batch: none may be forgotten.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(5)]
    public void NothingOfTheLastBatchIsLeft(int threads)
    {
        var random = new SeededRandom(seed: 2);
        var used = new BatchGradient(Network, new Workers(threads));
        for (int batch = 0; batch < 8; batch++)
        {
            BatchJob job = Job(random, count: 1 + batch * 23 % 61);
            LossSum sum = used.Run(job);
            var fresh = new BatchGradient(Network, new Workers(1));
            Assert.AreEqual(fresh.Run(job), sum, $"batch {batch}");
            Near.SameBits(Values(fresh), Values(used), $"batch {batch}");
        }
    }

    /// <summary>Gradients that are added up are those of all batches since the last that was not.</summary>
    [TestMethod]
    public void AccumulatedGradientsAddUp()
    {
        var random = new SeededRandom(seed: 3);
        BatchJob[] jobs = [.. Sample.Rows(3).Select(_ => Job(random, count: 20))];
        float[][] own = [.. jobs.Select(j => Values(Ran(j)).ToArray())];
        var gradient = new BatchGradient(Network, new Workers(2));
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < jobs.Length; i++)
            {
                jobs[i].Accumulate = i > 0;
                gradient.Run(jobs[i]);
            }
            double[] expected = [.. Sample.Rows(own[0].Length).Select(i => own.Sum(g => (double)g[i]))];
            Near.Equal(expected, Values(gradient), 1e-5, 1e-7, $"round {round}");
        }
    }

    /// <summary>The gradient counts each row with its share of the weight; what weighs nothing leaves no trace.</summary>
    [TestMethod]
    public void RowsOfNoWeightCountNothing()
    {
        var random = new SeededRandom(seed: 4);
        TokenSequences data = Sample.Sequences(random, Vocabulary, count: 20, longest: 9);
        var weighted = new TargetRows(0);
        var kept = new TokenSequences();
        var labels = new List<int>();
        for (int i = 0; i < data.Count; i++)
        {
            weighted.Add(i % 3, weight: i % 2 == 0 ? 2.5f : 0);
            weighted.EndSequence();
            if (i % 2 == 0)
            {
                kept.Add(data[i]);
                labels.Add(i % 3);
            }
        }
        Dictionary<string, float[]> expected = EngineGradients.Of(Network, kept, [.. labels]);
        BatchJob job = EngineGradients.Job(new Examples(data, weighted), new CrossEntropyLoss(), Network);
        foreach ((string name, float[] values) in EngineGradients.Of(Network, job, threads: 2))
        {
            Near.Equal(expected[name], values, 1e-5, 1e-7, name);
        }
    }

    private static BatchGradient Ran(BatchJob job)
    {
        var gradient = new BatchGradient(Network, new Workers(1));
        gradient.Run(job);
        return gradient;
    }

    private static ReadOnlySpan<float> Values(BatchGradient gradient) => new(gradient.Pointer, Network.Parameters.Length);

    private static BatchJob Job(SeededRandom random, int count)
    {
        TokenSequences data = Sample.Sequences(random, Vocabulary, count, longest: 9);
        Targets targets = TargetRows.OfLabels(Sample.Labels(random, 3, count));
        return EngineGradients.Job(new Examples(data, targets), new CrossEntropyLoss(), Network);
    }
}
