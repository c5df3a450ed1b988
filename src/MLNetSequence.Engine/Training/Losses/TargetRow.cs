namespace MLNetSequence.Engine.Training.Losses;

/// <summary>The loss of one target, from the few outputs that belong to it.</summary>
internal interface ITargetLoss
{
    /// <summary>Outputs that belong to one target, P.</summary>
    static abstract int Outputs { get; }

    /// <summary>Numbers, G, that the data gives beside each target; they come after its outputs. None for most losses.</summary>
    static virtual int Given => 0;

    double Loss(ReadOnlySpan<double> outputs, double target);

    /// <summary>slopes[p] = ∂loss/∂outputs[p].</summary>
    void Slopes(ReadOnlySpan<double> outputs, double target, Span<double> slopes);
}

/// <summary>The loop over a row's K targets, written once for all losses that look at targets one by one.</summary>
internal static class TargetRow
{
    // P + G
    private const int MostValues = 3;

    /// <summary>The mean over the targets of one row that are there.</summary>
    /// <param name="loss">The loss of one target.</param>
    /// <param name="output">[P, K]; replaced by scale times the gradient where it is wanted.</param>
    /// <param name="target">[1 + G, K]: the targets, NaN where one is missing, then what is given beside them.</param>
    /// <param name="scale">The row's share of its batch.</param>
    /// <param name="gradient">The gradient is wanted.</param>
    public static double Run<L>(L loss, Span<float> output, ReadOnlySpan<float> target, float scale, bool gradient)
        where L : struct, ITargetLoss
    {
        int targets = target.Length / (1 + L.Given);
        if (output.Length != targets * L.Outputs)
        {
            throw new ArgumentException($"{targets} targets need {targets * L.Outputs} outputs, not {output.Length}.", nameof(output));
        }
        Span<double> values = stackalloc double[MostValues];
        Span<double> slopes = stackalloc double[MostValues];
        values = values[..(L.Outputs + L.Given)];
        slopes = slopes[..L.Outputs];
        int present = Math.Max(TargetCheck.CountPresent(target[..targets]), 1);
        double factor = (double)scale / present;
        double sum = 0;
        for (int k = 0; k < targets; k++)
        {
            for (int p = 0; p < L.Outputs; p++)
            {
                values[p] = output[p * targets + k];
                // NaN where the output is not finite: softplus alone would make a plain number of -∞.
                sum += 0 * values[p];
            }
            for (int g = 0; g < L.Given; g++)
            {
                values[L.Outputs + g] = target[(1 + g) * targets + k];
            }
            bool missing = TargetCheck.IsMissing(target[k]);
            sum += missing ? 0 : loss.Loss(values, target[k]);
            if (gradient)
            {
                slopes.Clear();
                if (!missing)
                {
                    loss.Slopes(values, target[k], slopes);
                }
                for (int p = 0; p < slopes.Length; p++)
                {
                    output[p * targets + k] = (float)(factor * slopes[p]);
                }
            }
        }
        return sum / present;
    }
}
