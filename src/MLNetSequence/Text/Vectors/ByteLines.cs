namespace MLNetSequence.Text.Vectors;

/// <summary>
/// The lines of a stream as bytes, without their breaks and the blanks at their ends; blank ones, and a byte order mark, are passed
/// over. Memory: the longest line.
/// </summary>
/// <param name="stream">What is read.</param>
/// <param name="path">Its name in errors.</param>
/// <param name="cancellationToken">Looked at whenever the stream is read.</param>
internal sealed class ByteLines(Stream stream, string path, CancellationToken cancellationToken)
{
    /// <summary>Bytes that no line of vectors has: a file without line breaks is not read into memory.</summary>
    public const int Longest = 1 << 24;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _lineLength;
    private int _next;
    private int _end;

    /// <summary>Number of the current line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The current line; the next one overwrites it.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_start, _lineLength);

    /// <summary>Moves to the next line that is not blank, or says that there is none.</summary>
    /// <exception cref="InvalidDataException">A line is too long, or the stream is damaged.</exception>
    public bool Next()
    {
        while (Read())
        {
            if (Number == 1 && Line.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]))
            {
                (_start, _lineLength) = (_start + 3, _lineLength - 3);
            }
            _lineLength = Line.TrimEnd(" \t\r"u8).Length;
            if (_lineLength > 0)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>An error in the current line.</summary>
    public InvalidDataException Error(string what) => new($"Line {Number} of '{path}': {what}");

    /// <summary>An error of the whole file.</summary>
    public InvalidDataException FileError(string what) => new($"'{path}' {what}");

    private bool Read()
    {
        _start = _next;
        int scanned = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (length >= 0)
            {
                _lineLength = scanned + length;
                _next = _start + _lineLength + 1;
                Number++;
                return true;
            }
            scanned = _end - _start;
            if (!Refill())
            {
                (_lineLength, _next) = (scanned, _end);
                Number += scanned > 0 ? 1 : 0;
                return scanned > 0;
            }
        }
    }

    /// <summary>Reads on behind the beginning of a line, which moves to the buffer's front; false at the stream's end.</summary>
    private bool Refill()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_end == _buffer.Length)
        {
            int kept = _end - _start;
            if (kept > Longest)
            {
                throw new InvalidDataException(
                    $"Line {Number + 1} of '{path}' has more than {Longest} bytes: the file is no text of vectors.");
            }
            byte[] to = kept > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
            _buffer.AsSpan(_start, kept).CopyTo(to);
            (_buffer, _start, _end) = (to, 0, kept);
        }
        try
        {
            int read = stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            return read > 0;
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException(
                $"'{path}' cannot be unpacked: it is truncated or damaged, after line {Number} or in it.", e);
        }
    }
}
