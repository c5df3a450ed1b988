namespace MLNetSequence.Text;

/// <summary>Finds all runs of a smallest to a largest number of words, by rising width; one blank joins the words of a run.</summary>
internal sealed class WordNGramScan(SeparatorScan words, int minimum, int maximum) : TextScan
{
    private int[] _words = [];

    public override void Scan(TokenBuffer text)
    {
        words.Scan(text);
        int count = text.Count;
        if (_words.Length < 2 * count)
        {
            _words = new int[Math.Max(2 * count, 2 * _words.Length)];
        }
        text.Bounds.CopyTo(_words);
        text.ClearTokens();
        Join(text, count);
        for (int width = minimum; width <= Math.Min(maximum, count); width++)
        {
            for (int i = 0; i + width <= count; i++)
            {
                text.Add(_words[2 * i], _words[2 * (i + width) - 1]);
            }
        }
    }

    // Moves the words together, one blank between two, so that a run of them is a slice of the text. There is at least one separator
    // between two words, so they only ever move to the left.
    private void Join(TokenBuffer text, int count)
    {
        Span<char> all = text.Text;
        int used = 0;
        for (int i = 0; i < count; i++)
        {
            if (i > 0)
            {
                all[used++] = ' ';
            }
            Span<char> word = all[_words[2 * i].._words[(2 * i) + 1]];
            word.CopyTo(all[used..]);
            _words[2 * i] = used;
            used += word.Length;
            _words[(2 * i) + 1] = used;
        }
        text.Cut(used);
    }
}
