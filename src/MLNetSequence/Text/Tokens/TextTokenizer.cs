namespace MLNetSequence.Text;

/// <summary>Normalizes texts and splits them, one after the other, on one thread.</summary>
/// <param name="normalizer">What happens to a text before.</param>
/// <param name="scan">What splits it.</param>
/// <param name="column">The text column's name, for errors.</param>
internal sealed class TextTokenizer(TextNormalizer normalizer, TextScan scan, string column)
{
    /// <summary>The tokens of the latest text.</summary>
    public TokenBuffer Tokens { get; } = new();

    /// <summary>Splits a text; <see cref="Tokens"/> then holds its tokens.</summary>
    /// <param name="text">The text.</param>
    /// <param name="row">Its row, from 0; errors count from 1.</param>
    /// <exception cref="InvalidOperationException">The text cannot be split; row and column are named.</exception>
    public void Split(ReadOnlySpan<char> text, long row)
    {
        Tokens.Clear();
        normalizer.Append(text, Tokens);
        try
        {
            scan.Scan(Tokens);
        }
        catch (UnsplittableTextException e)
        {
            throw new InvalidOperationException($"Row {row + 1}, column '{column}': {e.Message}", e.InnerException);
        }
    }

    /// <summary>Forgets the tokens, before items of a text that was split already are taken.</summary>
    public void Clear() => Tokens.Clear();

    /// <summary>Takes an item of a text that was split already: it is one token, an empty one if nothing is left of it.</summary>
    public void Take(ReadOnlySpan<char> item)
    {
        int start = Tokens.Length;
        normalizer.Append(item, Tokens);
        Tokens.Add(start, Tokens.Length);
    }
}
