namespace MLNetSequence.Engine.Training.Losses;

/// <summary>Why a row's target cannot be learned, in words that follow the row's name, or null.</summary>
internal static class TargetCheck
{
    public static string? Label(int label, int classes) => label >= 0 && label < classes
        ? null
        : FormattableString.Invariant($"the label must be a class from 0 to {classes - 1}; it is {label}");

    public static string? Finite(ReadOnlySpan<float> target)
    {
        foreach (float t in target)
        {
            if (!float.IsFinite(t))
            {
                return Reason("a finite number", t);
            }
        }
        return null;
    }

    public static string? Probabilities(ReadOnlySpan<float> target)
    {
        foreach (float t in target)
        {
            if (!(t >= 0 && t <= 1))
            {
                return Reason("a probability from 0 to 1", t);
            }
        }
        return null;
    }

    public static string? Counts(ReadOnlySpan<float> target)
    {
        foreach (float t in target)
        {
            if (!(t >= 0 && float.IsFinite(t) && t == MathF.Floor(t)))
            {
                return Reason("a count: a whole number of at least 0", t);
            }
        }
        return null;
    }

    private static string Reason(string expected, float got) =>
        FormattableString.Invariant($"every target must be {expected}; one is {got}");
}
