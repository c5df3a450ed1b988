using System.Buffers;

namespace MLNetSequence.Text;

/// <summary>
/// Splits text into words as Keras' Tokenizer does: lower case first, then filter characters and white space separate words.
/// One text at a time; the words are slices of a buffer that the next text overwrites.
/// </summary>
internal sealed class WordSplitter
{
    private static readonly char[] WhiteSpace =
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(char.IsWhiteSpace)];

    private readonly bool _lowerCase;
    private readonly SearchValues<char> _separators;
    private char[] _buffer = new char[256];
    private int _length;
    private int _position;

    public WordSplitter(bool lowerCase, string filterCharacters)
    {
        _lowerCase = lowerCase;
        _separators = SearchValues.Create([.. filterCharacters, .. WhiteSpace]);
    }

    private WordSplitter(bool lowerCase, SearchValues<char> separators) => (_lowerCase, _separators) = (lowerCase, separators);

    /// <summary>A splitter by the same rules, for another thread.</summary>
    public WordSplitter Fork() => new(_lowerCase, _separators);

    public void Start(ReadOnlySpan<char> text)
    {
        if (_buffer.Length < text.Length)
        {
            _buffer = new char[Math.Max(text.Length, _buffer.Length * 2)];
        }
        _length = text.Length;
        _position = 0;
        if (_lowerCase)
        {
            text.ToLowerInvariant(_buffer);
        }
        else
        {
            text.CopyTo(_buffer);
        }
        ReplaceHalfCharacters(_buffer.AsSpan(0, _length));
    }

    /// <summary>The next word, or false at the end of the text.</summary>
    public bool Next(out ReadOnlySpan<char> word)
    {
        ReadOnlySpan<char> left = _buffer.AsSpan(_position, _length - _position);
        int start = left.IndexOfAnyExcept(_separators);
        if (start < 0)
        {
            _position = _length;
            word = default;
            return false;
        }
        left = left[start..];
        int end = left.IndexOfAny(_separators);
        word = end < 0 ? left : left[..end];
        _position += start + word.Length;
        return true;
    }

    // Half a surrogate pair is no character, and no model file could hold it: it becomes U+FFFD, as whatever writes UTF-8 does.
    private static void ReplaceHalfCharacters(Span<char> text)
    {
        int first = text.IndexOfAnyInRange('\ud800', '\udfff');
        for (int i = first; i >= 0 && i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                text[i] = '\ufffd';
            }
        }
    }
}
