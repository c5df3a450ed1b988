namespace MLNetSequence.Windowing;

/// <summary>
/// Which rows of a series a history transform shows, and when: a row is shown as soon as the rows are there that it looks ahead to.
/// Rows of a series are counted from 0.
/// </summary>
/// <param name="First">The first row that is shown.</param>
/// <param name="Stride">Rows from one that is shown to the next.</param>
/// <param name="End">The row before which it ends; null for the end of the series.</param>
/// <param name="Lookahead">Rows behind the one that is shown that must be there.</param>
/// <param name="ToTheEnd">Whether, when the data ends, rows are shown that still wait for others.</param>
internal sealed record ShownRows(long First, int Stride = 1, long? End = null, int Lookahead = 0, bool ToTheEnd = true)
{
    /// <summary>Whether every row of the input is shown.</summary>
    public bool AreAll => First == 0 && Stride == 1 && End is null && (Lookahead == 0 || ToTheEnd);

    /// <summary>Whether every row is shown as soon as it comes, whatever series it is of.</summary>
    public bool AreInPlace => AreAll && Lookahead == 0;

    /// <summary>Most rows of a series that wait, the one shown included.</summary>
    public int Waiting => (Lookahead / Stride) + 1;

    public bool Contains(long row) => row >= First && (row - First) % Stride == 0 && (End is null || row < End);

    /// <summary>The place of a row that is shown among those of its series that are, from 0.</summary>
    public long Number(long row) => (row - First) / Stride;
}
