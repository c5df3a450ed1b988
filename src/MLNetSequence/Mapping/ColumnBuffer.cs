namespace MLNetSequence.Mapping;

/// <summary>Values of one input column, kept while a cursor shows another row than its input does.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>Keeps the input's current value in a place. Where there are too few places there come to be more.</summary>
    public abstract void Read(int place);

    /// <summary>A <see cref="ValueGetter{TValue}"/> for whatever place is shown.</summary>
    public abstract Delegate Getter(Func<int> shown);

    /// <summary>A buffer for a column of any type.</summary>
    public static ColumnBuffer Create(DataViewRow input, DataViewSchema.Column column, int places)
    {
        Type type = column.Type is VectorDataViewType vector
            ? typeof(VectorBuffer<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(ScalarBuffer<>).MakeGenericType(column.Type.RawType);
        return (ColumnBuffer)Activator.CreateInstance(type, input, column, places)!;
    }

    /// <summary>A place of an array, which becomes at least twice as long where it is too short.</summary>
    public static ref T Place<T>(ref T[] values, int place)
    {
        if (place >= values.Length)
        {
            Array.Resize(ref values, Math.Max(place + 1, (int)Math.Min(2L * values.Length, Array.MaxLength)));
        }
        return ref values[place];
    }

    private sealed class ScalarBuffer<T>(DataViewRow input, DataViewSchema.Column column, int places) : ColumnBuffer
    {
        private readonly ValueGetter<T> _get = input.GetGetter<T>(column);
        private T[] _values = new T[places];

        public override void Read(int place) => _get(ref Place(ref _values, place));

        public override Delegate Getter(Func<int> shown)
        {
            ValueGetter<T> getter = (ref T value) => value = _values[shown()];
            return getter;
        }
    }

    // A vector is copied out: the caller owns what it gets, and the place is used again.
    private sealed class VectorBuffer<T>(DataViewRow input, DataViewSchema.Column column, int places) : ColumnBuffer
    {
        private readonly ValueGetter<VBuffer<T>> _get = input.GetGetter<VBuffer<T>>(column);
        private VBuffer<T>[] _values = new VBuffer<T>[places];

        public override void Read(int place) => _get(ref Place(ref _values, place));

        public override Delegate Getter(Func<int> shown)
        {
            ValueGetter<VBuffer<T>> getter = (ref VBuffer<T> value) => _values[shown()].CopyTo(ref value);
            return getter;
        }
    }
}
