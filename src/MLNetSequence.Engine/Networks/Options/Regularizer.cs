using MLNetSequence.Engine.Networks;

namespace MLNetSequence;

/// <summary>
/// A penalty added to the loss, as in Keras: <c>L1 · Σ|w| + L2 · Σw²</c> over the numbers of one array. Both factors are at
/// least 0 and finite, and 0 unless given: <c>new Regularizer(L2: 1e-4)</c>.
/// </summary>
/// <param name="L1">Factor of the absolute values.</param>
/// <param name="L2">Factor of the squares.</param>
/// <exception cref="ArgumentOutOfRangeException">A factor is negative or not finite.</exception>
public sealed record Regularizer(double L1 = 0, double L2 = 0)
{
    /// <summary>Factor of the absolute values.</summary>
    public double L1 { get; init => field = Check.NotNegative(value, nameof(L1)); } = Check.NotNegative(L1, nameof(L1));

    /// <summary>Factor of the squares.</summary>
    public double L2 { get; init => field = Check.NotNegative(value, nameof(L2)); } = Check.NotNegative(L2, nameof(L2));
}
