using System.Runtime.InteropServices;

namespace MLNetSequence.Text;

/// <summary>
/// A text, as it was normalized, and the tokens in it: slices, kept as pairs of first character and character behind. One thread
/// uses it, for one text after the other; once it has seen the longest, nothing is allocated.
/// </summary>
internal sealed class TokenBuffer
{
    /// <summary>
    /// Blanks behind the text: separators are looked for 64 characters at a time, and a token's key is made of 16, wherever in the
    /// text it begins.
    /// </summary>
    public const int Slack = 64 + TokenKey.Capacity;

    private char[] _text = new char[256];
    private int[] _bounds = new int[128];
    private int _used;

    /// <summary>Characters of the text.</summary>
    public int Length { get; private set; }

    /// <summary>The text; <see cref="Slack"/> blanks lie behind it.</summary>
    public Span<char> Text => _text.AsSpan(0, Length);

    /// <summary>The text's first character; behind its last one may read on for <see cref="Slack"/>.</summary>
    public ref char Start => ref MemoryMarshal.GetArrayDataReference(_text);

    /// <summary>For each token the place of its first character and the place behind its last one, in turn.</summary>
    public ReadOnlySpan<int> Bounds => _bounds.AsSpan(0, _used);

    /// <summary>Number of tokens.</summary>
    public int Count => _used / 2;

    /// <summary>Forgets text and tokens.</summary>
    public void Clear()
    {
        _used = 0;
        Cut(0);
    }

    /// <summary>Puts characters behind the text.</summary>
    public void Append(ReadOnlySpan<char> more) => more.CopyTo(Extend(more.Length));

    /// <summary>Makes the text longer; the caller writes what is returned.</summary>
    public Span<char> Extend(int more)
    {
        int start = Length;
        int needed = checked(start + more + Slack);
        if (_text.Length < needed)
        {
            char[] grown = new char[Enough(needed, _text.Length)];
            Text.CopyTo(grown);
            _text = grown;
        }
        Cut(start + more);
        return _text.AsSpan(start, more);
    }

    /// <summary>Changes the length, within what there is room for; what lies behind becomes blank.</summary>
    public void Cut(int length)
    {
        Length = length;
        _text.AsSpan(length, Slack).Fill(' ');
    }

    public void Add(int start, int end)
    {
        Span<int> more = More(2);
        (more[0], more[1]) = (start, end);
        _used += 2;
    }

    /// <summary>Room for so many bounds more at least; <see cref="Took"/> says how many were written.</summary>
    /// <exception cref="UnsplittableTextException">No array has room for so many.</exception>
    public Span<int> More(int count)
    {
        if (_bounds.Length - _used < count)
        {
            if (count > Array.MaxLength - _used)
            {
                throw new UnsplittableTextException($"It has more than {Array.MaxLength / 2} tokens.");
            }
            Array.Resize(ref _bounds, Enough(_used + count, _bounds.Length));
        }
        return _bounds.AsSpan(_used);
    }

    public void Took(int bounds) => _used += bounds;

    /// <summary>Forgets the tokens, not the text.</summary>
    public void ClearTokens() => _used = 0;

    public ReadOnlySpan<char> Token(int index) => _text.AsSpan(_bounds[2 * index].._bounds[2 * index + 1]);

    // Never less than needed: where no array is that long, the runtime says so.
    private static int Enough(int needed, int had) => (int)Math.Max(needed, Math.Min(2L * had, Array.MaxLength));
}
