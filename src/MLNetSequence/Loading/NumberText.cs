using System.Globalization;

namespace MLNetSequence.Loading;

/// <summary>Numbers as data files write them: invariant culture, '?' or NaN where a value is missing.</summary>
internal static class NumberText
{
    /// <summary>What a number must look like, in words.</summary>
    public const string Expected = "a number, '?' or NaN";

    /// <summary>Reads a number that a Single can hold, or NaN for one that is missing.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out float value)
    {
        text = text.Trim();
        if (text is "?")
        {
            value = float.NaN;
            return true;
        }
        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && !float.IsInfinity(value);
    }
}
