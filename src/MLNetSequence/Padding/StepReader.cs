namespace MLNetSequence.Padding;

/// <summary>Reads a sequence column, row by row, and counts steps.</summary>
internal sealed class StepReader<T>(DataViewRow row, StepColumn column)
{
    private readonly ValueGetter<VBuffer<T>> _get = row.GetGetter<VBuffer<T>>(column.Column);
    private VBuffer<T> _vector;

    /// <summary>What was read last; the next read overwrites it.</summary>
    public ref readonly VBuffer<T> Vector => ref _vector;

    /// <summary>Reads the current row.</summary>
    /// <returns>Its steps.</returns>
    /// <exception cref="InvalidOperationException">It ends within a step.</exception>
    public int Read()
    {
        _get(ref _vector);
        (int steps, int rest) = Math.DivRem(_vector.Length, column.Features);
        return rest == 0 ? steps : throw new InvalidOperationException(
            $"Row {row.Position + 1} of column '{column.Column.Name}' has {_vector.Length} items; "
            + $"expected a multiple of {column.Features}, the features of a step.");
    }
}
