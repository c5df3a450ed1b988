using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Explanations;

/// <summary>
/// Gradient × input against the double-precision references. It is the slope of the output as all of a step's numbers are scaled
/// together, so a finite difference needs one number a step, and nothing here knows of gradients.
/// </summary>
[TestClass]
public sealed class StepSaliencyTests
{
    private const double Nudge = 1e-5;

    private static readonly int[] Lengths = [4, 0, 7, 1, 2, 6, 7, 3, 1, 5, 2];

    private static readonly Dictionary<string, SequenceNetwork> Chains = new()
    {
        ["mean"] = new SequenceNetwork(3).Dense(5, Activation.Tanh).MeanPooling().Dense(2),
        ["max"] = new SequenceNetwork(3).Dense(5).MaxPooling().Dense(2),
        ["last step"] = new SequenceNetwork(3).LastStep().Dense(4, Activation.Sigmoid).Dense(2),
        ["attention"] = new SequenceNetwork(3).AttentionPooling(9).Dense(2),
        ["layer norm first"] = new SequenceNetwork(3).LayerNorm(0.1).Dense(4, Activation.Tanh).LayerNorm().MeanPooling().Dense(1),
        ["convolution first"] = new SequenceNetwork(3).Conv1D(5, 3).Activate(Activation.Tanh).MeanPooling().Dense(2),
        ["stride"] = new SequenceNetwork(3).Conv1D(5, 2, new() { Stride = 3, Padding = ConvPadding.Same }).AttentionPooling(2),
        ["residual first"] = new SequenceNetwork(3).Residual(x => x.Dense(4, Activation.Tanh).Dense(3)).LastStep(),
        ["repeat"] = new SequenceNetwork(3).MeanPooling().RepeatVector(3).Conv1D(3, 2).Activate(Activation.Tanh).MaxPooling(),
        ["dropout"] = new SequenceNetwork(3).Dropout(0.5).Dense(4).SpatialDropout(0.5).MeanPooling().Dropout(0.5),
    };

    public static IEnumerable<object[]> ChainNames => Chains.Keys.Select(name => new object[] { name });

    /// <summary>Every cell with each option that leaves one answer a sequence, those with dropout among them.</summary>
    public static IEnumerable<object[]> RecurrentNames =>
        RecurrentCases.Names.Where(row => RecurrentCases.Get((string)row[0], (string)row[1]).Output.Kind == ShapeKind.Vector);

    [TestMethod]
    [DynamicData(nameof(ChainNames))]
    public void ChainsEqualFiniteDifferences(string name)
    {
        Network network = Sample.Network(Chains[name], seed: 1, limit: 0.9);
        var reference = new ReferenceChain(network);
        Check(network, x => reference.Run(x)[0]);
    }

    [TestMethod]
    [DynamicData(nameof(RecurrentNames))]
    public void RecurrentLayersEqualFiniteDifferences(string cell, string option)
    {
        Network network = Sample.Network(RecurrentCases.Get(cell, option), seed: 2);
        ReferenceNetwork reference = ReferenceNetwork.Of(network);
        bool tanh = network.OutputActivation == Activation.Tanh;
        Check(network, x => [.. reference.Run(x, 0, null, out _)[0].Select(y => tanh ? Math.Atanh(y) : y)]);
    }

    /// <summary>What a token adds is what its vector, or its one, adds to the network that reads those: the same bits.</summary>
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void TokensAreWhatTheFirstLayerMakesOfThem(bool oneHot)
    {
        const int Vocabulary = 9;
        var tokenNetwork = new SequenceNetwork();
        Network tokens = Sample.Network(
            Above(oneHot ? tokenNetwork.OneHot(Vocabulary) : tokenNetwork.Embedding(Vocabulary, 5)), seed: 3);
        var numbers = new Network(Above(new SequenceNetwork(oneHot ? Vocabulary : 5)));
        foreach (Parameter parameter in numbers.Parameters.All)
        {
            string[] name = parameter.Name.Split('.', 2);
            Parameter same = tokens.Parameters.All.Single(p => p.Name == $"{int.Parse(name[0]) + 1}.{name[1]}");
            tokens.Parameters.Span(same).CopyTo(numbers.Parameters.Span(parameter));
        }
        numbers.Pack();
        TokenSequences words = Sample.Sequences(new SeededRandom(4), Vocabulary, Lengths);
        var series = new FeatureSequences(numbers.Description.Input.Features);
        for (int i = 0; i < words.Count; i++)
        {
            series.Add([.. words[i].ToArray().SelectMany(Vector)]);
        }
        AssertSameBits(Explaining.Saliency(numbers, series, output: 1), Explaining.Saliency(tokens, words, output: 1), "tokens");

        float[] Vector(int token) => oneHot
            ? [.. Enumerable.Range(0, Vocabulary).Select(v => v == token ? 1f : 0)]
            : tokens.Parameters.Span(tokens.Parameters.All[0]).Slice(token * 5, 5).ToArray();
    }

    /// <summary>Of a linear network, what the steps have added and what it gives for nothing make its output.</summary>
    [TestMethod]
    public void ALinearNetworksOutputIsAddedUp()
    {
        Network network = Sample.Network(new SequenceNetwork(4).Conv1D(6, 3, new() { UseBias = false }).MeanPooling().Dense(3), seed: 5);
        FeatureSequences data = Sample.Features(new SeededRandom(6), 4, Lengths);
        float[] outputs = Scoring.Run(network, data, Sample.Rows(data.Count), threads: 1);
        float[] bias = network.Parameters.Span(network.Parameters.All.Single(p => p.Name == "2.bias")).ToArray();
        for (int c = 0; c < 3; c++)
        {
            float[][] steps = Explaining.Saliency(network, data, c);
            for (int i = 0; i < data.Count; i++)
            {
                Near.Equal(outputs[3 * i + c], steps[i].Sum(s => (double)s) + bias[c], 1e-5, 1e-6, $"output {c} of sequence {i}");
            }
        }
    }

    private static SequenceNetwork Above(SequenceNetwork first) =>
        first.Conv1D(4, 2).Lstm(5, bidirectional: true).Dense(3, Activation.Softmax);

    private static void Check(Network network, Func<double[][], double[]> output)
    {
        FeatureSequences data = Sample.Features(new SeededRandom(7), network.Description.Input.Features, Lengths);
        for (int c = 0; c < network.Outputs; c++)
        {
            float[][] steps = Explaining.Saliency(network, data, c);
            for (int i = 0; i < data.Count; i++)
            {
                double[][] x = Explaining.Steps(data, i);
                double[] slopes = [.. Enumerable.Range(0, x.Length).Select(t =>
                    (output(Scaled(x, t, 1 + Nudge))[c] - output(Scaled(x, t, 1 - Nudge))[c]) / (2 * Nudge))];
                Near.Equal(slopes, steps[i], 1e-4, 2e-6, $"output {c} of sequence {i}");
            }
        }
    }

    private static double[][] Scaled(double[][] x, int step, double scale) =>
        [.. x.Select((row, t) => t == step ? row.Select(v => v * scale).ToArray() : row)];

    private static void AssertSameBits(float[][] expected, float[][] actual, string what)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Near.SameBits(expected[i], actual[i], $"{what}, sequence {i}");
        }
    }
}
