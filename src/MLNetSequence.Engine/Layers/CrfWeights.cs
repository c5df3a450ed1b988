namespace MLNetSequence.Engine.Layers;

/// <summary>
/// The weights of a linear chain as sums over its paths want them: in double precision, rows padded with zeros to P numbers, whole
/// vectors. While nobody sets them, any number of threads may read.
/// </summary>
/// <param name="classes">C.</param>
internal sealed class CrfWeights(int classes)
{
    // Doubles of the widest vector there is.
    private const int Lanes = 8;

    // A step sums e^w over at most so great a spread of weights w: nothing of it gets lost below what a double holds.
    private const double MostSpread = 500;

    /// <summary>C.</summary>
    public int Classes => classes;

    /// <summary>P.</summary>
    public int Stride { get; } = (classes + Lanes - 1) / Lanes * Lanes;

    /// <summary>What a path gets for its first class, [C].</summary>
    public double[] Start { get; } = new double[classes];

    /// <summary>What a path gets for its last class, [C].</summary>
    public double[] End { get; } = new double[classes];

    /// <summary>What a path gets for going from one class (row) to another (column), w, [C, P].</summary>
    public double[] Scores { get; private set; } = [];

    /// <summary>
    /// e^(w - <see cref="Shift"/>), or w itself where that could vanish (<see cref="AreFactors"/> says so), [C, P], row = from.
    /// </summary>
    public double[] From { get; private set; } = [];

    /// <summary>The same, row = to.</summary>
    public double[] To { get; private set; } = [];

    /// <summary>The greatest w.</summary>
    public double Shift { get; private set; }

    /// <summary>
    /// Whether <see cref="From"/> and <see cref="To"/> hold factors, so that a step is a product. So it is where weights are learned;
    /// where some forbid a transition by -10,000, say, a step takes an exponential for each of them.
    /// </summary>
    public bool AreFactors { get; private set; }

    /// <summary>Takes what a network has: transitions [C, C], start [C] and end [C].</summary>
    public void Set(ReadOnlySpan<float> transitions, ReadOnlySpan<float> start, ReadOnlySpan<float> end)
    {
        if (Scores.Length == 0)
        {
            int length = checked(classes * Stride);
            (Scores, From, To) = (new double[length], new double[length], new double[length]);
        }
        double least = double.PositiveInfinity;
        Shift = double.NegativeInfinity;
        foreach (float w in transitions)
        {
            least = Math.Min(least, w);
            Shift = Math.Max(Shift, w);
        }
        AreFactors = Shift - least <= MostSpread;
        for (int i = 0; i < classes; i++)
        {
            (Start[i], End[i]) = (start[i], end[i]);
            for (int j = 0; j < classes; j++)
            {
                double w = transitions[i * classes + j];
                Scores[i * Stride + j] = w;
                From[i * Stride + j] = To[j * Stride + i] = AreFactors ? Math.Exp(w - Shift) : w;
            }
        }
    }
}
