namespace Microsoft.ML.Data;

/// <summary>The values that keys stand for, in the keys' order.</summary>
internal sealed class TermMap
{
    private readonly Array _terms; // of the raw type
    private readonly Dictionary<object, uint> _keys = [];

    private TermMap(Array terms)
    {
        _terms = terms;
        foreach (object term in terms)
            CheckDecode(_keys.TryAdd(Comparable(term), (uint)_keys.Count + 1), "A term stands twice in the dictionary.");
    }

    public Type RawType => _terms.GetType().GetElementType()!;

    /// <summary>An empty dictionary still needs a key type, and a key type at least one value.</summary>
    public KeyDataViewType KeyType => new(typeof(uint), Math.Max(1, _terms.Length));
    public static TermMap Learn(IDataView data, Column column, int maximum, bool sort)
        => Generic.Call<TermMap>(column.Type.ItemType().RawType, Learn<int>, data, column, maximum, sort);
    public static TermMap Load(BinaryReader reader)
        => new(Generic.Call<Array>(SchemaCodec.ReadType(reader).RawType, SchemaCodec.ReadItems<int>, reader));

    public void AddKeyValues(Annotations.Builder builder, bool asText)
    {
        Text AsText(object term) => (term is bool truth ? truth ? "1" : "0" : Convert.ToString(term, CultureInfo.InvariantCulture)).AsMemory();
        if (_terms.Length == 0) return;
        var terms = asText ? _terms.Cast<object>().Select(AsText).ToArray() : _terms;
        var type = PrimitiveDataViewType.FromRaw(terms.GetType().GetElementType()!)!;
        builder.Add(KeyValues, new VectorDataViewType(type, terms.Length), Generic.Call<Delegate>(type.RawType, Cursors.Items<int>, terms));
    }

    public Delegate MakeGetter(DataViewRow row, Column column) => Generic.Call<Delegate>(RawType, MakeGetter<int>, row, column);

    public void Save(BinaryWriter writer)
    {
        SchemaCodec.WriteType(writer, PrimitiveDataViewType.FromRaw(RawType)!);
        Generic.Call<object>(RawType, SchemaCodec.WriteItems<int>, writer, _terms);
    }

    // Texts are equal by their letters, as strings are and slices of memory are not.
    private static object Comparable(object term) => term is Text text ? text.ToString() : term;

    private static TermMap Learn<T>(IDataView data, Column column, int maximum, bool sort)
    {
        var values = column.Type is VectorDataViewType
            ? data.GetColumn<VBuffer<T>>(column).SelectMany(vector => vector.DenseValues()) : data.GetColumn<T>(column);
        // Lazy: a data view is read no further than to the last key that has room.
        var terms = values.Select(value => Comparable(value!)).Where(term => term is not ("" or float.NaN or double.NaN)).Distinct().Take(maximum);
        var order = Comparer<object>.Create((a, b)
            => a is string text ? string.CompareOrdinal(text, (string)b) : Comparer.Default.Compare(a, b));
        terms = sort ? terms.Order(order) : terms;
        return new(terms.Select(term => term is string text ? (T)(object)text.AsMemory() : (T)term).ToArray());
    }

    private Delegate MakeGetter<T>(DataViewRow row, Column column)
        => Cursors.Map<T, uint>(row, column, term => _keys.GetValueOrDefault(Comparable(term!)));
}
