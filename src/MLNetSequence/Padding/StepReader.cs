namespace MLNetSequence.Padding;

/// <summary>
/// Reads a sequence column, row by row, and counts steps. Whoever asks again in the same row is told what was read: the column may be
/// costly to compute. Rows are told apart by their position, which ML.NET raises whenever a row's content changes.
/// </summary>
internal sealed class StepReader<T>(DataViewRow row, StepColumn column)
{
    private readonly ValueGetter<VBuffer<T>> _get = row.GetGetter<VBuffer<T>>(column.Column);
    private VBuffer<T> _vector;
    private int _steps;
    private long _position = -1;

    /// <summary>What was read last; the next read overwrites it.</summary>
    public ref readonly VBuffer<T> Vector => ref _vector;

    /// <summary>Reads the current row.</summary>
    /// <returns>Its steps.</returns>
    /// <exception cref="InvalidOperationException">It ends within a step.</exception>
    public int Read()
    {
        long position = row.Position;
        if (position < 0 || position != _position)
        {
            _position = -1;
            _get(ref _vector);
            (_steps, int rest) = Math.DivRem(_vector.Length, column.Features);
            _position = rest == 0 ? position : throw new InvalidOperationException(
                $"Row {position + 1} of column '{column.Column.Name}' has {_vector.Length} items; "
                + $"expected a multiple of {column.Features}, the features of a step.");
        }
        return _steps;
    }
}
