using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Training;

/// <summary>Sorts the sequences of a batch by falling length, equal ones in their order; once warm it allocates nothing.</summary>
internal sealed class BatchOrder
{
    private long[] _keys = [];
    private int[] _rows = [];
    private int[] _slots = [];

    /// <summary>The place of each sorted sequence in the batch as it was given.</summary>
    public ReadOnlySpan<int> Slots => _slots;

    /// <summary>Sorts rows of the data; what is returned lives until the next call.</summary>
    public ReadOnlyMemory<int> Sort(Sequences data, ReadOnlySpan<int> rows)
    {
        if (_keys.Length < rows.Length)
        {
            _keys = new long[rows.Length];
            _rows = new int[rows.Length];
            _slots = new int[rows.Length];
        }
        for (int i = 0; i < rows.Length; i++)
        {
            _keys[i] = ((long)-data.Length(rows[i]) << 32) + i;
            _slots[i] = i;
        }
        Array.Sort(_keys, _slots, 0, rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            _rows[i] = rows[_slots[i]];
        }
        return _rows.AsMemory(0, rows.Length);
    }
}
