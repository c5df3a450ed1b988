using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Tests.Reference;

/// <summary>
/// One direction of a recurrent layer, one sequence, one step and one unit at a time, in double precision, straight from the
/// equations of each cell. It is slow and obvious on purpose: the engine's kernels are right where they agree with it.
/// </summary>
/// <param name="layer">What the cell was told.</param>
/// <param name="weights">The arrays of this direction by PyTorch's names without the direction; null where there is none.</param>
internal sealed class ReferenceCell(RecurrentDescription layer, Func<string, double[]?> weights)
{
    private readonly double[] _input = weights("weight_ih")!;
    private readonly double[] _recurrent = weights("weight_hh")!;
    private readonly double[]? _bias = weights("bias");
    private readonly double[]? _candidateBias = weights("bias_hn");
    private readonly double[]? _projection = weights("weight_hr");
    private readonly double[]? _peepholes = weights("weight_c");

    /// <summary>h and c before the first step: zero, or what was learned.</summary>
    public (double[] Hidden, double[] Memory) Start() =>
        (weights("h0") ?? new double[layer.OutputSize], weights("c0") ?? new double[layer.HiddenSize]);

    /// <summary>h and c after a step.</summary>
    /// <param name="x">The step's features, as they meet the weights.</param>
    /// <param name="hidden">h of the step before.</param>
    /// <param name="seen">The same as it meets the weights: dropped out.</param>
    /// <param name="memory">c of the step before.</param>
    public (double[] Hidden, double[] Memory) Step(double[] x, double[] hidden, double[] seen, double[] memory) => layer switch
    {
        SimpleRnnDescription => (SimpleRnn(x, seen), memory),
        LstmDescription lstm => Lstm(lstm.Options, x, seen, memory),
        GruDescription gru => (Gru(gru.Options, x, hidden, seen), memory),
        _ => throw new NotSupportedException($"The reference has no {layer}: write it."),
    };

    // h' = φ(W x + U h + b)
    private double[] SimpleRnn(double[] x, double[] seen) => Units(j => Phi(Input(0, j, x) + Recurrent(0, j, seen)));

    // i, f, g, o; peepholes p_i and p_f see c, p_o sees c'.
    private (double[], double[]) Lstm(LstmOptions o, double[] x, double[] seen, double[] memory)
    {
        double Gate(int gate, int j) => Input(gate, j, x) + Recurrent(gate, j, seen);
        double Peephole(int row, int j, double c) => _peepholes is { } p ? p[row * layer.HiddenSize + j] * c : 0;
        double Sigma(double z) => ReferenceActivation.Of(o.RecurrentActivation, z);

        double[] next = Units(j =>
            Sigma(Gate(1, j) + Peephole(1, j, memory[j])) * memory[j] +
            Sigma(Gate(0, j) + Peephole(0, j, memory[j])) * Phi(Gate(2, j)));
        double[] hidden = Units(j => Sigma(Gate(3, j) + Peephole(2, j, next[j])) * Phi(next[j]));
        return (_projection is { } projection ? Product(projection, layer.OutputSize, hidden) : hidden, next);
    }

    // r, z, n; what is carried on is h itself, dropped out or not.
    private double[] Gru(GruOptions o, double[] x, double[] hidden, double[] seen)
    {
        double Sigma(double z) => ReferenceActivation.Of(o.RecurrentActivation, z);
        double[] r = Units(j => Sigma(Input(0, j, x) + Recurrent(0, j, seen)));
        double[] z = Units(j => Sigma(Input(1, j, x) + Recurrent(1, j, seen)));
        double[] n = o.ResetAfter
            ? Units(j => Phi(Input(2, j, x) + r[j] * (Recurrent(2, j, seen) + (_candidateBias?[j] ?? 0))))
            : Units(j => Phi(Input(2, j, x) + Recurrent(2, j, [.. seen.Zip(r, (a, b) => a * b)])));
        return Units(j => (1 - z[j]) * n[j] + z[j] * hidden[j]);
    }

    private double Phi(double z) => ReferenceActivation.Of(layer.Common.Activation, z);

    private double[] Units(Func<int, double> unit) => [.. Enumerable.Range(0, layer.HiddenSize).Select(unit)];

    private double Input(int gate, int unit, double[] x) =>
        Dot(_input, gate * layer.HiddenSize + unit, x) + (_bias?[gate * layer.HiddenSize + unit] ?? 0);

    private double Recurrent(int gate, int unit, double[] seen) => Dot(_recurrent, gate * layer.HiddenSize + unit, seen);

    /// <summary>A matrix of so many rows times a vector.</summary>
    public static double[] Product(double[] matrix, int rows, double[] vector) =>
        [.. Enumerable.Range(0, rows).Select(row => Dot(matrix, row, vector))];

    private static double Dot(double[] matrix, int row, double[] vector)
    {
        double sum = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            sum += matrix[row * vector.Length + i] * vector[i];
        }
        return sum;
    }
}
