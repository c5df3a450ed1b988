using System.Text;

namespace MLNetSequence.Loading;

/// <summary>Reads a file line by line without a string for each, and knows which line it is at.</summary>
internal sealed class LineReader : IDisposable
{
    /// <summary>Longer lines are refused, before they take all memory.</summary>
    private const int MaximumLength = 1 << 28;

    private readonly DataFile _file;
    private readonly BadBytes _badBytes = new();
    private readonly StreamReader _reader;
    private char[] _buffer = new char[1 << 14];
    private int _start;
    private int _end;
    private int _lineStart;
    private int _lineLength;
    private bool _ended;
    private bool _skipLineFeed;

    public LineReader(DataFile file)
    {
        _file = file;
        var encoding = Encoding.GetEncoding(Encoding.UTF8.CodePage, EncoderFallback.ReplacementFallback, _badBytes);
        _reader = new StreamReader(file.Open(), encoding);
    }

    /// <summary>The current line's number, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The current line without its end; valid until the next one is read.</summary>
    public ReadOnlySpan<char> Text => _buffer.AsSpan(_lineStart, _lineLength);

    /// <summary>Something is wrong in the current line.</summary>
    public InvalidDataException Error(string message) => ErrorAt(Math.Max(Line, 1), message);

    /// <summary>Something is wrong in an earlier line.</summary>
    public InvalidDataException ErrorAt(long line, string message) => _file.Error(line, message);

    /// <summary>Goes to the next line, which ends with LF, CR LF, CR or the file.</summary>
    /// <exception cref="InvalidDataException">A packed file is damaged, or the line is too long.</exception>
    public bool Read()
    {
        int searched = 0;
        while (true)
        {
            if (_skipLineFeed && _start < _end)
            {
                _start += _buffer[_start] == '\n' ? 1 : 0;
                _skipLineFeed = false;
            }
            int found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOfAny('\n', '\r');
            if (found >= 0)
            {
                Show(searched + found);
                _start++;
                _skipLineFeed = _buffer[_start - 1] == '\r';
                return true;
            }
            searched = _end - _start;
            if (_ended || !Fill())
            {
                bool last = _end > _start;
                Show(_end - _start);
                Line -= last ? 0 : 1;
                return last;
            }
        }
    }

    /// <summary>Makes sure that the current line is what the file says, and not what is left of it in the wrong encoding.</summary>
    /// <exception cref="InvalidDataException">It has bytes that are no UTF-8, or a NUL character, as no text has.</exception>
    public void CheckText()
    {
        if (_badBytes.Seen && Text.Contains(BadBytes.Mark))
        {
            throw Error(NoText.Bytes);
        }
        if (Text.Contains('\0'))
        {
            throw Error(NoText.Nul);
        }
    }

    public void Dispose() => _reader.Dispose();

    private void Show(int length)
    {
        (_lineStart, _lineLength) = (_start, length);
        _start += length;
        Line++;
    }

    private bool Fill()
    {
        int kept = _end - _start;
        if (kept > MaximumLength)
        {
            throw _file.Error(Line + 1, $"The line is longer than {MaximumLength} characters.");
        }
        char[] buffer = kept > _buffer.Length / 2 ? new char[_buffer.Length * 2] : _buffer;
        _buffer.AsSpan(_start, kept).CopyTo(buffer);
        (_buffer, _start, _end) = (buffer, 0, kept);
        try
        {
            int read = _reader.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            _ended = read == 0;
            return !_ended;
        }
        catch (InvalidDataException e)
        {
            throw _file.Error(Line + 1, $"The packed data are damaged: {e.Message}", e);
        }
    }
}
