namespace Microsoft.ML;

/// <summary>The columns of a data view. Several may share a name: the last one hides the others.</summary>
public sealed class DataViewSchema : IReadOnlyList<DataViewSchema.Column>
{
    private readonly Column[] _columns;

    private DataViewSchema(IEnumerable<Column> columns) => _columns = [.. columns];
    public int Count => _columns.Length;
    public Column this[string name] => GetColumnOrNull(name)
        ?? throw new ArgumentOutOfRangeException(nameof(name), $"Column '{name}' not found");
    public Column this[int columnIndex] => (uint)columnIndex < (uint)Count ? _columns[columnIndex]
        : throw new ArgumentOutOfRangeException(nameof(columnIndex));

    public Column? GetColumnOrNull(string name)
    {
        CheckName(name);
        int at = Array.FindLastIndex(_columns, column => column.Name == name);
        return at < 0 ? null : _columns[at];
    }

    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    public override string ToString() => $"{Count} columns";
    internal static DataViewSchema Of(params IEnumerable<DetachedColumn> columns)
        => new(columns.Select((column, i) => new Column(column, i, columns.Skip(i + 1).Any(later => later.Name == column.Name))));

    private static void CheckName(string? name) { if (string.IsNullOrEmpty(name)) throw new ArgumentNullException(nameof(name)); }

    public struct Column
    {
        internal Column(DetachedColumn column, int index, bool isHidden)
            => (Name, Index, IsHidden, Type, Annotations) = (column.Name, index, isHidden, column.Type, column.Annotations);

        public string Name { get; }
        public int Index { get; }
        public bool IsHidden { get; }
        public DataViewType Type { get; }
        public Annotations Annotations { get; }
        public override string ToString() => $"{Name}: {Type}" + (Annotations is { Schema.Count: > 0 } ? $" {{{Annotations}}}" : "");
    }

    /// <summary>A column that stands in no schema yet, and so has no index.</summary>
    public struct DetachedColumn
    {
        public DetachedColumn(string name, DataViewType type, Annotations? annotations = null)
        {
            CheckName(name);
            ArgumentNullException.ThrowIfNull(type);
            (Name, Type, Annotations) = (name, type, annotations ?? Annotations.Empty);
        }

        public DetachedColumn(Column column) : this(column.Name, column.Type, column.Annotations) { }
        public string Name { get; }
        public DataViewType Type { get; }
        public Annotations Annotations { get; }
    }

    public sealed class Builder
    {
        private readonly List<DetachedColumn> _items = [];

        public void AddColumn(string name, DataViewType type, Annotations? annotations = null) => _items.Add(new(name, type, annotations));
        public void AddColumns(IEnumerable<Column> source) => AddColumns(source.Select(column => new DetachedColumn(column)));
        public void AddColumns(IEnumerable<DetachedColumn> source) => _items.AddRange(source);
        public DataViewSchema ToSchema() => Of(_items);
    }

    /// <summary>What is known about a column beside its type: a small schema with one value a column.</summary>
    public sealed class Annotations
    {
        private readonly Delegate[] _getters;

        private Annotations(DataViewSchema schema, Delegate[] getters) => (Schema, _getters) = (schema, getters);
        public static Annotations Empty { get; } = new Builder().ToAnnotations();
        public DataViewSchema Schema { get; }

        public ValueGetter<TValue> GetGetter<TValue>(Column column)
        {
            if (column.Index >= _getters.Length) throw new ArgumentException(null, nameof(column));
            return _getters[column.Index] as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Invalid call to '{nameof(GetGetter)}'");
        }

        public void GetValue<TValue>(string kind, ref TValue value)
        {
            var column = Schema.GetColumnOrNull(kind) ?? throw new InvalidOperationException($"Invalid call to '{nameof(GetValue)}'");
            GetGetter<TValue>(column)(ref value);
        }

        public override string ToString() => string.Join(", ", Schema.Select(column => column.Name));

        public sealed class Builder
        {
            private readonly List<(DetachedColumn Column, Delegate Getter)> _items = [];

            public void Add(Annotations? annotations, Func<string, bool> selector)
            {
                foreach (var column in (annotations ?? Empty).Schema.Where(column => selector(column.Name)))
                    _items.Add((new(column), annotations!._getters[column.Index]));
            }

            public void Add<TValue>(string name, DataViewType type, ValueGetter<TValue> getter, Annotations? annotations = null)
                => Add(name, type, (Delegate)getter, annotations);

            public void Add(string name, DataViewType type, Delegate getter, Annotations? annotations = null)
            {
                var column = new DetachedColumn(name, type, annotations);
                ArgumentNullException.ThrowIfNull(getter);
                if (getter.GetType() != typeof(ValueGetter<>).MakeGenericType(type.RawType))
                    throw new ArgumentException($"The getter must produce values of type '{type.RawType}'.", nameof(type));
                _items.Add((column, getter));
            }

            public void AddPrimitiveValue<TValue>(string name, PrimitiveDataViewType type, TValue value, Annotations? annotations = null)
                => Add(name, type, (ref TValue destination) => destination = value, annotations);
            public Annotations ToAnnotations() => new(Of(_items.Select(item => item.Column)), [.. _items.Select(item => item.Getter)]);
        }
    }
}
