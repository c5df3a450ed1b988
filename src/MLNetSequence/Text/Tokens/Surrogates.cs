using System.Buffers;

namespace MLNetSequence.Text;

/// <summary>Characters of two UTF-16 units, and what is left of them where one is missing.</summary>
internal static class Surrogates
{
    private static readonly SearchValues<char> Halves =
        SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(char.IsSurrogate)]);

    /// <summary>
    /// Replaces each unit that lacks its other half by U+FFFD, as whatever writes UTF-8 does: it is no character, and no model file
    /// could hold it.
    /// </summary>
    public static void Mend(Span<char> text)
    {
        int first = text.IndexOfAny(Halves);
        for (int i = first; i >= 0 && i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                text[i] = '\ufffd';
            }
        }
    }

    /// <summary>Whether every character is whole.</summary>
    public static bool AreWhole(ReadOnlySpan<char> text) => FirstHalf(text) < 0;

    /// <summary>Where the first half of a character stands that lacks the other one; -1 where there is none.</summary>
    public static int FirstHalf(ReadOnlySpan<char> text)
    {
        for (int i = text.IndexOfAny(Halves); i >= 0 && i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
