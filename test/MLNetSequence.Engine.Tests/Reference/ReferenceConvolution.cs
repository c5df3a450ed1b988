using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Tests.Reference;

/// <summary>A convolution over one sequence, [T][F] to [⌈T / stride⌉][C]: the sequence is padded with zeros, then read.</summary>
internal static class ReferenceConvolution
{
    public static double[][] Run(Conv1DDescription layer, double[][] x, double[] weight, double[]? bias)
    {
        if (x.Length == 0)
        {
            return [];
        }
        Conv1DOptions o = layer.Options;
        int features = x[0].Length;
        int outputs = (int)Math.Ceiling((double)x.Length / o.Stride);
        int span = (layer.KernelSize - 1) * o.Dilation + 1;
        // What the last output reads beyond the sequence; Keras puts the larger half behind it, and all before it if causal.
        int lacking = Math.Max((outputs - 1) * o.Stride + span - x.Length, 0);
        int before = o.Padding == ConvPadding.Causal ? span - 1 : lacking / 2;
        double[] zeros = new double[features];
        double[][] padded = [.. Enumerable.Repeat(zeros, before), .. x, .. Enumerable.Repeat(zeros, lacking + span)];
        double[][] result = new double[outputs][];
        for (int t = 0; t < outputs; t++)
        {
            result[t] = new double[layer.Filters];
            for (int c = 0; c < layer.Filters; c++)
            {
                double sum = bias?[c] ?? 0;
                for (int f = 0; f < features; f++)
                {
                    for (int i = 0; i < layer.KernelSize; i++)
                    {
                        sum += weight[(c * features + f) * layer.KernelSize + i] * padded[t * o.Stride + i * o.Dilation][f];
                    }
                }
                result[t][c] = sum;
            }
        }
        return result;
    }
}
