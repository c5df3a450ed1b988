namespace MLNetSequence.Loading;

/// <summary>Values of one input column, of the first row of each sequence.</summary>
internal abstract class FirstValues
{
    /// <summary>Keeps the current row's value in a place, which is at most one more than any before.</summary>
    public abstract void Keep(int place);

    /// <summary>A <see cref="ValueGetter{TValue}"/> for whatever place is shown.</summary>
    public abstract Delegate Getter(Func<int> shown);

    /// <summary>Values of a column of any type.</summary>
    public static FirstValues Of(DataViewRow input, DataViewSchema.Column column)
    {
        Type type = column.Type is VectorDataViewType vector
            ? typeof(Vectors<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(Scalars<>).MakeGenericType(column.Type.RawType);
        return (FirstValues)Activator.CreateInstance(type, input, column)!;
    }

    private static void Grow<T>(ref T[] values, int place)
    {
        if (place == values.Length)
        {
            Array.Resize(ref values, Math.Max(2 * place, 1));
        }
    }

    private sealed class Scalars<T>(DataViewRow input, DataViewSchema.Column column) : FirstValues
    {
        private readonly ValueGetter<T> _get = input.GetGetter<T>(column);
        private T[] _values = [];

        public override void Keep(int place)
        {
            Grow(ref _values, place);
            _get(ref _values[place]);
        }

        public override Delegate Getter(Func<int> shown)
        {
            ValueGetter<T> getter = (ref T value) => value = _values[shown()];
            return getter;
        }
    }

    // A vector is copied out: the caller owns what it gets.
    private sealed class Vectors<T>(DataViewRow input, DataViewSchema.Column column) : FirstValues
    {
        private readonly ValueGetter<VBuffer<T>> _get = input.GetGetter<VBuffer<T>>(column);
        private VBuffer<T>[] _values = [];

        public override void Keep(int place)
        {
            Grow(ref _values, place);
            _get(ref _values[place]);
        }

        public override Delegate Getter(Func<int> shown)
        {
            ValueGetter<VBuffer<T>> getter = (ref VBuffer<T> value) => _values[shown()].CopyTo(ref value);
            return getter;
        }
    }
}
