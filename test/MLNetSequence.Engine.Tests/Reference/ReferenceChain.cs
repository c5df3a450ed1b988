using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Tests.Reference;

/// <summary>
/// A network in double precision, one sequence at a time, straight from the definitions: no batches, no packing, no vectors. A
/// sequence is [T][F]; one row a sequence is [1][F]. Dropout does nothing.
/// </summary>
internal sealed class ReferenceChain
{
    private readonly SequenceNetwork _description;
    private double[] _statics = [];

    public ReferenceChain(Network network)
    {
        _description = network.Description;
        foreach (Parameter parameter in network.Parameters.All)
        {
            Parameters[parameter.Name] = [.. network.Parameters.Span(parameter).ToArray().Select(x => (double)x)];
        }
    }

    public Dictionary<string, double[]> Parameters { get; } = [];

    /// <summary>The network's output for one sequence; a step is its tokens, then its features.</summary>
    public double[][] Run(double[][] steps, double[]? statics = null)
    {
        _statics = statics ?? [];
        return Run(_description.Layers, "", steps);
    }

    private double[][] Run(IReadOnlyList<LayerDescription> layers, string prefix, double[][] x)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            x = Run(layers[i], $"{prefix}{i}.", x);
        }
        return x;
    }

    private double[][] Run(LayerDescription layer, string prefix, double[][] x) => layer switch
    {
        EmbeddingDescription e => [.. x.Select(s => Parameters[prefix + "weight"].Skip((int)s[0] * e.Size).Take(e.Size).ToArray())],
        OneHotDescription o => [.. x.Select(s => Enumerable.Range(0, o.Vocabulary).Select(v => v == s[0] ? 1.0 : 0).ToArray())],
        EmbedStepsDescription e => [.. x.Select(s => EmbedStep(e, s, prefix))],
        JoinStaticsDescription j => [.. x.Select(s => (double[])[.. s, .. _statics.Take(j.Count)])],
        JoinFutureDescription j => [.. x.Zip(_statics.TakeLast(x.Length * j.Features).Chunk(j.Features), (s, f) => (double[])[.. s, .. f])],
        RecurrentDescription r => new ReferenceRecurrent(r, name => Parameters.GetValueOrDefault(prefix + name), (_, _) => null)
            .Run(x, null, out _),
        DropoutDescription or SpatialDropoutDescription => x,
        DenseDescription d => [.. x.Select(s => Activate(Affine(s, prefix), d.Options.Activation))],
        ActivateDescription a => [.. x.Select(s => Activate(s, a.Activation))],
        Conv1DDescription c => [.. ReferenceConvolution.Run(c, x, Parameters[prefix + "weight"], Bias(prefix))
            .Select(s => Activate(s, c.Options.Activation))],
        LastStepDescription => [x.Length == 0 ? new double[Width(prefix)] : x[^1]],
        MeanPoolingDescription => [Pool(x, prefix, column => column.Average())],
        MaxPoolingDescription => [Pool(x, prefix, column => column.Max())],
        AttentionPoolingDescription => [x.Length == 0 ? new double[Width(prefix)] : Attend(x, prefix)],
        LayerNormDescription n => [.. x.Select(s => Normalize(s, n.Epsilon, prefix))],
        ResidualDescription r => [.. x.Zip(Run(r.Layers, prefix, x), (a, b) => a.Zip(b, (p, q) => p + q).ToArray())],
        RepeatVectorDescription r => [.. Enumerable.Repeat(x[0], r.Steps)],
        _ => throw new NotSupportedException($"{layer} has no reference here."),
    };

    private double[] EmbedStep(EmbedStepsDescription e, double[] step, string prefix) =>
    [
        .. e.Tokens.SelectMany((column, k) => Embed(column, (int)step[k], Parameters.GetValueOrDefault($"{prefix}{k}.weight"))),
        .. step[e.Tokens.Length..],
    ];

    private static double[] Embed(TokenInput column, int token, double[]? table)
    {
        double[] row = new double[column.Size];
        if (token > 0 && table is null)
        {
            row[token] = 1;
        }
        else if (token > 0)
        {
            Array.Copy(table!, token * column.Size, row, 0, column.Size);
        }
        return row;
    }

    private double[]? Bias(string prefix) => Parameters.GetValueOrDefault(prefix + "bias");

    // Features before a pooling layer that stands in the outermost chain, where sequences may be empty.
    private int Width(string prefix)
    {
        int layer = int.Parse(prefix.Split('.')[0]);
        LayerShape shape = _description.Input;
        foreach (LayerDescription before in _description.Layers.Take(layer))
        {
            shape = before.Follow(shape);
        }
        return shape.Features;
    }

    private double[] Pool(double[][] x, string prefix, Func<IEnumerable<double>, double> pool) => x.Length == 0
        ? new double[Width(prefix)]
        : [.. Enumerable.Range(0, x[0].Length).Select(j => pool(x.Select(s => s[j])))];

    // W·x + b
    private double[] Affine(double[] x, string prefix)
    {
        double[] weight = Parameters[prefix + "weight"];
        double[]? bias = Bias(prefix);
        return [.. Enumerable.Range(0, weight.Length / x.Length).Select(i =>
            x.Select((value, j) => value * weight[i * x.Length + j]).Sum() + (bias?[i] ?? 0))];
    }

    // Yang et al. 2016, equations 5 to 7.
    private double[] Attend(double[][] x, string prefix)
    {
        double[] context = Parameters[prefix + "context"];
        double[] weights = [.. x.Select(s => Math.Exp(Affine(s, prefix).Zip(context, (u, c) => Math.Tanh(u) * c).Sum()))];
        double sum = weights.Sum();
        return [.. Enumerable.Range(0, x[0].Length).Select(j => x.Zip(weights, (s, w) => s[j] * w / sum).Sum())];
    }

    private double[] Normalize(double[] x, double epsilon, string prefix)
    {
        double mean = x.Average();
        double root = Math.Sqrt(x.Average(v => (v - mean) * (v - mean)) + epsilon);
        return [.. x.Select((v, j) => (v - mean) / root * Parameters[prefix + "weight"][j] + Parameters[prefix + "bias"][j])];
    }

    private static double[] Activate(double[] x, Activation activation) => activation switch
    {
        Activation.Linear => x,
        Activation.Tanh => [.. x.Select(Math.Tanh)],
        Activation.Sigmoid => [.. x.Select(v => 1 / (1 + Math.Exp(-v)))],
        Activation.Relu => [.. x.Select(v => Math.Max(0, v))],
        Activation.Softmax => [.. x.Select(v => Math.Exp(v) / x.Sum(Math.Exp))],
        _ => throw new NotSupportedException($"{activation} has no reference here."),
    };
}
