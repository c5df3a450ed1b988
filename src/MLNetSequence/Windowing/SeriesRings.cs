namespace MLNetSequence.Windowing;

/// <summary>The last rows of every series, of <paramref name="width"/> values each. What is older is overwritten.</summary>
/// <param name="rows">Rows to remember of a series, at least 1.</param>
/// <param name="width">Values of a row, at least 1.</param>
internal sealed class SeriesRings<T>(int rows, int width)
{
    private const int FirstRows = 8;

    private readonly List<T[]> _rings = []; // [rows, width] each, in the end

    /// <summary>The values of a row that comes next in its series, to be written over those of the row whose place it takes.</summary>
    public Span<T> Next(int series, long row)
    {
        while (series >= _rings.Count)
        {
            _rings.Add([]);
        }
        int start = Start(row);
        if (start == _rings[series].Length)
        {
            // Rows do not move as a ring grows: until it has all its rows, none was overwritten.
            T[] ring = _rings[series];
            Array.Resize(ref ring, (int)Math.Min((long)rows * width, Math.Max((long)FirstRows * width, 2L * ring.Length)));
            _rings[series] = ring;
        }
        return _rings[series].AsSpan(start, width);
    }

    /// <summary>The values of one of the last rows.</summary>
    public ReadOnlySpan<T> Read(int series, long row) => _rings[series].AsSpan(Start(row), width);

    private int Start(long row) => (int)(row % rows) * width;
}
