namespace MLNetSequence.Text;

/// <summary>Asks the user's code for the tokens.</summary>
internal sealed class CustomScan(string name, ITextSplitter splitter) : TextScan
{
    public override void Scan(TokenBuffer text)
    {
        string all = text.Text.ToString();
        text.Clear();
        try
        {
            foreach (string token in splitter.Split(all) ?? throw Null("instead of tokens"))
            {
                Add(text, token ?? throw Null("as one of its tokens"));
            }
        }
        catch (Exception e) when (e is not (UnsplittableTextException or OperationCanceledException))
        {
            throw new UnsplittableTextException($"The {nameof(CustomSplitter)} '{name}' failed: {e.Message}", e);
        }
    }

    private static void Add(TokenBuffer text, string token)
    {
        if (token.Length > 0)
        {
            int start = text.Length;
            token.CopyTo(text.Extend(token.Length));
            Surrogates.Mend(text.Text[start..]);
            text.Add(start, text.Length);
        }
    }

    private UnsplittableTextException Null(string what) => new($"The {nameof(CustomSplitter)} '{name}' gave null {what}.");
}
