namespace MLNetSequence.Engine.Networks;

/// <summary>
/// Where the steps of B sequences lie without padding, time-major: first step 0 of all sequences, then step 1 of those that have
/// one, and so on. The sequences are sorted by falling length, so the B_t that are live at step t are always the first ones.
/// </summary>
/// <remarks>
/// Letters used throughout the engine: B sequences in the batch, T steps of the longest, B_t sequences live at step t,
/// N = Σ B_t packed rows, F features in, H hidden units, G gates, C classes, V vocabulary.
/// </remarks>
internal sealed class PackedLayout
{
    private int[] _live = [];
    private int[] _offsets = [];
    private int[] _lengths = [];

    /// <summary>B.</summary>
    public int Count { get; private set; }

    /// <summary>T; 0 where every sequence is empty.</summary>
    public int Steps { get; private set; }

    /// <summary>N.</summary>
    public int Rows { get; private set; }

    /// <summary>Steps of each sequence, falling, [B].</summary>
    public ReadOnlySpan<int> Lengths => _lengths.AsSpan(0, Count);

    /// <summary>B_t; 0 before the first step and after the last.</summary>
    public int Live(int step) => (uint)step < (uint)Steps ? _live[step] : 0;

    /// <summary>The packed row of sequence 0 at a step; N past the last.</summary>
    public int Offset(int step) => step < Steps ? _offsets[step] : Rows;

    /// <summary>The packed row of a sequence's step.</summary>
    public int Row(int step, int sequence) => _offsets[step] + sequence;

    /// <summary>The packed row of a sequence's last step; the sequence is not empty.</summary>
    public int LastRow(int sequence) => Row(_lengths[sequence] - 1, sequence);

    /// <summary>Room for the lengths of so many sequences, to be filled in falling order before <see cref="Arrange"/>.</summary>
    public Span<int> Reset(int count)
    {
        Count = count;
        return Grow(ref _lengths, count).AsSpan(0, count);
    }

    /// <summary>Lays out the lengths given.</summary>
    public void Arrange()
    {
        for (int b = 1; b < Count; b++)
        {
            if (_lengths[b] > _lengths[b - 1])
            {
                throw new ArgumentException("The sequences of a batch must be sorted by falling length.");
            }
        }
        Steps = Count == 0 ? 0 : _lengths[0];
        Grow(ref _live, Steps);
        Grow(ref _offsets, Steps);
        int live = Count;
        Rows = 0;
        for (int t = 0; t < Steps; t++)
        {
            while (_lengths[live - 1] <= t)
            {
                live--;
            }
            _live[t] = live;
            _offsets[t] = Rows;
            Rows = checked(Rows + live);
        }
    }

    /// <summary>An array of at least so many numbers; what it held is lost when it has to grow.</summary>
    public static int[] Grow(ref int[] array, int length)
    {
        if (array.Length < length)
        {
            array = new int[Math.Max(length, array.Length * 2)];
        }
        return array;
    }
}
