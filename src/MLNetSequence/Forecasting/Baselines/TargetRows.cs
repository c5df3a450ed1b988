namespace MLNetSequence.Forecasting.Baselines;

/// <summary>One target in the rows of a series.</summary>
/// <param name="values">The rows, [n, width].</param>
/// <param name="width">Numbers of a row.</param>
/// <param name="target">The target's place in a row.</param>
internal readonly ref struct TargetRows(ReadOnlySpan<float> values, int width, int target)
{
    private readonly ReadOnlySpan<float> _values = values;

    public int Count { get; } = values.Length / width;

    /// <summary>The value of a row; NaN where it is missing.</summary>
    public float this[int row] => _values[row * width + target];

    /// <summary>The last row with a value; -1 where there is none.</summary>
    public int LastObserved()
    {
        int row = Count - 1;
        while (row >= 0 && float.IsNaN(this[row]))
        {
            row--;
        }
        return row;
    }
}
