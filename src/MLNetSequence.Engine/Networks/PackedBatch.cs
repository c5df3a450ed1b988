namespace MLNetSequence.Engine.Networks;

/// <summary>
/// A batch without padding, time-major: first step 0 of all B sequences, then step 1 of those that have one, and so on. The
/// sequences are sorted by falling length, so the B_t that are live at step t are always the first ones.
/// </summary>
/// <remarks>
/// Letters used throughout the engine: B sequences in the batch, T steps of the longest, B_t sequences live at step t,
/// N = Σ B_t packed rows, F features in, H hidden units, G gates, C classes, V vocabulary.
/// </remarks>
internal sealed class PackedBatch
{
    private int[] _live = [];
    private int[] _offsets = [];
    private int[] _tokens = [];
    private int[] _lengths = [];
    private int[] _sources = [];

    /// <summary>B.</summary>
    public int Count { get; private set; }

    /// <summary>T; 0 where every sequence is empty.</summary>
    public int Steps { get; private set; }

    /// <summary>N.</summary>
    public int Rows { get; private set; }

    /// <summary>The token of each packed row, [N].</summary>
    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, Rows);

    /// <summary>Steps of each sequence, falling, [B].</summary>
    public ReadOnlySpan<int> Lengths => _lengths.AsSpan(0, Count);

    /// <summary>Where each sequence stood in the data, [B].</summary>
    public ReadOnlySpan<int> Sources => _sources.AsSpan(0, Count);

    /// <summary>B_t; 0 before the first step and after the last.</summary>
    public int Live(int step) => (uint)step < (uint)Steps ? _live[step] : 0;

    /// <summary>The packed row of sequence 0 at a step.</summary>
    public int Offset(int step) => _offsets[step];

    /// <summary>Takes every <paramref name="stride"/>-th of <paramref name="order"/>, which is sorted by falling length.</summary>
    public void Fill(TokenSequences data, ReadOnlySpan<int> order, int first = 0, int stride = 1)
    {
        Count = first < order.Length ? (order.Length - first + stride - 1) / stride : 0;
        Grow(ref _lengths, Count);
        Grow(ref _sources, Count);
        for (int b = 0; b < Count; b++)
        {
            _sources[b] = order[first + b * stride];
            _lengths[b] = data.Length(_sources[b]);
            if (b > 0 && _lengths[b] > _lengths[b - 1])
            {
                throw new ArgumentException("The sequences of a batch must be sorted by falling length.", nameof(order));
            }
        }
        CountSteps();
        for (int b = 0; b < Count; b++)
        {
            ReadOnlySpan<int> sequence = data[_sources[b]];
            for (int t = 0; t < sequence.Length; t++)
            {
                _tokens[_offsets[t] + b] = sequence[t];
            }
        }
    }

    private void CountSteps()
    {
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
        Grow(ref _tokens, Rows);
    }

    private static void Grow(ref int[] array, int length)
    {
        if (array.Length < length)
        {
            array = new int[Math.Max(length, array.Length * 2)];
        }
    }
}
