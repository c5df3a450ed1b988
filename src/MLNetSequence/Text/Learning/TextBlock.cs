namespace MLNetSequence.Text;

/// <summary>Texts, or items of texts, copied one behind the other for another thread to count.</summary>
/// <param name="capacity">Characters that it has room for; only a single longer text makes it larger.</param>
internal sealed class TextBlock(int capacity)
{
    private const int MostTexts = 1 << 16;
    private readonly List<int> _ends = [];
    private char[] _characters = new char[capacity];

    /// <summary>Its place among all blocks.</summary>
    public long Number { get; private set; }

    /// <summary>Texts before its first one.</summary>
    public long FirstText { get; private set; }

    public int Count => _ends.Count;

    /// <summary>Forgets what was in it; what comes now is this part of the data.</summary>
    public void Begin(long number, long firstText)
    {
        (Number, FirstText) = (number, firstText);
        _ends.Clear();
        if (_characters.Length > capacity)
        {
            _characters = new char[capacity];
        }
    }

    /// <summary>Copies a text.</summary>
    /// <returns>False if the block is full; it is to be begun anew before.</returns>
    public bool TryAdd(ReadOnlySpan<char> text)
    {
        int start = Count == 0 ? 0 : _ends[^1];
        if (text.Length > _characters.Length - start || Count == MostTexts)
        {
            if (Count > 0)
            {
                return false;
            }
            _characters = new char[text.Length];
        }
        text.CopyTo(_characters.AsSpan(start));
        _ends.Add(start + text.Length);
        return true;
    }

    public ReadOnlySpan<char> Text(int index) => _characters.AsSpan((index == 0 ? 0 : _ends[index - 1]).._ends[index]);
}
