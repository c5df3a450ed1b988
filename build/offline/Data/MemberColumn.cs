namespace Microsoft.ML.Data;

/// <summary>A member of a class bound to a column: how its value is read out of an object, and written into one.</summary>
internal sealed class MemberColumn
{
    private readonly MemberInfo _member;
    private readonly Type _type;

    private MemberColumn(Type row, SchemaDefinition.Column column)
    {
        var member = row.GetField(column.MemberName) as MemberInfo ?? row.GetProperty(column.MemberName);
        CheckParam(member is not null, "userSchemaDefinition", $"'{row}' has no field or property '{column.MemberName}'");
        (_member, _type) = (member, SchemaDefinition.TypeOf(member));
        Detached = new(string.IsNullOrEmpty(column.ColumnName) ? member.Name : column.ColumnName, column.ColumnType, column.Annotations);
        CheckParam(Fits(Detached.Type), "userSchemaDefinition", $"Column '{Detached.Name}' is supposed to be {Detached.Type}, but is {this}");
    }

    public DetachedColumn Detached { get; }

    public static MemberColumn[] All(Type row, SchemaDefinition? definition, SchemaDefinition.Direction direction)
        => [.. (definition ?? SchemaDefinition.Create(row, direction)).Select(column => new MemberColumn(row, column))];
    public static DataViewSchema SchemaOf(MemberColumn[] members) => DataViewSchema.Of(members.Select(member => member.Detached));
    public bool Fits(DataViewType type) => SchemaDefinition.Shape(_type) == (type is VectorDataViewType, type.ItemType().RawType);
    public override string ToString() => $"field or property '{_member.Name}' of type '{_type}'";

    /// <summary>A ValueGetter of the column's raw type that reads the member of whatever object is current.</summary>
    public Delegate MakeGetter(Func<object> current) => Generic.Call<Delegate>(Detached.Type.ItemType().RawType,
        Detached.Type is VectorDataViewType ? VectorGetter<int> : ScalarGetter<int>, current);

    /// <summary>An action that takes the column's value in a row over into an object.</summary>
    public Action<object> MakeSetter(DataViewRow row, Column column) => Generic.Call<Action<object>>(
        column.Type.ItemType().RawType, column.Type is VectorDataViewType ? VectorSetter<int> : ScalarSetter<int>, row, column);

    private Func<object?, object?> Read => _member is FieldInfo it ? it.GetValue : ((PropertyInfo)_member).GetValue;
    private Action<object?, object?> Write => _member is FieldInfo it ? it.SetValue : ((PropertyInfo)_member).SetValue;

    private ValueGetter<T> ScalarGetter<T>(Func<object> current)
    {
        var key = Detached.Type as KeyDataViewType;
        Check(key is null || typeof(T) != typeof(ushort), "A key member cannot be of type UInt16.");
        // A key member counts from 0, a raw key from 1; what lies outside becomes missing.
        object Key(object value) => Convert.ChangeType(Convert.ToUInt64(value) is var raw && raw < key.Count ? raw + 1 : 0, typeof(T));
        return (ref T value) => value = Read(current()) is var member && key is not null ? (T)Key(member!)
            : _type == typeof(string) ? (T)(object)((string?)member).AsMemory() : (T)member!;
    }

    private ValueGetter<VBuffer<T>> VectorGetter<T>(Func<object> current) => (ref VBuffer<T> value) =>
    {
        object? member = Read(current());
        var items = member is string?[] texts ? (T[])(object)Array.ConvertAll(texts, text => text.AsMemory()) : member as T[] ?? [];
        (member is VBuffer<T> vector ? vector : new(items.Length, items)).CopyTo(ref value);
    };

    private Action<object> ScalarSetter<T>(DataViewRow input, Column column)
    {
        var (getter, value) = (input.GetGetter<T>(column), default(T)!);
        return row =>
        {
            getter(ref value);
            Write(row, _type == typeof(string) ? $"{value}" : value);
        };
    }

    private Action<object> VectorSetter<T>(DataViewRow input, Column column)
    {
        var (getter, value) = (input.GetGetter<VBuffer<T>>(column), default(VBuffer<T>));
        return row =>
        {
            getter(ref value);
            // An object used again keeps its array while the length stays.
            var items = _type.IsArray && Read(row) is T[] old && old.Length == value.Length ? old : new T[value.Length];
            value.CopyTo(items);
            Write(row, items is Text[] texts && _type == typeof(string[]) ? Array.ConvertAll(texts, text => text.ToString())
                : _type.IsArray ? items : new VBuffer<T>(items.Length, items));
        };
    }
}
