namespace MLNetSequence.Mapping;

/// <summary>Finds a column and says what is wrong with it: role, name, expected type, actual type.</summary>
internal static class ColumnChecks
{
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string role, string name) =>
        schema.GetColumnOrNull(name) ?? throw NotFound(role, name, schema.Where(c => !c.IsHidden).Select(c => c.Name));

    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public static SchemaShape.Column Find(SchemaShape schema, string role, string name)
    {
        ArgumentNullException.ThrowIfNull(schema);
        foreach (SchemaShape.Column column in schema)
        {
            if (column.Name == name)
            {
                return column;
            }
        }
        throw NotFound(role, name, schema.Select(c => c.Name));
    }

    /// <summary>A column of the wrong type.</summary>
    public static ArgumentOutOfRangeException WrongType(string role, string name, string expected, string actual, string hint = "") =>
        new("columnName", name, $"The {role} column '{name}' must be {expected}, but is {actual}.{hint}");

    /// <summary>The type that a shape promises, in words.</summary>
    public static string Describe(SchemaShape.Column column)
    {
        string item = column.IsKey ? $"Key<{column.ItemType.RawType.Name}>" : column.ItemType.ToString()!;
        return column.Kind switch
        {
            SchemaShape.Column.VectorKind.Scalar => item,
            SchemaShape.Column.VectorKind.Vector => $"Vector<{item}>",
            _ => $"VarVector<{item}>",
        };
    }

    /// <summary>The shape with one more column, which takes the place of an earlier one of its name.</summary>
    public static SchemaShape With(SchemaShape shape, params SchemaShape.Column[] columns)
    {
        Dictionary<string, SchemaShape.Column> all = shape.ToDictionary(c => c.Name);
        foreach (SchemaShape.Column column in columns)
        {
            all[column.Name] = column;
        }
        return new SchemaShape(all.Values);
    }

    private static ArgumentOutOfRangeException NotFound(string role, string name, IEnumerable<string> there) =>
        new("columnName", name, $"There is no {role} column '{name}'. The columns are: {string.Join(", ", there)}.");
}
