using MLNetSequence.Mapping;

namespace MLNetSequence.Windowing;

/// <summary>Tells which series each row is of, and counts the rows of each. Series, and the rows of each, are counted from 0.</summary>
/// <param name="groups">Tells series apart; null where all rows are of one.</param>
internal sealed class SeriesCounter(GroupReader? groups)
{
    private readonly List<long> _counts = [];

    /// <summary>Series seen so far.</summary>
    public int Series => _counts.Count;

    /// <summary>Rows seen of a series.</summary>
    public long Count(int series) => _counts[series];

    /// <summary>The series of the current row, and the row's place in it. To be asked once for each row.</summary>
    /// <exception cref="InvalidOperationException">The row is of no series.</exception>
    public (int Series, long Row) Next()
    {
        int series = groups?.FindOrAdd() ?? 0;
        if (series == _counts.Count)
        {
            _counts.Add(0);
        }
        return (series, _counts[series]++);
    }
}
