using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Support;

/// <summary>A network with random weights, data of varying lengths for it, and the mean squared error of both.</summary>
internal sealed unsafe class LayerGradients
{
    private static readonly MeanSquaredLoss Loss = new();

    private readonly Random _random = new(5);

    /// <param name="description">Of a network that reads whatever it likes.</param>
    /// <param name="lengths">Of the sequences.</param>
    public LayerGradients(SequenceNetwork description, params int[] lengths)
    {
        Network = new Network(description);
        foreach (Parameter parameter in Network.Parameters.All)
        {
            Fill(Network.Parameters.Span(parameter));
        }
        Network.Pack();
        var targets = new TargetRows(Network.Outputs);
        Examples = new Examples(Sample.Inputs(new SeededRandom(6), description, lengths), targets);
        foreach (int rows in OutputRows())
        {
            for (int t = 0; t < rows; t++)
            {
                float[] target = new float[Network.Outputs];
                Fill(target);
                targets.Add(target, weight: 0.5f + t % 3);
            }
            targets.EndSequence();
        }
    }

    public Network Network { get; }

    public Examples Examples { get; }

    private double TotalWeight => Enumerable.Range(0, Examples.Count)
        .Sum(i => LossRows.Weight(Loss, Examples.Targets, i, 0, int.MaxValue));

    /// <summary>A job for all sequences.</summary>
    public BatchJob Job() => new()
    {
        Examples = Examples,
        Loss = Loss,
        Order = new BatchOrder().Sort(Examples.Inputs, [.. Enumerable.Range(0, Examples.Count)]),
        TotalWeight = TotalWeight,
        PerStep = Network.PerStep,
    };

    /// <summary>The engine's gradient, parameter by parameter, and the loss.</summary>
    public Dictionary<string, float[]> Gradients(int threads, out double loss)
    {
        var gradient = new BatchGradient(Network, new Workers(threads));
        loss = gradient.Run(Job()).Loss / TotalWeight;
        return Network.Parameters.All.ToDictionary(
            p => p.Name, p => new ReadOnlySpan<float>(gradient.Pointer + p.Offset, p.Count).ToArray());
    }

    /// <summary>The engine's output for each of some sequences that run together, row after row.</summary>
    public float[][] Outputs(params int[] sequences)
    {
        int[] order = new BatchOrder().Sort(Examples.Inputs, sequences).ToArray();
        NetworkRun run = Network.Rent();
        run.Batch.Fill(Examples.Inputs, order);
        Matrix outputs = run.Forward(training: false);
        float[][] result = new float[Examples.Count][];
        for (int b = 0; b < order.Length; b++)
        {
            int rows = Network.PerStep ? run.OutputLayout.Lengths[b] : 1;
            result[order[b]] = [.. Enumerable.Range(0, rows).SelectMany(
                t => outputs.RowSpan(Network.PerStep ? run.OutputLayout.Row(t, b) : b).ToArray())];
        }
        Network.Return(run);
        return [.. sequences.Select(s => result[s])];
    }

    /// <summary>What the reference gives for one sequence.</summary>
    public double[][] Reference(ReferenceChain reference, int sequence)
    {
        Sequences inputs = Examples.Inputs;
        double[][] steps = [.. Enumerable.Range(0, inputs.Length(sequence)).Select(_ => new double[inputs.TokenColumns + inputs.Features])];
        for (int t = 0; t < steps.Length; t++)
        {
            for (int k = 0; k < inputs.TokenColumns; k++)
            {
                steps[t][k] = inputs.Tokens(sequence, k)[t];
            }
            for (int j = 0; j < inputs.Features; j++)
            {
                steps[t][inputs.TokenColumns + j] = inputs.Values(sequence)[t * inputs.Features + j];
            }
        }
        return reference.Run(steps, Array.ConvertAll(inputs.StaticValues(sequence).ToArray(), x => (double)x));
    }

    /// <summary>The mean loss that the reference gives.</summary>
    public double ReferenceLoss(ReferenceChain reference)
    {
        double sum = 0;
        for (int i = 0; i < Examples.Count; i++)
        {
            double[][] outputs = Reference(reference, i);
            for (int t = 0; t < outputs.Length; t++)
            {
                int row = Examples.Targets.Start(i) + t;
                float[] target = Examples.Targets.Values(row).ToArray();
                sum += Examples.Targets.Weight(row) * outputs[t].Zip(target, (y, x) => (y - x) * (y - x)).Average();
            }
        }
        return sum / TotalWeight;
    }

    private void Fill(Span<float> values)
    {
        foreach (ref float value in values)
        {
            value = (float)(_random.NextDouble() * 1.2 - 0.6);
        }
    }

    private IEnumerable<int> OutputRows()
    {
        var reference = new ReferenceChain(Network);
        return [.. Enumerable.Range(0, Examples.Count).Select(i => Reference(reference, i).Length)];
    }
}
