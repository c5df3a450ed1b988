namespace MLNetSequence.Scoring.Heads;

/// <summary>The scale on which a network learns K numbers: y = (label - centre) / width. Saved with the model.</summary>
internal sealed record LabelScale(float[] Centres, float[] Widths)
{
    // Deviations that no float near the mean can have.
    private const double LeastChange = 1e-10;

    public int Count => Centres.Length;

    /// <summary>The labels' own scale.</summary>
    public static LabelScale None(int count) => new(new float[count], [.. Enumerable.Repeat(1f, count)]);

    /// <summary>
    /// Mean 0 and deviation 1 over some rows of K labels each, a row counted as often as it weighs. A label that never changes is only centred.
    /// </summary>
    /// <param name="labels">[rows, K].</param>
    /// <param name="weights">[rows]; where all are 0, there is nothing to measure, and the labels' own scale is kept.</param>
    public static LabelScale Of(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        int count = labels.Length / weights.Length;
        LabelScale scale = None(count);
        double total = 0;
        foreach (float weight in weights)
        {
            total += weight;
        }
        for (int k = 0; k < count && total > 0; k++)
        {
            double mean = 0, squares = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                mean += (double)weights[i] * labels[i * count + k];
            }
            mean /= total;
            for (int i = 0; i < weights.Length; i++)
            {
                double off = labels[i * count + k] - mean;
                squares += weights[i] * off * off;
            }
            float width = (float)Math.Sqrt(squares / total);
            scale.Centres[k] = (float)mean;
            // Of labels that are all the same, what is left is the rounding of their mean.
            bool changes = width > Math.Abs(mean) * LeastChange;
            scale.Widths[k] = changes && float.IsFinite(width) ? width : 1;
        }
        return scale;
    }

    /// <summary>Whether the other is the same scale: records compare arrays by where they are.</summary>
    public bool IsSameAs(LabelScale other) => Centres.AsSpan().SequenceEqual(other.Centres) && Widths.AsSpan().SequenceEqual(other.Widths);

    /// <summary>From the labels' own scale to that of the network.</summary>
    public void FromLabels(ReadOnlySpan<float> labels, Span<float> to)
    {
        for (int k = 0; k < Count; k++)
        {
            to[k] = (float)(((double)labels[k] - Centres[k]) / Widths[k]);
        }
    }

    /// <summary>Back.</summary>
    public void ToLabels(ReadOnlySpan<float> outputs, Span<float> to)
    {
        for (int k = 0; k < Count; k++)
        {
            to[k] = (float)((double)outputs[k] * Widths[k] + Centres[k]);
        }
    }

    /// <exception cref="ArgumentException">A model's file cannot have said so.</exception>
    public void CheckSaved()
    {
        if (Centres.Length != Widths.Length || !Centres.All(float.IsFinite) || !Widths.All(w => w > 0 && float.IsFinite(w)))
        {
            throw new ArgumentException("its labels' scale makes no sense.");
        }
    }
}
