namespace MLNetSequence.Tests.Text;

/// <summary>
/// The default tokenizer, character by character, word by word, with strings and a dictionary: what the fast one is compared with.
/// </summary>
internal static class SlowTokenizer
{
    /// <summary>Words of a text.</summary>
    public static List<string> Words(string text, string filterCharacters = WordSplitter.DefaultFilterCharacters)
    {
        var words = new List<string>();
        string word = "";
        foreach (char c in Mend(text).ToLowerInvariant() + " ")
        {
            if (!char.IsWhiteSpace(c) && !filterCharacters.Contains(c))
            {
                word += c;
            }
            else if (word.Length > 0)
            {
                words.Add(word);
                word = "";
            }
        }
        return words;
    }

    /// <summary>Words of all texts by falling frequency, ties by first appearance, "[UNK]" before.</summary>
    public static string[] Vocabulary(IEnumerable<string> texts)
    {
        var counts = new Dictionary<string, (int Count, int First)>();
        foreach (string word in texts.SelectMany(text => Words(text)))
        {
            (int count, int first) = counts.GetValueOrDefault(word, (0, counts.Count));
            counts[word] = (count + 1, first);
        }
        return ["[UNK]", .. counts.OrderByDescending(c => c.Value.Count).ThenBy(c => c.Value.First).Select(c => c.Key)];
    }

    private static string Mend(string text) => string.Concat(text.EnumerateRunes());
}
