namespace MLNetSequence.Engine.Training.Losses;

/// <summary>Which targets are there, and why a row's cannot be learned, in words that follow the row's name, or null.</summary>
internal static class TargetCheck
{
    public static string? Label(int label, int classes) => label >= 0 && label < classes
        ? null
        : FormattableString.Invariant($"the label must be a class from 0 to {classes - 1}; it is {label}");

    /// <summary>Whether there is no such target.</summary>
    public static bool IsMissing(float target) => float.IsNaN(target);

    /// <summary>Targets that are there.</summary>
    public static int CountPresent(ReadOnlySpan<float> target)
    {
        int present = 0;
        foreach (float t in target)
        {
            present += IsMissing(t) ? 0 : 1;
        }
        return present;
    }

    public static string? Finite(ReadOnlySpan<float> target, bool mayMiss)
    {
        foreach (float t in target)
        {
            if (!(float.IsFinite(t) || (mayMiss && IsMissing(t))))
            {
                return Reason("a finite number", t);
            }
        }
        return null;
    }

    public static string? Probabilities(ReadOnlySpan<float> target, bool mayMiss)
    {
        foreach (float t in target)
        {
            if (!((t >= 0 && t <= 1) || (mayMiss && IsMissing(t))))
            {
                return Reason("a probability from 0 to 1", t);
            }
        }
        return null;
    }

    public static string? Counts(ReadOnlySpan<float> target, bool mayMiss)
    {
        foreach (float t in target)
        {
            if (!((t >= 0 && float.IsFinite(t) && t == MathF.Floor(t)) || (mayMiss && IsMissing(t))))
            {
                return Reason("a count: a whole number of at least 0", t);
            }
        }
        return null;
    }

    public static string? Positive(ReadOnlySpan<float> scales)
    {
        foreach (float s in scales)
        {
            if (!(s > 0 && float.IsFinite(s)))
            {
                return FormattableString.Invariant($"every scale must be a finite number above 0; one is {s}");
            }
        }
        return null;
    }

    private static string Reason(string expected, float got) =>
        FormattableString.Invariant($"every target must be {expected}; one is {got}");
}
