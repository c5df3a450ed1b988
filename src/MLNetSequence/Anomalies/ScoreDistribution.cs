using MLNetSequence.Mapping;

namespace MLNetSequence.Anomalies;

/// <summary>
/// How scores of normal rows are distributed (greater: stranger), so that a score becomes a p-value, and a rate of alarms a threshold.
/// A record that <see cref="Interop.ModelJson"/> writes; it does not grow with the scores.
/// </summary>
/// <remarks>
/// Up to the <see cref="TailShare"/> greatest scores a p-value is the share of scores at least as great, the new one counted along:
/// (n≥ + 1) / (n + 1). Above 1,000 different scores it is read off a table of them, and at most 0.001 off. In the tail it goes on from
/// there as a generalised Pareto distribution (as thresholds do in SPOT, Siffer et al. 2017), so it may be far below 1/n. Where there
/// is no fit (fewer than <see cref="ParetoTail.LeastValues"/> different scores in the tail, so always below 200 scores) the shares go on
/// to the greatest score, and above it the p-value is 1/(n + 1).
/// </remarks>
/// <param name="Table">The scores up to the tail; all where there is none.</param>
/// <param name="Tail">What lies above the table's last score; null where there are too few scores.</param>
internal sealed record ScoreDistribution(ScoreTable Table, ParetoTail? Tail)
{
    /// <summary>The share of the scores that make up the tail, or fewer where equal ones stand at its beginning.</summary>
    public const double TailShare = 0.05;

    /// <summary>No p-value is less: above a tail that ends, scores are not impossible, only unheard of.</summary>
    public const double LeastPValue = 1e-300;

    /// <summary>Fits the distribution to scores of normal rows, in any order; NaN and infinite ones are left out.</summary>
    /// <exception cref="InvalidOperationException">No finite score is there.</exception>
    public static ScoreDistribution Fit(ReadOnlySpan<float> scores)
    {
        double[] all = new double[scores.Length];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = scores[i];
        }
        return Fit(all);
    }

    /// <inheritdoc cref="Fit(ReadOnlySpan{float})"/>
    public static ScoreDistribution Fit(ReadOnlySpan<double> scores)
    {
        double[] room = new double[scores.Length];
        int count = 0;
        foreach (double score in scores)
        {
            room[count] = score;
            count += double.IsFinite(score) ? 1 : 0;
        }
        if (count == 0)
        {
            throw new InvalidOperationException(
                $"Scores can only be judged by scores that were seen, and of {scores.Length} none is a finite number.");
        }
        Span<double> sorted = room.AsSpan(0, count);
        sorted.Sort();
        int body = count - (int)(TailShare * count);
        double start = sorted[body - 1];
        int end = body;
        while (end < count && sorted[end] == start)
        {
            end++;
        }
        ParetoTail? tail = ParetoTail.Fit(start, sorted[end..]);
        return tail is null
            ? new ScoreDistribution(ScoreTable.Of(sorted, count, whole: body), null)
            : new ScoreDistribution(ScoreTable.Of(sorted, end, whole: end), tail);
    }

    /// <exception cref="ArgumentException">The parts, as they were loaded, are damaged.</exception>
    public ScoreDistribution Check()
    {
        Table.Check();
        return Tail is null || (Tail.IsSound && Tail.Start == Table.Values[^1] && Table.Above[^1] > 0)
            ? this
            : throw new ArgumentException("The tail of the scores is damaged.");
    }

    /// <summary>How often a normal row scores at least so high: above 0, at most 1, never rising with the score; NaN for NaN.</summary>
    public double PValue(double score) =>
        double.IsNaN(score) ? double.NaN
        : Tail is not null && score > Tail.Start ? Math.Max(LeastPValue, PAbove * Tail.Above(score))
        : Share(Table.CountFrom(score));

    /// <summary>The score above which a share of 1 - quantile of normal rows lies.</summary>
    /// <param name="quantile">Above 0 and below 1, such as 0.995.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public double Threshold(double quantile)
    {
        Arguments.Require(quantile is > 0 and < 1, quantile, nameof(quantile), "above 0 and below 1");
        return ThresholdForRate(1 - quantile);
    }

    /// <summary>The least score whose p-value is at most a rate, so that alarms from there on are as rare.</summary>
    /// <param name="expectedRate">Above 0 and below 1; the tail knows thresholds for rates far below 1/n.</param>
    /// <returns>
    /// A score, of those that were seen where they are known one by one; positive infinity where no tail could be fitted and the rate is
    /// below 1/(n + 1): no score is known to be so rare.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside its range.</exception>
    public double ThresholdForRate(double expectedRate)
    {
        Arguments.Require(expectedRate is > 0 and < 1, expectedRate, nameof(expectedRate), "above 0 and below 1");
        if (Table.ScoreOf(expectedRate * (Table.Count + 1.0) - 1) is { } score)
        {
            return score;
        }
        double next = Math.BitIncrement(Table.Values[^1]);
        return Tail is not null ? Math.Max(next, Tail.ScoreOf(Math.Min(1, expectedRate / PAbove)))
            : expectedRate < Share(0) ? double.PositiveInfinity
            : next;
    }

    // The p-value right above the table.
    private double PAbove => Share(Table.Above[^1]);

    private double Share(double count) => (count + 1) / (Table.Count + 1.0);
}
