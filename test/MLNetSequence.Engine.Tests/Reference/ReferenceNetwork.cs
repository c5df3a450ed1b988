using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Tests.Reference;

/// <summary>
/// What a <see cref="SequenceNetwork"/> means, said as plainly as possible: one sequence at a time, in double precision,
/// dropout off. Parameters are found by their PyTorch names.
/// </summary>
internal sealed class ReferenceNetwork(SequenceNetwork description, Dictionary<string, double[]> parameters)
{
    public Dictionary<string, double[]> Parameters => parameters;

    /// <summary>The reference with the parameters of an engine's network, copied.</summary>
    public static ReferenceNetwork Of(Network network) => new(
        network.Description,
        network.Parameters.All.ToDictionary(
            p => p.Name,
            p => Array.ConvertAll(network.Parameters.Span(p).ToArray(), x => (double)x)));

    /// <summary>The last layer's output, before any softmax, [C].</summary>
    public double[] Forward(ReadOnlySpan<int> tokens)
    {
        // The value between two layers: features of every step, [T][F], or in the end one row, [1][F].
        double[][] value = [];
        for (int layer = 0; layer < description.Layers.Length; layer++)
        {
            value = description.Layers[layer] switch
            {
                EmbeddingDescription embedding => Embed(tokens, parameters[$"{layer}.weight"], embedding.Size),
                DropoutDescription => value,
                LstmDescription lstm => Lstm(value, $"{layer}.", lstm),
                DenseDescription => [Dense(value[0], parameters[$"{layer}.weight"], parameters[$"{layer}.bias"])],
                LayerDescription other => throw new NotSupportedException($"The reference has no {other}: write it."),
            };
        }
        return value[0];
    }

    /// <summary>Mean softmax cross-entropy over some rows of the data.</summary>
    public double Loss(TokenSequences data, int[] labels, IReadOnlyCollection<int> rows)
    {
        double sum = 0;
        foreach (int row in rows)
        {
            sum += Loss(Forward(data[row]), labels[row]);
        }
        return sum / rows.Count;
    }

    /// <summary>-log softmax(output)[label].</summary>
    public static double Loss(double[] output, int label)
    {
        double max = output.Max();
        return max + Math.Log(output.Sum(x => Math.Exp(x - max))) - output[label];
    }

    private static double[][] Embed(ReadOnlySpan<int> tokens, double[] table, int size)
    {
        double[][] rows = new double[tokens.Length][];
        for (int t = 0; t < tokens.Length; t++)
        {
            rows[t] = table[(tokens[t] * size)..((tokens[t] + 1) * size)];
        }
        return rows;
    }

    private double[][] Lstm(double[][] inputs, string prefix, LstmDescription lstm)
    {
        string[] suffixes = lstm.Options.Bidirectional ? ["", "_reverse"] : [""];
        double[][][] directions =
        [
            .. suffixes.Select(suffix => ReferenceLstm.Run(
                inputs,
                parameters[$"{prefix}weight_ih_l0{suffix}"],
                parameters[$"{prefix}weight_hh_l0{suffix}"],
                parameters[$"{prefix}bias_l0{suffix}"],
                reverse: suffix != "")),
        ];
        if (lstm.Options.ReturnSequences)
        {
            return [.. inputs.Select((_, t) => directions.SelectMany(d => d[t]).ToArray())];
        }
        if (inputs.Length == 0)
        {
            return [new double[lstm.HiddenSize * directions.Length]];
        }
        // The last step that each direction takes: the end of the sequence, and its beginning.
        return [[.. directions[0][^1], .. directions.Skip(1).SelectMany(d => d[0])]];
    }

    private static double[] Dense(double[] input, double[] weight, double[] bias) =>
        [.. bias.Select((b, unit) => b + ReferenceLstm.Dot(weight, unit, input))];
}
