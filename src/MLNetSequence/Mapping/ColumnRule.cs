namespace MLNetSequence.Mapping;

/// <summary>
/// What an input column must be. One rule serves the column that is there (Fit, Transform) and the one that is promised (while a
/// pipeline is checked), and words the error: role, name, expected type, actual type.
/// </summary>
/// <param name="Role">What the column is for, as in "the text column".</param>
/// <param name="Expected">The types that fit, in words.</param>
/// <param name="Fits">Whether a type fits.</param>
/// <param name="Hint">A sentence on how to come by such a column; empty, or with a blank in front.</param>
internal sealed record ColumnRule(string Role, string Expected, Func<ColumnKind, bool> Fits, string Hint = "")
{
    /// <summary>The column of this name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing, or of a type that does not fit.</exception>
    public DataViewSchema.Column Find(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = ColumnChecks.Find(schema, Role, name);
        return Fits(ColumnKind.Of(column)) ? column : throw ColumnChecks.WrongType(Role, name, Expected, column.Type.ToString()!, Hint);
    }

    /// <inheritdoc cref="Find(DataViewSchema, string)"/>
    public SchemaShape.Column Find(SchemaShape schema, string name)
    {
        SchemaShape.Column column = ColumnChecks.Find(schema, Role, name);
        return Fits(ColumnKind.Of(column))
            ? column
            : throw ColumnChecks.WrongType(Role, name, Expected, ColumnChecks.Describe(column), Hint);
    }
}
