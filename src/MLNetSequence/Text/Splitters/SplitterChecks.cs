namespace MLNetSequence.Text;

/// <summary>What several splitters ask of their settings.</summary>
internal static class SplitterChecks
{
    /// <exception cref="ArgumentException">They are null, or one of them is half of a character.</exception>
    public static string Characters(string characters, string argument)
    {
        ArgumentNullException.ThrowIfNull(characters, argument);
        return characters.Any(char.IsSurrogate)
            ? throw new ArgumentException($"{argument}: each character must be a single UTF-16 unit, U+0000 to U+FFFF.", argument)
            : characters;
    }

    /// <exception cref="ArgumentOutOfRangeException">The least is below 1, or the most below the least.</exception>
    public static void Widths(int minimum, int maximum)
    {
        if (minimum < 1)
        {
            throw new ArgumentOutOfRangeException("Minimum", minimum, "The smallest width must be at least 1.");
        }
        if (maximum < minimum)
        {
            throw new ArgumentOutOfRangeException("Maximum", maximum, $"The largest width must be at least the smallest, {minimum}.");
        }
    }
}
