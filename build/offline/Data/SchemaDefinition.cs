namespace Microsoft.ML.Data;

/// <summary>How the members of a class make columns. Changing a column's type sets at run time what attributes cannot.</summary>
public sealed class SchemaDefinition : List<SchemaDefinition.Column>
{
    private SchemaDefinition() { }

    [Flags]
    public enum Direction { Read = 1, Write = 2, Both = Read | Write }
    public Column this[string columnName] => Find(column => column.ColumnName == columnName)!;

    public static SchemaDefinition Create(Type userType, Direction direction = Direction.Both)
    {
        bool Fits(PropertyInfo property) => property.GetIndexParameters().Length == 0
            && ((direction.HasFlag(Direction.Read) && property.GetGetMethod() is not null)
                || (direction.HasFlag(Direction.Write) && property.GetSetMethod() is not null));

        const BindingFlags Visible = BindingFlags.Public | BindingFlags.Instance;
        var definition = new SchemaDefinition();
        foreach (var member in userType.GetFields(Visible).Cast<MemberInfo>().Concat(userType.GetProperties(Visible).Where(Fits)))
        {
            if (member.GetCustomAttribute<NoColumnAttribute>() is not null) continue;
            string name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;
            CheckParam(definition[name] is null, nameof(userType), $"Duplicate column name '{name}' detected, this is disallowed");
            definition.Add(new Column(member.Name, name, ColumnType(member)));
        }
        return definition;
    }

    /// <summary>The members that a schema asks for, with the schema's own, more exact types.</summary>
    internal static SchemaDefinition For(Type userType, DataViewSchema schema)
    {
        var definition = Create(userType, Direction.Read);
        foreach (var wanted in schema)
        {
            var column = definition[wanted.Name];
            Check(column is not null, $"Type should contain a member named {wanted.Name}");
            (column.ColumnType, column.Annotations) = (wanted.Type, wanted.Annotations);
        }
        return definition;
    }

    internal static (bool IsVector, Type ItemType) Shape(Type type)
    {
        bool isVector = type.IsArray || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>));
        var item = !isVector ? type : type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0];
        return (isVector, item == typeof(string) ? typeof(Text) : item);
    }

    internal static Type TypeOf(MemberInfo member) => (member as FieldInfo)?.FieldType ?? ((PropertyInfo)member).PropertyType;

    private static DataViewType ColumnType(MemberInfo member)
    {
        var (isVector, raw) = Shape(TypeOf(member));
        var item = PrimitiveDataViewType.FromRaw(raw);
        CheckParam(item is not null, "rawType", $"Could not determine an IDataView type for member {member.Name}");
        var (key, vector) = (member.GetCustomAttribute<KeyTypeAttribute>(), member.GetCustomAttribute<VectorTypeAttribute>());
        CheckParam(key is null || KeyDataViewType.IsValidDataType(raw), "userType", $"Member {member.Name} cannot be a key");
        CheckParam(vector is null || isVector, "userType", $"Member {member.Name} is not a vector");
        item = key is null ? item : new KeyDataViewType(raw, key.Count);
        return isVector ? new VectorDataViewType(item, vector?.Dimensions ?? [0]) : item;
    }

    public sealed class Column
    {
        internal Column(string memberName, string columnName, DataViewType columnType)
            => (MemberName, ColumnName, ColumnType) = (memberName, columnName, columnType);

        public string MemberName { get; }
        public string ColumnName { get; set; }
        public DataViewType ColumnType { get; set; }
        public DataViewSchema.Annotations Annotations { get; internal set; } = DataViewSchema.Annotations.Empty;
    }
}

/// <summary>Makes an unsigned member a key of <c>count</c> values: a member's value v is the raw key v + 1.</summary>
public sealed class KeyTypeAttribute(ulong count) : Attribute { internal ulong Count => count; }

public sealed class ColumnNameAttribute(string name) : Attribute { internal string Name => name; }

public sealed class NoColumnAttribute : Attribute;

public sealed class VectorTypeAttribute : Attribute
{
    public VectorTypeAttribute(params int[] dimensions)
    {
        CheckParam(dimensions.All(d => d >= 0), nameof(dimensions), "Should contain only non-negative values");
        Dimensions = dimensions.Length == 0 ? [0] : dimensions;
    }

    internal int[] Dimensions { get; }
}

/// <summary>Which fields of a text file a member takes; the end is included.</summary>
public sealed class LoadColumnAttribute : Attribute
{
    public LoadColumnAttribute(int fieldIndex) => Sources = [new(fieldIndex)];
    public LoadColumnAttribute(int start, int end) => Sources = [new(start, end)];
    internal TextLoader.Range[] Sources { get; }
}
