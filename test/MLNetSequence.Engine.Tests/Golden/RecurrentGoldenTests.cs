using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Serialization;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Golden;

/// <summary>Outputs, loss and every gradient of each recurrent kind against PyTorch's: see test/golden/make_recurrent_golden.py.</summary>
[TestClass]
public sealed class RecurrentGoldenTests
{
    private const double Tolerance = 1e-5;

    private static readonly (Dictionary<string, string> Metadata, List<NamedTensor> Tensors) Golden =
        Safetensors.Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", "recurrent.safetensors")));

    public static IEnumerable<object[]> Cases => Golden.Metadata.Keys.Except(["layout", "pytorch"]).Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void EqualsPyTorch(string name)
    {
        var network = new Network(SequenceNetwork.FromJson(Golden.Metadata[name]));
        foreach (Parameter parameter in network.Parameters.All)
        {
            Tensor($"{name}.initial.{parameter.Name}").CopyTo(network.Parameters.Span(parameter));
        }
        network.Pack();
        Examples examples = NewExamples(name, network.Outputs);

        BatchJob job = EngineGradients.Job(examples, new MeanSquaredLoss(), network);
        var gradient = new BatchGradient(network, new Workers(1));
        LossSum sum = gradient.Run(job);
        Near.Equal(Tensor($"{name}.loss")[0], sum.MeanLoss, 0, Tolerance, "loss");
        foreach ((string parameter, float[] values) in EngineGradients.Values(network, gradient))
        {
            // Ten times tighter near zero: most of the gradient's entries are small.
            Near.Equal(Tensor($"{name}.gradient.{parameter}"), values, Tolerance, Tolerance / 10, $"gradient of {parameter}");
        }
        float[] features = [.. EngineGradients.OfFeatures(network, job).SelectMany(g => g)];
        Near.Equal(Tensor($"{name}.gradient.features"), features, Tolerance, Tolerance / 10, "gradient of the features");
        Near.Equal(Tensor($"{name}.output"), Outputs(network, examples), 0, Tolerance, "output");
    }

    // Sequence after sequence.
    private static float[] Outputs(Network network, Examples examples)
    {
        NetworkRun run = network.Rent();
        run.Batch.Fill(examples.Inputs, Sample.Rows(examples.Count));
        Matrix outputs = run.Forward(training: false);
        return
        [
            .. Sample.Rows(examples.Count).SelectMany(b => Sample.Rows(run.Batch.Lengths[b])
                .SelectMany(t => outputs.RowSpan(run.OutputLayout.Row(t, b)).ToArray())),
        ];
    }

    private static Examples NewExamples(string name, int width)
    {
        float[] features = Tensor("features").ToArray(), rows = Tensor($"{name}.targets").ToArray();
        float[] lengths = Tensor("lengths").ToArray();
        int count = features.Length / (int)lengths.Sum();
        var data = new FeatureSequences(count);
        var targets = new TargetRows(width);
        int step = 0;
        foreach (int length in lengths.Select(x => (int)x))
        {
            data.Add(features.AsSpan(step * count, length * count));
            for (int t = 0; t < length; t++)
            {
                targets.Add(rows.AsSpan((step + t) * width, width));
            }
            targets.EndSequence();
            step += length;
        }
        return new Examples(data, targets);
    }

    private static ReadOnlySpan<float> Tensor(string name) => Golden.Tensors.Single(t => t.Name == name).Values.Span;
}
