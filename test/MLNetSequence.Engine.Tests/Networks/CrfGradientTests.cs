using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>The loss of a network that ends in a Crf, and every gradient, against a reference that scores every path.</summary>
[TestClass]
public sealed class CrfGradientTests
{
    private static readonly SequenceNetwork Lstm = new SequenceNetwork(2).Lstm(3, returnSequences: true).Dense(3);

    [TestMethod]
    public void EveryGradientIsAFiniteDifference() => Check(Lstm, seed: 4, lengths: [5, 4, 3, 3, 2, 1, 1, 0]);

    /// <summary>The numbers themselves may be the emissions.</summary>
    [TestMethod]
    public void ANetworkMayBeNothingButACrf() => Check(new SequenceNetwork(4), seed: 5, lengths: [4, 3, 3, 1]);

    /// <summary>A mean loss in nats a step, so that it compares with that of the network without the chain.</summary>
    [TestMethod]
    public void AChainWithoutWeightsIsACrossEntropyOfEachStep()
    {
        Network network = Sample.Network(Lstm.Crf(), seed: 4), plain = Sample.Network(Lstm, seed: 4);
        foreach (Parameter parameter in network.Parameters.All.Where(p => p.Name.StartsWith("2.", StringComparison.Ordinal)))
        {
            network.Parameters.Span(parameter).Clear();
        }
        network.Pack();
        var data = Sample.Features(new Engine.Numerics.SeededRandom(1), 2, 6, 5, 5, 3, 1);
        var targets = new TargetRows(0);
        for (int i = 0; i < data.Count; i++)
        {
            for (int t = 0; t < data.Length(i); t++)
            {
                // The same at all labelled steps of a sequence, as that is what a sequence weighs.
                targets.Add((i + t) % 3, weight: t == 2 ? 0 : i + 0.5f);
            }
            targets.EndSequence();
        }
        var examples = new Examples(data, targets);
        BatchJob job = EngineGradients.Job(examples, new CrossEntropyLoss(), network);
        var gradient = new BatchGradient(network, new Workers(1));
        var expected = new BatchGradient(plain, new Workers(1));
        LossSum sum = gradient.Run(job), steps = expected.Run(job);
        Near.Equal(steps.MeanLoss, sum.MeanLoss, 1e-6, 0, "loss");
        Assert.AreEqual(steps with { Loss = 0 }, sum with { Loss = 0 });
        Dictionary<string, float[]> values = EngineGradients.Values(network, gradient);
        foreach ((string name, float[] own) in EngineGradients.Values(plain, expected))
        {
            Near.Equal(own, values[name], 1e-5, 1e-7, name);
        }
    }

    private static void Check(SequenceNetwork below, long seed, int[] lengths)
    {
        Network network = Sample.Network(below.Crf(), seed);
        Examples examples = CrfTask.Features(network, seed: 2, lengths);
        var reference = new Reference(network, below, examples);
        BatchJob job = EngineGradients.Job(examples, new CrossEntropyLoss(), network);
        var gradient = new BatchGradient(network, new Workers(1));
        Near.Equal(reference.Loss(), gradient.Run(job).MeanLoss, 1e-6, 1e-6, "loss");
        foreach ((string name, float[] values) in EngineGradients.Values(network, gradient))
        {
            double[] expected = FiniteDifferences.Gradient(reference.Parameters[name], reference.Loss);
            Near.Equal(expected, values, 1e-4, 1e-5, name);
            Assert.IsTrue(values.Any(g => g != 0), name);
        }
        float[][] features = EngineGradients.OfFeatures(network, job);
        for (int i = 0; i < features.Length; i++)
        {
            Near.Equal(FiniteDifferences.Gradient(reference.Inputs[i], reference.Loss), features[i], 1e-4, 1e-5, $"sequence {i}");
        }
    }

    // Σ w̄·(-log p) / Σ w, from features that may be moved.
    private sealed class Reference
    {
        private readonly ReferenceNetwork _network;
        private readonly Examples _examples;
        private readonly ReferenceCrf _crf;

        public Reference(Network network, SequenceNetwork below, Examples examples)
        {
            Parameters = ReferenceNetwork.Of(network).Parameters;
            (_network, _examples) = (new ReferenceNetwork(below, Parameters), examples);
            _crf = ReferenceCrf.Of(Parameters, below.Layers.Length);
            var data = (FeatureSequences)examples.Inputs;
            Inputs = [.. Sample.Rows(data.Count).Select(i => Array.ConvertAll(data[i].ToArray(), x => (double)x))];
        }

        public Dictionary<string, double[]> Parameters { get; }

        public double[][] Inputs { get; }

        public double Loss()
        {
            Targets targets = _examples.Targets;
            double sum = 0, weights = 0;
            for (int i = 0; i < Inputs.Length; i++)
            {
                double[][] steps = [.. Inputs[i].Chunk(_examples.Inputs.Features)];
                int[] rows = [.. Sample.Rows(steps.Length).Select(t => targets.Start(i) + t)];
                double[] own = [.. rows.Select(row => (double)targets.Weight(row)).Where(w => w > 0)];
                if (own.Length > 0)
                {
                    double[][] emissions = _network.Run(steps, 0, null, out _);
                    int[] labels = [.. rows.Select(row => targets.Weight(row) > 0 ? targets.Label(row) : -1)];
                    sum += own.Average() * _crf.Loss(emissions, labels);
                }
                weights += own.Sum();
            }
            return sum / weights;
        }
    }
}
