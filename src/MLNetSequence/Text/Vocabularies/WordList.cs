namespace MLNetSequence.Text;

/// <summary>Different words, in the order in which they came.</summary>
internal sealed class WordList
{
    private readonly List<string> _words = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public int Count => _words.Count;

    /// <summary>Adds a word.</summary>
    /// <returns>Null, or what is wrong with it, as in "the word …".</returns>
    public string? Add(string? word)
    {
        if (string.IsNullOrEmpty(word))
        {
            return "is empty";
        }
        if (!Surrogates.AreWhole(word))
        {
            return $"is '{word}', which has half of a character";
        }
        if (!_seen.Add(word))
        {
            return $"is '{word}', which was there before, as word {_words.IndexOf(word) + 1}";
        }
        _words.Add(word);
        return null;
    }

    /// <summary>Adds a word unless it is there, or empty; half of a character becomes U+FFFD, as in texts.</summary>
    public void AddIfNew(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || _seen.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word))
        {
            return;
        }
        char[] mended = word.ToArray();
        Surrogates.Mend(mended);
        string added = new(mended);
        if (_seen.Add(added))
        {
            _words.Add(added);
        }
    }

    public string[] ToArray() => [.. _words];
}
