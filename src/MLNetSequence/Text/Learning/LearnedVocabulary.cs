namespace MLNetSequence.Text;

/// <summary>Makes a vocabulary of what was counted.</summary>
internal static class LearnedVocabulary
{
    /// <summary>The special tokens, then words by falling frequency, ties by first appearance.</summary>
    /// <param name="counts">What was counted.</param>
    /// <param name="special">The special tokens; where a text has one of them as a word, it is no word.</param>
    /// <param name="minimumFrequency">How often a word came at least.</param>
    /// <param name="maximum">Most tokens, the special ones among them.</param>
    /// <exception cref="InvalidOperationException">There are words, but none is frequent enough.</exception>
    public static Vocabulary Make(TokenCounts counts, SpecialTokens special, int minimumFrequency, int maximum)
    {
        TokenCount[] all = counts.Sum();
        HashSet<int> reserved = [.. special.Names.Select(name => counts.Tokens.Find(name))];
        int kept = 0;
        foreach (TokenCount token in all)
        {
            if (token.Count >= minimumFrequency && !reserved.Contains(token.Id))
            {
                all[kept++] = token;
            }
        }
        if (kept == 0 && minimumFrequency > 1)
        {
            throw new InvalidOperationException($"No word appears {minimumFrequency} times or more, so the vocabulary would be empty.");
        }
        Span<TokenCount> words = all.AsSpan(0, kept);
        words.Sort();
        words = words[..Math.Min(kept, maximum - special.Names.Count)];
        // The table is the vocabulary's from now on, unless most of it is not needed.
        return 2 * (special.Names.Count + words.Length) < counts.Tokens.Count
            ? Copy(counts.Tokens, words, special)
            : Keep(counts.Tokens, words, special);
    }

    private static Vocabulary Keep(TokenTable tokens, ReadOnlySpan<TokenCount> words, SpecialTokens special)
    {
        int[] ids = [.. special.Names.Select(name => tokens.FindOrAdd(name))];
        uint[] keys = new uint[tokens.Count];
        uint key = 0;
        foreach (int id in ids)
        {
            keys[id] = ++key;
        }
        foreach (TokenCount word in words)
        {
            keys[word.Id] = ++key;
        }
        return new Vocabulary(tokens, keys, (int)key, special);
    }

    private static Vocabulary Copy(TokenTable tokens, ReadOnlySpan<TokenCount> words, SpecialTokens special)
    {
        var copy = new TokenTable(special.Names.Count + words.Length);
        foreach (string name in special.Names)
        {
            copy.FindOrAdd(name);
        }
        Span<char> scratch = stackalloc char[TokenKey.Capacity];
        foreach (TokenCount word in words)
        {
            copy.FindOrAdd(tokens.Token(word.Id, scratch));
        }
        return Vocabulary.InOrder(copy, special);
    }
}
