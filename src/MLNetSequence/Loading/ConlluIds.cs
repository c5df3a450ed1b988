using System.Globalization;

namespace MLNetSequence.Loading;

/// <summary>
/// The first fields of a sentence's lines: words 1, 2, …; before the first word of a contraction its range, as 1-2; behind word i its
/// empty nodes i.1, i.2, …. The rules are those of https://universaldependencies.org/format.html.
/// </summary>
internal sealed class ConlluIds
{
    private int _emptyNodes;
    private int _rangeEnd;

    /// <summary>Words so far.</summary>
    public int Words { get; private set; }

    public void Clear() => (Words, _emptyNodes, _rangeEnd) = (0, 0, 0);

    /// <summary>Takes the next line's id.</summary>
    /// <param name="id">The field.</param>
    /// <param name="isWord">Whether it is a word, rather than a range or an empty node.</param>
    /// <returns>Whether it may stand here.</returns>
    public bool Take(ReadOnlySpan<char> id, out bool isWord)
    {
        int at = id.IndexOfAny('-', '.');
        isWord = at < 0;
        if (isWord)
        {
            (Words, _emptyNodes) = (Words + 1, 0);
            return Number(id) == Words;
        }
        (int first, int second) = (Number(id[..at]), Number(id[(at + 1)..]));
        if (id[at] == '.')
        {
            return first == Words && second == ++_emptyNodes;
        }
        bool fits = first == Words + 1 && second >= first && first > _rangeEnd;
        _rangeEnd = second;
        return fits;
    }

    /// <summary>What a line here may begin with, in words.</summary>
    public string Expected(bool lastWasWord) => lastWasWord
        ? $"the next word's number, {Words}"
        : $"word {Words + 1}, a range from it, or an empty node";

    /// <summary>Whether every range ends at a word that there is.</summary>
    public bool RangesAreClosed => _rangeEnd <= Words;

    private static int Number(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;
}
