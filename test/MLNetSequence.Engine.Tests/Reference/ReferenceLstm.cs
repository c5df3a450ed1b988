namespace MLNetSequence.Engine.Tests.Reference;

/// <summary>
/// A long short-term memory, one sequence and one number at a time, in double precision. It is slow and obvious on purpose:
/// the engine's kernels are right where they agree with it.
/// </summary>
internal static class ReferenceLstm
{
    /// <summary>One unit's step, from the pre-activations of its gates (bias included) and its memory.</summary>
    public static (double Memory, double Hidden) Step(double i, double f, double g, double o, double memory)
    {
        double next = Sigmoid(f) * memory + Sigmoid(i) * Math.Tanh(g);
        return (next, Sigmoid(o) * Math.Tanh(next));
    }

    /// <summary>The hidden state after every step, in the order of the sequence.</summary>
    /// <param name="inputs">The features of every step, [T][F].</param>
    /// <param name="inputWeights">W_ih [4·H, F], row after row, gates i, f, g, o.</param>
    /// <param name="hiddenWeights">W_hh [4·H, H].</param>
    /// <param name="bias">b [4·H].</param>
    /// <param name="reverse">Whether to read from the last step to the first.</param>
    public static double[][] Run(double[][] inputs, double[] inputWeights, double[] hiddenWeights, double[] bias, bool reverse)
    {
        int size = bias.Length / 4;
        double[][] outputs = new double[inputs.Length][];
        double[] hidden = new double[size];
        double[] memory = new double[size];
        for (int step = 0; step < inputs.Length; step++)
        {
            int t = reverse ? inputs.Length - 1 - step : step;
            double[] nextHidden = new double[size];
            for (int unit = 0; unit < size; unit++)
            {
                double[] gates = new double[4];
                for (int gate = 0; gate < 4; gate++)
                {
                    int row = gate * size + unit;
                    gates[gate] = bias[row] + Dot(inputWeights, row, inputs[t]) + Dot(hiddenWeights, row, hidden);
                }
                (memory[unit], nextHidden[unit]) = Step(gates[0], gates[1], gates[2], gates[3], memory[unit]);
            }
            hidden = nextHidden;
            outputs[t] = nextHidden;
        }
        return outputs;
    }

    /// <summary>Row <paramref name="row"/> of a matrix times a vector.</summary>
    public static double Dot(double[] matrix, int row, double[] vector)
    {
        double sum = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            sum += matrix[row * vector.Length + i] * vector[i];
        }
        return sum;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
