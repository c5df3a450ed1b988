using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>
/// Every entry of every gradient, that of the features too, for every cell with every option, against finite differences of the
/// double-precision reference. Nothing here knows how backpropagation works.
/// </summary>
[TestClass]
public sealed class RecurrentGradientTests
{
    private const double Relative = 1e-4;
    private const double Absolute = 2e-7;

    private static readonly Loss Loss = new MeanSquaredLoss();

    [TestMethod]
    [DynamicData(nameof(RecurrentCases.Names), typeof(RecurrentCases))]
    public void GradientsEqualFiniteDifferences(string cell, string option) =>
        Check(Sample.Network(RecurrentCases.Get(cell, option), seed: 1), 3, 0, 5, 1, 3, 2);

    /// <summary>Every activation in every place where a cell takes one.</summary>
    [TestMethod]
    public void EveryPairOfActivations()
    {
        Activation[] all = [.. Enum.GetValues<Activation>().Where(a => a != Activation.Softmax)];
        foreach ((int i, int j) in all.SelectMany((_, i) => all.Select((_, j) => (i, j))))
        {
            (Activation activation, Activation gate) = (all[i], all[j]);
            RecurrentOptions options = ((i + j) % 4) switch
            {
                0 => new LstmOptions { Activation = activation, RecurrentActivation = gate },
                1 => new LstmOptions { Activation = activation, RecurrentActivation = gate, Peepholes = true },
                2 => new GruOptions { Activation = activation, RecurrentActivation = gate },
                _ => new GruOptions { Activation = activation, RecurrentActivation = gate, ResetAfter = false },
            };
            Check(Sample.Network(RecurrentCases.Add(new SequenceNetwork(2), options, 3), seed: 2, limit: 0.4), 2, 1, 3);
        }
        foreach (Activation activation in all)
        {
            var options = new SimpleRnnOptions { Activation = activation };
            Check(Sample.Network(RecurrentCases.Add(new SequenceNetwork(2), options, 3), seed: 3, limit: 0.4), 2, 1, 3);
        }
    }

    private static void Check(Network network, params ReadOnlySpan<int> lengths)
    {
        Examples examples = RecurrentCases.NewExamples(network, seed: 4, lengths);
        BatchJob job = EngineGradients.Job(examples, Loss, network);
        ReferenceNetwork reference = ReferenceNetwork.Of(network, new ReferenceMasks(job.Seed, job.Step));
        var exact = new ReferenceBatch(reference, examples, Loss);
        Dictionary<string, float[]> engine = EngineGradients.Of(network, job);
        foreach ((string parameter, double[] values) in exact.Gradients())
        {
            Near.Equal(values, engine[parameter], Relative, Absolute, $"{network.Description.Layers[0]}: {parameter}");
        }
        float[][] features = EngineGradients.OfFeatures(network, job);
        for (int i = 0; i < examples.Count; i++)
        {
            double[] values = FiniteDifferences.Gradient(exact.Inputs[i], exact.Loss);
            Near.Equal(values, features[i], Relative, Absolute, $"{network.Description.Layers[0]}: features of sequence {i}");
        }
    }
}
