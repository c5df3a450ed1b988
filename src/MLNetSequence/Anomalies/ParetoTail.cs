namespace MLNetSequence.Anomalies;

/// <summary>
/// A generalised Pareto distribution of what lies above a high threshold (Pickands 1975):
/// P(X &gt; start + x) = (1 + shape·x/scale)^(-1/shape), and e^(-x/scale) for shape 0. With a shape below 0 nothing
/// lies above start - scale/shape.
/// </summary>
/// <param name="Start">The threshold: the tail is above it.</param>
/// <param name="Scale">Above 0, in the units of the scores.</param>
/// <param name="Shape">Below 0: bounded, 0: exponential, above 0: heavy.</param>
internal sealed record ParetoTail(double Start, double Scale, double Shape)
{
    /// <summary>With fewer different values there is no fit worth its name.</summary>
    public const int LeastValues = 10;

    // Below it the power is an exponential, but for digits that nobody has data for, and cannot be computed well as a power.
    private const double NoShape = 1e-8;

    /// <summary>
    /// The fit of Zhang and Stephens (2009): a mean of likely parameters, weighted by their profile likelihood. Moments with probability
    /// weights (Hosking and Wallis 1987) may end the tail below values that were seen, and the likelihood may have no maximum
    /// (Grimshaw 1993); this estimate always exists, and leaves every value that was seen possible.
    /// </summary>
    /// <param name="start">The threshold.</param>
    /// <param name="sorted">Finite values above it, in rising order.</param>
    /// <returns>Null where there are fewer than <see cref="LeastValues"/> different values, or they are too large for numbers.</returns>
    public static ParetoTail? Fit(double start, ReadOnlySpan<double> sorted)
    {
        if (Different(sorted) < LeastValues)
        {
            return null;
        }
        double[] excess = new double[sorted.Length];
        for (int i = 0; i < excess.Length; i++)
        {
            excess[i] = sorted[i] - start;
        }
        (double theta, double k) = Estimate(excess);
        // Theirs is F(x) = 1 - (1 - theta·x)^(1/k); at 0 both vanish, and what is left is the exponential.
        ParetoTail tail = Math.Abs(theta * excess[^1]) < NoShape ? new(start, Mean(excess), 0) : new(start, k / theta, -k);
        return tail.IsSound ? tail : null;
    }

    /// <summary>Whether these are a threshold, a scale and a shape.</summary>
    public bool IsSound => double.IsFinite(Start) && double.IsFinite(Scale) && Scale > 0 && double.IsFinite(Shape);

    /// <summary>The share of the tail that lies above a score of at least <see cref="Start"/>: 1 there, and falling.</summary>
    public double Above(double score)
    {
        double x = (score - Start) / Scale;
        return Math.Abs(Shape) < NoShape ? Math.Exp(-x) : Math.Pow(Math.Max(0, 1 + Shape * x), -1 / Shape);
    }

    /// <summary>The score above which a share of the tail, above 0 and at most 1, lies.</summary>
    public double ScoreOf(double share)
    {
        double rarity = -Math.Log(share);
        double half = Shape * rarity / 2;
        // e^(2h) - 1 = 2·e^h·sinh(h), which keeps its digits for a small h.
        return Start + Scale * (Math.Abs(Shape) < NoShape ? rarity : 2 * Math.Exp(half) * Math.Sinh(half) / Shape);
    }

    private static (double Theta, double K) Estimate(double[] excess)
    {
        int candidates = 20 + (int)Math.Sqrt(excess.Length);
        double quartile = excess[Math.Max(0, (int)(excess.Length / 4.0 + 0.5) - 1)];
        double[] thetas = new double[candidates];
        double[] likelihoods = new double[candidates];
        for (int j = 0; j < candidates; j++)
        {
            thetas[j] = 1 / excess[^1] + (1 - Math.Sqrt(candidates / (j + 0.5))) / (3 * quartile);
            double k = K(thetas[j], excess);
            likelihoods[j] = excess.Length * (Math.Log(thetas[j] == 0 ? 1 / Mean(excess) : thetas[j] / k) + k - 1);
        }
        double best = likelihoods.Max();
        double weights = 0, theta = 0;
        for (int j = 0; j < candidates; j++)
        {
            double weight = Math.Exp(likelihoods[j] - best);
            weights += weight;
            theta += weight * thetas[j];
        }
        theta /= weights;
        return (theta, K(theta, excess));
    }

    // The likeliest k of a theta.
    private static double K(double theta, double[] excess)
    {
        double sum = 0;
        foreach (double x in excess)
        {
            sum += Math.Log(1 - theta * x);
        }
        return -sum / excess.Length;
    }

    private static double Mean(double[] values) => values.Average();

    private static int Different(ReadOnlySpan<double> sorted)
    {
        int different = sorted.Length > 0 ? 1 : 0;
        for (int i = 1; i < sorted.Length; i++)
        {
            different += sorted[i] != sorted[i - 1] ? 1 : 0;
        }
        return different;
    }
}
