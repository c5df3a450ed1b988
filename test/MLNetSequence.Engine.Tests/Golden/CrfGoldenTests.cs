using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Serialization;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Golden;

/// <summary>A BiLSTM-CRF against PyTorch's autograd: see test/golden/make_crf_golden.py.</summary>
[TestClass]
public sealed class CrfGoldenTests
{
    private const double Tolerance = 1e-5;

    private static readonly (Dictionary<string, string> Metadata, List<NamedTensor> Tensors) Golden =
        Safetensors.Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", "crf.safetensors")));

    private readonly Network _network = NewNetwork();
    private readonly Examples _examples = NewExamples();

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void LossAndGradientsEqualPyTorchs(int threads)
    {
        BatchJob job = EngineGradients.Job(_examples, new CrossEntropyLoss(), _network);
        var gradient = new BatchGradient(_network, new Workers(threads));
        Near.Equal(Tensor("loss")[0], gradient.Run(job).MeanLoss, 0, Tolerance, "loss");
        foreach ((string name, float[] values) in EngineGradients.Values(_network, gradient))
        {
            Near.Equal(Tensor("gradient." + name), values, Tolerance, Tolerance / 10, $"gradient of {name}");
        }
    }

    [TestMethod]
    public void MarginalsAndPathsEqualPyTorchs()
    {
        NetworkRun run = _network.Rent();
        run.Batch.Fill(_examples.Inputs, Sample.Rows(_examples.Count));
        Matrix outputs = run.Forward(training: false);
        var emissions = new List<float>();
        var marginals = new List<float>();
        var paths = new List<float>();
        for (int b = 0; b < run.Batch.Count; b++)
        {
            int sequence = b, steps = run.Batch.Lengths[b];
            emissions.AddRange(Sample.Rows(steps).SelectMany(t => outputs.RowSpan(run.OutputLayout.Row(t, sequence)).ToArray()));
            float[] own = new float[steps * outputs.Columns];
            int[] path = new int[steps];
            run.Crf!.Marginals(outputs, b, own);
            run.Crf.Decode(outputs, b, path);
            marginals.AddRange(own);
            paths.AddRange(path.Select(c => (float)c));
        }
        Near.Equal(Tensor("emissions"), emissions.ToArray(), 0, Tolerance, "emissions");
        Near.Equal(Tensor("marginals"), marginals.ToArray(), 0, Tolerance, "marginals");
        CollectionAssert.AreEqual(Tensor("paths").ToArray(), paths);
    }

    [TestMethod]
    public void EachSequencesLossEqualsPyTorchs()
    {
        float[] losses = Tensor("losses").ToArray();
        var trainer = new Trainer(
            _network, new CrossEntropyLoss(), new InMemorySource(_examples, Sample.Rows(losses.Length)), null, new TrainingOptions());
        for (int i = 0; i < losses.Length; i++)
        {
            LossSum sum = trainer.Evaluate(new ExampleBlock(_examples, [i]));
            if (sum.Rows == 0)
            {
                Assert.AreEqual(default, sum);
                continue;
            }
            Near.Equal(losses[i], sum.Loss * sum.Rows / sum.Weight, Tolerance, Tolerance, $"sequence {i}");
        }
    }

    private static Network NewNetwork()
    {
        var network = new Network(SequenceNetwork.FromJson(Golden.Metadata["network"]));
        foreach (Parameter parameter in network.Parameters.All)
        {
            Tensor("initial." + parameter.Name).CopyTo(network.Parameters.Span(parameter));
        }
        network.Pack();
        return network;
    }

    private static Examples NewExamples()
    {
        int[] Whole(string name) => Array.ConvertAll(Tensor(name).ToArray(), x => (int)x);
        int[] tokens = Whole("tokens"), labels = Whole("labels"), lengths = Whole("lengths");
        float[] weights = Tensor("weights").ToArray();
        int width = tokens.Length / lengths.Length;
        var data = new TokenSequences();
        var targets = new TargetRows(0);
        for (int b = 0; b < lengths.Length; b++)
        {
            data.Add(tokens.AsSpan(b * width, lengths[b]));
            for (int t = 0; t < lengths[b]; t++)
            {
                targets.Add(labels[b * width + t], weights[b * width + t]);
            }
            targets.EndSequence();
        }
        return new Examples(data, targets);
    }

    private static ReadOnlySpan<float> Tensor(string name) => Golden.Tensors.Single(t => t.Name == name).Values.Span;
}
