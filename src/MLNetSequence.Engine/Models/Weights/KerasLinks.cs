using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Models.Weights;

/// <summary>Keras' names and shapes.</summary>
/// <remarks>
/// <code>
/// Dense       kernel [F, units], bias [units]
/// Embedding   embeddings [V, size]; of several columns, {column}.embeddings
/// Conv1D      kernel [k, F, filters], bias [filters]
/// LayerNorm   gamma [F], beta [F]
/// recurrent   kernel [F, G·H], recurrent_kernel [R, G·H], bias [G·H]; gates i, f, c, o and z, r, h
/// GRU         bias [2, 3H] with reset_after: on the input, on the state
/// </code>
/// A bidirectional layer has all of that twice, under forward and backward.
/// </remarks>
internal static class KerasLinks
{
    // Where Keras has our gates.
    private static readonly int[] AsOurs = [0, 1, 2, 3];
    private static readonly int[] UpdateFirst = [1, 0, 2];

    public static IEnumerable<WeightLink> Of(LayerDescription layer, string prefix, ParameterShape[] weights) => layer switch
    {
        RecurrentDescription recurrent => weights.SelectMany(w => Recurrent(recurrent, prefix, w)),
        EmbeddingDescription => weights.Select(w => WeightLink.Same(prefix + "embeddings", w)),
        EmbedStepsDescription => weights.Select(w => WeightLink.Same(w.Name[..^"weight".Length] + "embeddings", w)),
        DenseDescription or Conv1DDescription => weights.Select(w => w.Shape.Length == 1
            ? WeightLink.Same(prefix + "bias", w)
            : WeightLink.Reversed(prefix + "kernel", w)),
        LayerNormDescription => weights.Select(w =>
            WeightLink.Same(prefix + (w.Name == prefix + "weight" ? "gamma" : "beta"), w)),
        _ => weights.Select(w => WeightLink.Same(w.Name, w)),
    };

    private static IEnumerable<WeightLink> Recurrent(RecurrentDescription layer, string prefix, ParameterShape weight)
    {
        bool reverse = weight.Name.EndsWith("_reverse", StringComparison.Ordinal);
        string direction = !layer.Common.Bidirectional ? prefix : prefix + (reverse ? "backward." : "forward.");
        string kind = weight.Name[prefix.Length..].Split("_l0")[0];
        int hidden = layer.HiddenSize;
        bool resetAfter = layer is GruDescription { Options.ResetAfter: true };
        return kind switch
        {
            "weight_ih" => Kernel(direction + "kernel", weight, layer),
            "weight_hh" => Kernel(direction + "recurrent_kernel", weight, layer),
            "bias" when resetAfter => Bias(direction, weight, layer, row: 0).Concat(Bias(direction, weight, layer, row: 1).Take(2)),
            "bias" => Bias(direction, weight, layer, row: -1),
            "bias_hn" => [new(direction + "bias", [2, 3 * hidden], new(5 * hidden, 0, 0, 1), weight.Name, new(0, 0, 0, 1), (1, 1, hidden))],
            _ => [WeightLink.Same(weight.Name, weight)],
        };
    }

    // Ours [G·H, n], theirs [n, G·H]: one link a gate.
    private static IEnumerable<WeightLink> Kernel(string tensor, ParameterShape weight, RecurrentDescription layer)
    {
        (int rows, int columns, int hidden) = (weight.Shape[0], weight.Shape[1], layer.HiddenSize);
        return Enumerable.Range(0, rows / hidden).Select(gate => new WeightLink(
            tensor, [columns, rows], new(Place(layer, gate) * hidden, 0, 1, rows),
            weight.Name, new(gate * hidden * columns, 0, columns, 1), (1, hidden, columns)));
    }

    // Row -1: the only one.
    private static IEnumerable<WeightLink> Bias(string direction, ParameterShape weight, RecurrentDescription layer, int row)
    {
        (int all, int hidden) = (weight.Shape[0], layer.HiddenSize);
        int start = Math.Max(row, 0) * all;
        return Enumerable.Range(0, all / hidden).Select(gate => new WeightLink(
            direction + "bias", row < 0 ? [all] : [2, all], new(start + Place(layer, gate) * hidden, 0, 0, 1),
            weight.Name, new(gate * hidden, 0, 0, 1), (1, 1, hidden), Addend: row == 1));
    }

    private static int Place(RecurrentDescription layer, int gate) => (layer is GruDescription ? UpdateFirst : AsOurs)[gate];
}
