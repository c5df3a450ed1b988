namespace MLNetSequence.Scaling;

/// <summary>Scaling and its inverse: in double, rounded to Single once.</summary>
internal static class SeriesArithmetic
{
    /// <param name="from">T steps of F features.</param>
    /// <param name="scales">F centres, then F scales.</param>
    /// <param name="to">As many values as there are; may be <paramref name="from"/> itself.</param>
    /// <param name="inverse">Whether scaling is undone.</param>
    public static void Apply(ReadOnlySpan<float> from, ReadOnlySpan<double> scales, Span<float> to, bool inverse)
    {
        int features = scales.Length / 2;
        for (int feature = 0; feature < features; feature++)
        {
            (double centre, double scale) = (scales[feature], scales[features + feature]);
            if (inverse)
            {
                for (int i = feature; i < from.Length; i += features)
                {
                    to[i] = (float)Math.FusedMultiplyAdd(from[i], scale, centre);
                }
            }
            else
            {
                for (int i = feature; i < from.Length; i += features)
                {
                    to[i] = (float)((from[i] - centre) / scale);
                }
            }
        }
    }
}
