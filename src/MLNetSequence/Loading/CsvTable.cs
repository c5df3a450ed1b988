using System.Text.Unicode;
using CsvHelper;

namespace MLNetSequence.Loading;

/// <summary>A file of separated values with a header: cells as text, and errors with the line.</summary>
internal sealed class CsvTable : IDisposable
{
    /// <summary>A quote that nobody closes would take the rest of the file for one field.</summary>
    private const int MaximumRecordBytes = 1 << 26;

    private readonly DataFile _file;
    private readonly CsvReader _csv;
    private readonly Func<bool> _read; // Kept: else each row would make one.
    private char[] _cell = new char[64];

    /// <param name="file">The file.</param>
    /// <param name="separator">What stands between the fields; null to find out by the first lines.</param>
    /// <exception cref="InvalidDataException">There is no header.</exception>
    public CsvTable(DataFile file, char? separator)
    {
        _file = file;
        _csv = CsvReader.Create(file.Open(), new CsvReaderOptions
        {
            Separator = separator,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
            MaxRecordSize = MaximumRecordBytes,
        });
        _read = _csv.Read;
        try
        {
            Headers = Guard(() => _csv.Headers);
            if (Headers.Count == 0)
            {
                throw file.Error(1, "Expected a header with the fields' names, but the file is empty.");
            }
        }
        catch
        {
            _csv.Dispose();
            throw;
        }
    }

    /// <summary>The fields' names.</summary>
    public IReadOnlyList<string> Headers { get; }

    /// <summary>Goes to the next row.</summary>
    public bool Read() => Guard(_read);

    /// <summary>A cell of the current row; valid until the next one is taken.</summary>
    /// <exception cref="InvalidDataException">It is no text.</exception>
    public ReadOnlySpan<char> Cell(int field)
    {
        ReadOnlySpan<byte> bytes = _csv.GetSpan(field);
        if (!Utf8.IsValid(bytes) || bytes.Contains((byte)0))
        {
            throw Error(bytes.Contains((byte)0) ? NoText.Nul : NoText.Bytes);
        }
        // A character takes at least one byte.
        _cell = _cell.Length < bytes.Length ? new char[2 * bytes.Length] : _cell;
        return _cell.AsSpan(0, _csv.GetChars(field, _cell));
    }

    /// <summary>Something is wrong in the current row.</summary>
    public InvalidDataException Error(string message) => _file.Error(_csv.LineNumber, message);

    public void Dispose() => _csv.Dispose();

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw _file.Error(Math.Max(e.LineNumber, 1), e.Message, e);
        }
        catch (InvalidDataException e)
        {
            throw _file.Error(_csv.LineNumber + 1, $"The packed data are damaged: {e.Message}", e);
        }
    }
}
