using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Tests.Reference;

/// <summary>
/// What a <see cref="SequenceNetwork"/> means, said as plainly as possible: one sequence at a time, in double precision. Parameters
/// are found by their PyTorch names. Dropout is off where there are no masks.
/// </summary>
internal sealed class ReferenceNetwork(SequenceNetwork description, Dictionary<string, double[]> parameters)
{
    public Dictionary<string, double[]> Parameters => parameters;

    /// <summary>The masks of a training step; null while scoring.</summary>
    public ReferenceMasks? Masks { get; init; }

    /// <summary>The reference with the parameters of an engine's network, copied.</summary>
    public static ReferenceNetwork Of(Network network, ReferenceMasks? masks = null) => new(
        network.Description,
        network.Parameters.All.ToDictionary(
            p => p.Name,
            p => Array.ConvertAll(network.Parameters.Span(p).ToArray(), x => (double)x)))
    {
        Masks = masks,
    };

    /// <summary>The output for a sequence of tokens that gives one row, [C].</summary>
    public double[] Forward(ReadOnlySpan<int> tokens) => Run(Embed(tokens), 0, null, out _)[0];

    /// <summary>The last layer's output: one row, or one a step.</summary>
    /// <param name="inputs">What the first layer reads, or the embedding gives: [T][F].</param>
    /// <param name="place">The sequence's place in its batch, which its dropout depends on.</param>
    /// <param name="given">The states to begin with, layer after layer; null to begin anew.</param>
    /// <param name="after">The states after the last step.</param>
    public double[][] Run(double[][] inputs, int place, double[]? given, out double[] after)
    {
        double[][] value = inputs;
        int number = 0;
        var states = new List<double>();
        for (int i = 0; i < description.Layers.Length; i++)
        {
            int layer = i, index = number;
            double[]? Weights(string name) => parameters.GetValueOrDefault($"{layer}.{name}");
            double[] Mask(double rate, int stream, int width) => Masks!.Of(index * 4 + stream, place, rate, 1, width)[0];
            switch (description.Layers[i])
            {
                case EmbeddingDescription:
                    break;
                case DropoutDescription { Rate: > 0 } dropout when Masks is not null && value.Length > 0:
                    double[][] mask = Masks.Of(index * 4, place, dropout.Rate, value.Length, value[0].Length);
                    value = [.. value.Zip(mask, (x, m) => x.Zip(m, (a, b) => a * b).ToArray())];
                    break;
                case DropoutDescription:
                    break;
                case RecurrentDescription recurrent:
                    RecurrentOptions o = recurrent.Common;
                    var run = new ReferenceRecurrent(recurrent, Weights, (stream, width) =>
                        Masks is null ? null : Mask(stream % 2 == 0 ? o.Dropout : o.RecurrentDropout, stream, width));
                    int size = run.StateSize * (o.Bidirectional ? 2 : 1);
                    value = run.Run(value, given?[states.Count..(states.Count + size)], out double[] state);
                    states.AddRange(state);
                    break;
                case DenseDescription dense:
                    value = [.. value.Select(x => ReferenceActivation.Of(dense.Options.Activation, Dense(dense.Units, x, Weights)))];
                    number += dense.Options.Activation == Activation.Linear ? 0 : 1;
                    break;
                case ActivateDescription activate:
                    value = [.. value.Select(x => ReferenceActivation.Of(activate.Activation, x))];
                    break;
                case { } other:
                    throw new NotSupportedException($"The reference has no {other}: write it.");
            }
            number++;
        }
        after = [.. states];
        return value;
    }

    /// <summary>What the first layer after the embedding reads.</summary>
    public double[][] Embed(ReadOnlySpan<int> tokens)
    {
        double[] table = parameters["0.weight"];
        int size = ((EmbeddingDescription)description.Layers[0]).Size;
        double[][] rows = new double[tokens.Length][];
        for (int t = 0; t < tokens.Length; t++)
        {
            rows[t] = table[(tokens[t] * size)..((tokens[t] + 1) * size)];
        }
        return rows;
    }

    /// <summary>Mean softmax cross-entropy over some rows of the data.</summary>
    public double Loss(TokenSequences data, int[] labels, IReadOnlyCollection<int> rows) =>
        rows.Sum(row => Loss(Forward(data[row]), labels[row])) / rows.Count;

    /// <summary>-log softmax(output)[label].</summary>
    public static double Loss(double[] output, int label) => ReferenceLoss.Of(new CrossEntropyLoss(), output, label, []);

    private static double[] Dense(int units, double[] input, Func<string, double[]?> weights)
    {
        double[] output = ReferenceCell.Product(weights("weight")!, units, input);
        return weights("bias") is { } bias ? [.. output.Zip(bias, (x, b) => x + b)] : output;
    }
}
