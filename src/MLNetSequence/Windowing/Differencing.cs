namespace MLNetSequence.Windowing;

/// <summary>Differences of a series and the way back, in double precision.</summary>
internal static class Differencing
{
    /// <summary>
    /// Replaces values by their backward differences: of x(t), x(t − s), x(t − 2s), … it makes x(t), Δx(t), Δ²x(t), … with
    /// Δx(t) = x(t) − x(t − s).
    /// </summary>
    public static void Differences(Span<double> values)
    {
        for (int order = 1; order < values.Length; order++)
        {
            for (int i = values.Length - 1; i >= order; i--)
            {
                values[i] = values[i - 1] - values[i];
            }
        }
    }

    /// <summary>
    /// x(t) of Δᵈx(t): since Δᵏx(t) = Δᵏ⁺¹x(t) + Δᵏx(t − s), it is the sum of the difference and Δᵈ⁻¹x(t − s), …, Δx(t − s), x(t − s).
    /// </summary>
    /// <param name="difference">Δᵈx(t).</param>
    /// <param name="before">x(t − s), x(t − 2s), …, x(t − ds). Overwritten.</param>
    public static double Integrate(double difference, Span<double> before)
    {
        Differences(before);
        double sum = difference;
        for (int order = before.Length - 1; order >= 0; order--)
        {
            sum += before[order];
        }
        return sum;
    }
}
