using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Reference;

/// <summary>The mean loss of a batch of feature sequences by the reference: Σ w·l / Σ w.</summary>
internal sealed class ReferenceBatch
{
    private readonly ReferenceNetwork _network;
    private readonly Examples _examples;
    private readonly Loss _loss;
    private readonly int[] _order;
    private readonly int _features;

    public ReferenceBatch(ReferenceNetwork network, Examples examples, Loss loss)
    {
        (_network, _examples, _loss) = (network, examples, loss);
        var data = (FeatureSequences)examples.Inputs;
        _features = data.Features;
        _order = new BatchOrder().Sort(data, Sample.Rows(data.Count)).ToArray();
        Inputs = [.. Sample.Rows(data.Count).Select(i => Array.ConvertAll(data[i].ToArray(), x => (double)x))];
    }

    /// <summary>The features of each sequence, [T·F]; they may be moved.</summary>
    public double[][] Inputs { get; }

    /// <summary>The first step to look at, and the most.</summary>
    public (int First, int Most) Window { get; init; } = (0, int.MaxValue);

    /// <summary>The states that the sequences begin with, by their place in the batch; null to begin anew.</summary>
    public double[][]? States { get; init; }

    /// <summary>The outputs of a sequence in the window.</summary>
    public double[][] Outputs(int sequence) => Outputs(sequence, out _);

    /// <summary>The outputs of a sequence in the window, and the states after it.</summary>
    public double[][] Outputs(int sequence, out double[] after)
    {
        int place = Array.IndexOf(_order, sequence);
        double[][] steps = [.. Inputs[sequence].Chunk(_features).Skip(Window.First).Take(Window.Most)];
        return _network.Run(steps, place, States?[place], out after);
    }

    public double Loss()
    {
        double sum = 0, weights = 0;
        for (int i = 0; i < Inputs.Length; i++)
        {
            int row = _examples.Targets.Start(i) + Window.First;
            foreach (double[] output in Outputs(i))
            {
                double weight = _examples.Targets.Weight(row);
                double[] target = Array.ConvertAll(_examples.Targets.Values(row).ToArray(), x => (double)x);
                sum += weight * ReferenceLoss.Of(_loss, output, -1, target);
                weights += weight;
                row++;
            }
        }
        return sum / weights;
    }

    /// <summary>∂loss of every parameter.</summary>
    public Dictionary<string, double[]> Gradients() =>
        _network.Parameters.ToDictionary(p => p.Key, p => FiniteDifferences.Gradient(p.Value, Loss));
}
