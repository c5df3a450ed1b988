namespace MLNetSequence.Mapping;

/// <summary>Reads a vector column, sparse or dense, as a span of all its items. The next read overwrites it.</summary>
internal sealed class DenseReader<T>(ValueGetter<VBuffer<T>> get)
{
    private VBuffer<T> _vector;
    private T[] _dense = [];

    /// <summary>All items of the current row's vector.</summary>
    public ReadOnlySpan<T> Read()
    {
        get(ref _vector);
        if (_vector.IsDense)
        {
            return _vector.GetValues();
        }
        if (_dense.Length < _vector.Length)
        {
            _dense = new T[_vector.Length];
        }
        Span<T> all = _dense.AsSpan(0, _vector.Length);
        _vector.CopyTo(all);
        return all;
    }
}
