using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Text.ToText;

/// <summary>The column that text is made of: keys that know their words.</summary>
internal static class TokenColumn
{
    private static readonly ColumnRule Rule = KeySequences.Rule("token", "a vector of keys with text KeyValues and one dimension");

    /// <summary>The column of this name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing, of a type that does not fit, or has no words.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = Rule.Find(schema, name);
        return KeyTexts.Has(column) ? column : throw NoWords(name, column.Type.ToString()!);
    }

    /// <inheritdoc cref="Find(DataViewSchema, string)"/>
    public static void Check(SchemaShape schema, string name)
    {
        SchemaShape.Column column = Rule.Find(schema, name);
        if (!KeyTexts.Has(column))
        {
            throw NoWords(name, ColumnChecks.Describe(column));
        }
    }

    private static ArgumentOutOfRangeException NoWords(string name, string type) =>
        ColumnChecks.WrongType(Rule.Role, name, Rule.Expected, $"{type} without text KeyValues", Rule.Hint);
}
