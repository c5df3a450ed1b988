namespace MLNetSequence.Text;

/// <summary>Finds all runs of a smallest to a largest number of code points, by rising width.</summary>
internal sealed class CharacterScan(int minimum, int maximum) : TextScan
{
    private int[] _places = [];

    public override void Scan(TokenBuffer text)
    {
        int count = FindPlaces(text.Text);
        for (int width = minimum; width <= Math.Min(maximum, count); width++)
        {
            Span<int> bounds = text.More(2 * (count - width + 1));
            int used = 0;
            for (int i = 0; i + width <= count; i++)
            {
                bounds[used++] = _places[i];
                bounds[used++] = _places[i + width];
            }
            text.Took(used);
        }
    }

    // Where each code point begins, and the end; returns how many there are.
    private int FindPlaces(ReadOnlySpan<char> text)
    {
        if (_places.Length <= text.Length)
        {
            _places = new int[Math.Max(text.Length + 1, 2 * _places.Length)];
        }
        int count = 0;
        for (int i = 0; i < text.Length; i += char.IsHighSurrogate(text[i]) ? 2 : 1)
        {
            _places[count++] = i;
        }
        _places[count] = text.Length;
        return count;
    }
}
