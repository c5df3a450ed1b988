namespace MLNetSequence.Text;

/// <summary>Makes a vocabulary of what was counted.</summary>
internal static class LearnedVocabulary
{
    /// <summary>The special tokens, then words by falling frequency, ties by first appearance.</summary>
    /// <param name="counts">What was counted.</param>
    /// <param name="special">The special tokens; where a text has one of them as a word, it is no word.</param>
    /// <param name="minimumFrequency">How often a word came at least.</param>
    /// <param name="maximum">Most tokens, the special ones among them.</param>
    public static Vocabulary Make(TokenCounts counts, SpecialTokens special, int minimumFrequency, int maximum)
    {
        TokenCount[] all = counts.Sum();
        int[] reserved = [.. special.Names.Select(name => counts.Tokens.Find(name))];
        int kept = 0;
        foreach (TokenCount token in all)
        {
            if (token.Count >= minimumFrequency && !reserved.Contains(token.Id))
            {
                all[kept++] = token;
            }
        }
        Span<TokenCount> words = all.AsSpan(0, kept);
        words.Sort();
        words = words[..Math.Min(kept, maximum - special.Names.Count)];
        var tokens = new TokenTable(special.Names.Count + words.Length);
        foreach (string name in special.Names)
        {
            tokens.FindOrAdd(name);
        }
        Span<char> scratch = stackalloc char[TokenKey.Capacity];
        foreach (TokenCount word in words)
        {
            tokens.FindOrAdd(counts.Tokens.Token(word.Id, scratch));
        }
        return new Vocabulary(tokens, special);
    }
}
