namespace MLNetSequence.Engine.Networks;

/// <summary>
/// The rows of a batch that was dealt to several groups, in the one order that does not depend on the groups: step after step and,
/// within a step, sequence after sequence; or, where a sequence has one row, sequence after sequence. Whatever is summed over rows
/// is summed in this order, so that threads never change a bit.
/// </summary>
internal sealed class RowOrder
{
    private int[] _groups = [];
    private int[] _rows = [];

    public int Count { get; private set; }

    /// <summary>Which group's row comes at a place.</summary>
    public int Group(int place) => _groups[place];

    /// <summary>The row within its group.</summary>
    public int Row(int place) => _rows[place];

    /// <summary>Rows from a place on, within their group.</summary>
    public ReadOnlySpan<int> Rows(int place, int count) => _rows.AsSpan(place, count);

    /// <summary>How many of the next rows are of one group.</summary>
    public int SameGroup(int place, int most)
    {
        int group = _groups[place];
        int count = 1;
        while (count < most && _groups[place + count] == group)
        {
            count++;
        }
        return count;
    }

    /// <summary>One row a step of each sequence.</summary>
    public void OfSteps(ReadOnlySpan<PackedLayout> groups)
    {
        int rows = 0;
        int steps = 0;
        foreach (PackedLayout layout in groups)
        {
            rows += layout.Rows;
            steps = Math.Max(steps, layout.Steps);
        }
        Reset(rows);
        for (int t = 0; t < steps; t++)
        {
            for (int g = 0; g < groups.Length; g++)
            {
                Add(g, t < groups[g].Steps ? groups[g].Offset(t) : 0, groups[g].Live(t));
            }
        }
    }

    /// <summary>One row a sequence.</summary>
    public void OfSequences(ReadOnlySpan<PackedLayout> groups)
    {
        int rows = 0;
        foreach (PackedLayout layout in groups)
        {
            rows += layout.Count;
        }
        Reset(rows);
        for (int g = 0; g < groups.Length; g++)
        {
            Add(g, 0, groups[g].Count);
        }
    }

    private void Reset(int rows)
    {
        PackedLayout.Grow(ref _groups, rows);
        PackedLayout.Grow(ref _rows, rows);
        Count = 0;
    }

    private void Add(int group, int first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            _groups[Count] = group;
            _rows[Count++] = first + i;
        }
    }
}
