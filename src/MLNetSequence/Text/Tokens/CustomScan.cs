namespace MLNetSequence.Text;

/// <summary>Asks the user's code for the tokens.</summary>
internal sealed class CustomScan(string name, ITextSplitter splitter) : TextScan
{
    public override void Scan(TokenBuffer text)
    {
        string all = text.Text.ToString();
        text.Clear();
        IEnumerable<string> tokens = splitter.Split(all) ?? throw Null("instead of tokens");
        foreach (string token in tokens)
        {
            if (token is null)
            {
                throw Null("as one of its tokens");
            }
            if (token.Length > 0)
            {
                int start = text.Length;
                token.CopyTo(text.Extend(token.Length));
                Surrogates.Mend(text.Text[start..]);
                text.Add(start, text.Length);
            }
        }
    }

    private UnsplittableTextException Null(string what) => new($"The {nameof(CustomSplitter)} '{name}' gave null {what}.");
}
