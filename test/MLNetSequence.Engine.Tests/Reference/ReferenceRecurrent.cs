using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Tests.Reference;

/// <summary>A recurrent layer over one sequence: both directions, what they return and how they are merged.</summary>
/// <param name="layer">The layer.</param>
/// <param name="weights">An array by its name, with the direction; null where there is none.</param>
/// <param name="mask">The dropout mask of a stream (0 and 1 forward, 2 and 3 backward) and a width; null where nothing is dropped.</param>
internal sealed class ReferenceRecurrent(
    RecurrentDescription layer, Func<string, double[]?> weights, Func<int, int, double[]?> mask)
{
    /// <summary>Numbers that one direction carries from window to window.</summary>
    public int StateSize => layer.OutputSize + (layer.HasMemory ? layer.HiddenSize : 0);

    /// <summary>Every step that is returned, [T][·], or one row.</summary>
    /// <param name="inputs">[T][F].</param>
    /// <param name="given">The state to begin with; null to begin anew.</param>
    /// <param name="after">The state after the last step.</param>
    public double[][] Run(double[][] inputs, double[]? given, out double[] after)
    {
        RecurrentOptions o = layer.Common;
        (double[][] forward, double[] state) = Direction("_l0", inputs, o.GoBackwards, given?[..StateSize]);
        if (!o.Bidirectional)
        {
            after = state;
            return o.ReturnState ? [state] : o.ReturnSequences ? forward : [state[..layer.OutputSize]];
        }
        (double[][] backward, double[] other) = Direction("_l0_reverse", inputs, reverse: true, given?[StateSize..]);
        after = [.. state, .. other];
        if (o.ReturnState)
        {
            return [after];
        }
        Array.Reverse(backward);
        return o.ReturnSequences
            ? [.. forward.Zip(backward, Merge)]
            : [Merge(state[..layer.OutputSize], other[..layer.OutputSize])];
    }

    private double[] Merge(double[] a, double[] b) => layer.Common.Merge switch
    {
        BidirectionalMerge.Concat => [.. a, .. b],
        BidirectionalMerge.Sum => [.. a.Zip(b, (x, y) => x + y)],
        BidirectionalMerge.Multiply => [.. a.Zip(b, (x, y) => x * y)],
        _ => [.. a.Zip(b, (x, y) => (x + y) / 2)],
    };

    // h of every step in the order in which they are taken, and the state after the last: h, and c where there is one.
    private (double[][] Steps, double[] State) Direction(string suffix, double[][] inputs, bool reverse, double[]? given)
    {
        int stream = reverse ? 2 : 0;
        var cell = new ReferenceCell(layer, name => weights(name + suffix));
        (double[] hidden, double[] memory) = cell.Start();
        if (given is not null)
        {
            hidden = given[..layer.OutputSize];
            memory = given[layer.OutputSize..];
        }
        double[]? inputMask = inputs.Length > 0 && layer.Common.Dropout > 0 ? mask(stream, inputs[0].Length) : null;
        double[]? hiddenMask = layer.Common.RecurrentDropout > 0 ? mask(stream + 1, layer.OutputSize) : null;
        var steps = new List<double[]>();
        foreach (double[] x in reverse ? inputs.Reverse() : inputs)
        {
            (hidden, memory) = cell.Step(Times(x, inputMask), hidden, Times(hidden, hiddenMask), memory);
            steps.Add(hidden);
        }
        return ([.. steps], layer.HasMemory ? [.. hidden, .. memory] : hidden);
    }

    private static double[] Times(double[] row, double[]? mask) => mask is null ? row : [.. row.Zip(mask, (x, m) => x * m)];
}
