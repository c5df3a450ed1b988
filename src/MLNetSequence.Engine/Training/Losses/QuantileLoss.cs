using System.Collections.Immutable;
using MLNetSequence.Engine.Training.Losses;

namespace MLNetSequence;

/// <summary>The pinball loss of Q quantiles of K targets: the output for τ is then an estimate of the quantile τ.</summary>
/// <remarks>
/// Outputs are [K, Q]: all quantiles of the first target, then those of the second.
/// <code>
/// e = t[k] - y[k, q]
/// loss = mean over K and Q of  max(τ[q]·e, (τ[q] - 1)·e)
/// ∂loss/∂y = (-τ where e > 0, 1 - τ where e is below 0, 0 where it is 0) / (K·Q)
/// </code>
/// Koenker and Bassett (1978), "Regression quantiles". Nothing keeps the estimates of two quantiles from crossing.
/// </remarks>
public sealed record QuantileLoss : Loss
{
    /// <summary>The quantiles, [Q], above 0 and below 1, in rising order; 0.1, 0.5 and 0.9 are the default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are none, one is outside its range, or they do not rise.</exception>
    public ImmutableArray<double> Quantiles
    {
        get;
        init => field = LossSettings.Quantiles(value, nameof(Quantiles));
    } = [0.1, 0.5, 0.9];

    internal override int OutputsFor(int targets) => LossSettings.Outputs(targets, Quantiles.Length);

    internal override double Row(
        Span<float> output, int label, ReadOnlySpan<float> target, float scale, bool gradient, out bool hit)
    {
        hit = false;
        ReadOnlySpan<double> quantiles = Quantiles.AsSpan();
        if (output.Length != target.Length * quantiles.Length)
        {
            throw new ArgumentException(
                $"{target.Length} targets need {target.Length * quantiles.Length} outputs, not {output.Length}.", nameof(output));
        }
        int present = Math.Max(TargetCheck.CountPresent(target), 1) * quantiles.Length;
        double factor = (double)scale / present;
        double sum = 0;
        for (int k = 0; k < target.Length; k++)
        {
            Span<float> row = output.Slice(k * quantiles.Length, quantiles.Length);
            for (int q = 0; q < row.Length; q++)
            {
                // NaN still where the output is not finite.
                double error = TargetCheck.IsMissing(target[k]) ? 0 * (double)row[q] : (double)target[k] - row[q];
                sum += Math.Max(quantiles[q] * error, (quantiles[q] - 1) * error);
                if (gradient)
                {
                    double slope = error > 0 ? -quantiles[q] : error < 0 ? 1 - quantiles[q] : error;
                    row[q] = (float)(factor * slope);
                }
            }
        }
        return sum / present;
    }

    /// <summary>Equal quantiles.</summary>
    /// <param name="other">What to compare with.</param>
    /// <returns>True where all quantiles are equal.</returns>
    public bool Equals(QuantileLoss? other) => other is not null && LossSettings.Same(Quantiles, other.Quantiles);

    /// <summary>Equal for equal quantiles.</summary>
    /// <returns>The hash.</returns>
    public override int GetHashCode() => LossSettings.Hash(Quantiles);

    /// <summary>The settings, for a log.</summary>
    /// <returns>For example: QuantileLoss { Quantiles = [0.1, 0.5, 0.9] }.</returns>
    public override string ToString() => $"{nameof(QuantileLoss)} {{ {nameof(Quantiles)} = {LossSettings.Text(Quantiles)} }}";
}
