using System.Buffers.Text;
using System.Text;

namespace MLNetSequence.Text.Vectors;

/// <summary>Reads vectors line by line: the word of each, and its numbers where they are asked for.</summary>
internal sealed class VectorReader
{
    private readonly ByteLines _lines;
    private readonly long? _promised;
    private bool _pending;
    private int _wordLength;
    private int _numbersAt;

    /// <exception cref="InvalidDataException">The first line fits neither format.</exception>
    public VectorReader(ByteLines lines)
    {
        _lines = lines;
        if (!lines.Next())
        {
            throw lines.FileError("is empty.");
        }
        if (IsHeader(lines.Line, out long promised, out int size))
        {
            (_promised, Size) = (promised, size);
            return;
        }
        Size = Fields(lines.Line) - 1;
        _pending = true;
        if (Size < 1)
        {
            throw Error("a word and its numbers, or the number of vectors and their size, were expected; there is one field.");
        }
    }

    /// <summary>D, the numbers of a vector.</summary>
    public int Size { get; }

    /// <summary>Vectors come by so far.</summary>
    public long Seen { get; private set; }

    /// <summary>The current vector's word, as UTF-8.</summary>
    public ReadOnlySpan<byte> Word => _lines.Line[.._wordLength];

    /// <summary>Moves to the next vector, or says that there is none.</summary>
    /// <exception cref="InvalidDataException">A line has too few fields, or the file has not as many as it promises.</exception>
    public bool Next()
    {
        if (!_pending && !_lines.Next())
        {
            return Seen >= (_promised ?? 0)
                ? false
                : throw _lines.FileError($"is truncated: its first line promises {_promised} vectors, and there are {Seen}.");
        }
        _pending = false;
        Seen++;
        if (Seen > _promised)
        {
            throw Error($"the first line promises {_promised} vectors, and here is one more.");
        }
        Split();
        if (Seen == 1)
        {
            // That the file is one of vectors at all is not left to the first word that is looked for.
            Numbers(new float[Size]);
        }
        return true;
    }

    /// <summary>The current vector's numbers, [D].</summary>
    /// <exception cref="InvalidDataException">One is no number, or not finite.</exception>
    public void Numbers(Span<float> to)
    {
        ReadOnlySpan<byte> left = _lines.Line[_numbersAt..];
        for (int i = 0; i < to.Length; i++)
        {
            left = left.TrimStart(" \t"u8);
            if (!Utf8Parser.TryParse(left, out float number, out int length) || (length < left.Length && !IsBlank(left[length])))
            {
                int end = left.IndexOfAny((byte)' ', (byte)'\t');
                throw Error($"number {i + 1} of '{Shown(Word)}' is '{Shown(end < 0 ? left : left[..end])}', which is no number.");
            }
            if (!float.IsFinite(number))
            {
                throw Error($"number {i + 1} of '{Shown(Word)}' is '{Shown(left[..length])}'; all numbers must be finite.");
            }
            to[i] = number;
            left = left[length..];
        }
    }

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t';

    private static bool IsHeader(ReadOnlySpan<byte> line, out long count, out int size)
    {
        size = 0;
        if (!Utf8Parser.TryParse(line, out count, out int length) || count < 0 || length == line.Length || !IsBlank(line[length]))
        {
            return false;
        }
        line = line[length..].TrimStart(" \t"u8);
        return Utf8Parser.TryParse(line, out size, out length) && size > 0 && length == line.Length;
    }

    private static int Fields(ReadOnlySpan<byte> line)
    {
        int fields = 1;
        for (int i = 1; i < line.Length; i++)
        {
            fields += IsBlank(line[i - 1]) && !IsBlank(line[i]) ? 1 : 0;
        }
        return fields;
    }

    /// <summary>The last D fields are numbers, all before them is the word; it may hold blanks, and be empty.</summary>
    private void Split()
    {
        ReadOnlySpan<byte> line = _lines.Line;
        if (line.Count((byte)' ') == Size && !line.Contains((byte)'\t'))
        {
            // As nearly every line of nearly every file.
            _wordLength = line.IndexOf((byte)' ');
            _numbersAt = _wordLength + 1;
            return;
        }
        int end = line.Length;
        for (int i = 0; i < Size; i++)
        {
            int blank = line[..end].LastIndexOfAny((byte)' ', (byte)'\t');
            if (blank < 0)
            {
                throw Error(
                    $"{Size + 1L} fields were expected, a word and {Size} numbers, but {Fields(line)} found; the first is "
                    + $"'{Shown(line[..end])}'.");
            }
            _numbersAt = blank + 1;
            end = blank;
            while (end > 0 && IsBlank(line[end - 1]))
            {
                end--;
            }
        }
        _wordLength = end;
    }

    private InvalidDataException Error(string what) => _lines.Error(
        what + (_lines.Line.Contains((byte)0) ? " The file looks binary; word2vec's binary format is not read, its text format is." : ""));

    private static string Shown(ReadOnlySpan<byte> field) =>
        Encoding.UTF8.GetString(field[..Math.Min(field.Length, 40)]) + (field.Length > 40 ? "…" : "");
}
