namespace MLNetSequence.Scoring;

/// <summary>Values of one input column, kept while a cursor has read ahead of the row it shows.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>Keeps the cursor's current value in a place of the block.</summary>
    public abstract void Read(int place);

    /// <summary>Makes more places; what is kept stays where it is.</summary>
    public abstract void Grow(int places);

    /// <summary>A <see cref="ValueGetter{TValue}"/> for whatever row is shown.</summary>
    public abstract Delegate Getter(Func<int> shown);

    /// <summary>A buffer for a column of any type.</summary>
    public static ColumnBuffer Create(DataViewRow input, DataViewSchema.Column column, int places)
    {
        Type type = column.Type is VectorDataViewType vector
            ? typeof(VectorBuffer<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(ScalarBuffer<>).MakeGenericType(column.Type.RawType);
        return (ColumnBuffer)Activator.CreateInstance(type, input, column, places)!;
    }

    private sealed class ScalarBuffer<T>(DataViewRow input, DataViewSchema.Column column, int places) : ColumnBuffer
    {
        private readonly ValueGetter<T> _get = input.GetGetter<T>(column);
        private T[] _values = new T[places];

        public override void Read(int place) => _get(ref _values[place]);

        public override void Grow(int places) => Array.Resize(ref _values, places);

        public override Delegate Getter(Func<int> shown)
        {
            ValueGetter<T> getter = (ref T value) => value = _values[shown()];
            return getter;
        }
    }

    // A vector is copied out: the caller owns what it gets, and the block is used again.
    private sealed class VectorBuffer<T>(DataViewRow input, DataViewSchema.Column column, int places) : ColumnBuffer
    {
        private readonly ValueGetter<VBuffer<T>> _get = input.GetGetter<VBuffer<T>>(column);
        private VBuffer<T>[] _values = new VBuffer<T>[places];

        public override void Read(int place) => _get(ref _values[place]);

        public override void Grow(int places) => Array.Resize(ref _values, places);

        public override Delegate Getter(Func<int> shown)
        {
            ValueGetter<VBuffer<T>> getter = (ref VBuffer<T> value) => _values[shown()].CopyTo(ref value);
            return getter;
        }
    }
}
