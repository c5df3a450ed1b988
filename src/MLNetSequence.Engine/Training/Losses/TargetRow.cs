namespace MLNetSequence.Engine.Training.Losses;

/// <summary>The loss of one target, from the few outputs that belong to it.</summary>
internal interface ITargetLoss
{
    /// <summary>Outputs that belong to one target, P.</summary>
    static abstract int Outputs { get; }

    double Loss(ReadOnlySpan<double> outputs, double target);

    /// <summary>slopes[p] = ∂loss/∂outputs[p].</summary>
    void Slopes(ReadOnlySpan<double> outputs, double target, Span<double> slopes);
}

/// <summary>The loop over a row's K targets, written once for all losses that look at targets one by one.</summary>
internal static class TargetRow
{
    private const int MostOutputs = 3;

    /// <summary>The mean over the targets of one row.</summary>
    /// <param name="loss">The loss of one target.</param>
    /// <param name="output">[P, K]; replaced by scale times the gradient where it is wanted.</param>
    /// <param name="target">[K].</param>
    /// <param name="scale">The row's share of its batch.</param>
    /// <param name="gradient">The gradient is wanted.</param>
    public static double Run<L>(L loss, Span<float> output, ReadOnlySpan<float> target, float scale, bool gradient)
        where L : struct, ITargetLoss
    {
        int targets = target.Length;
        if (output.Length != targets * L.Outputs)
        {
            throw new ArgumentException($"{targets} targets need {targets * L.Outputs} outputs, not {output.Length}.", nameof(output));
        }
        Span<double> values = stackalloc double[MostOutputs];
        Span<double> slopes = stackalloc double[MostOutputs];
        values = values[..L.Outputs];
        double factor = (double)scale / targets;
        double sum = 0;
        for (int k = 0; k < targets; k++)
        {
            for (int p = 0; p < values.Length; p++)
            {
                values[p] = output[p * targets + k];
                // NaN where the output is not finite: softplus alone would make a plain number of -∞.
                sum += 0 * values[p];
            }
            sum += loss.Loss(values, target[k]);
            if (gradient)
            {
                loss.Slopes(values, target[k], slopes);
                for (int p = 0; p < values.Length; p++)
                {
                    output[p * targets + k] = (float)(factor * slopes[p]);
                }
            }
        }
        return sum / targets;
    }
}
