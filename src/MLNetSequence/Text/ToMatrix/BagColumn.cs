using MLNetSequence.Mapping;

namespace MLNetSequence.Text.ToMatrix;

/// <summary>The column that bags are made of: sequences of keys.</summary>
internal static class BagColumn
{
    public static readonly ColumnRule Rule = KeySequences.Rule("token");

    /// <summary>The column of this name, and K, how many keys it may have.</summary>
    /// <param name="schema">Where to look.</param>
    /// <param name="name">Name of the column.</param>
    /// <param name="fitted">The K that documents were counted for; null to take any.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// It is missing, of a type that does not fit, or has another K or too large a one.
    /// </exception>
    public static (DataViewSchema.Column Column, int Keys) Find(DataViewSchema schema, string name, int? fitted = null)
    {
        DataViewSchema.Column column = Rule.Find(schema, name);
        ulong count = KeySequences.Count(column);
        if (fitted is { } keys && count != (ulong)keys)
        {
            throw ColumnChecks.WrongType(
                Rule.Role, name, $"a vector of keys of a vocabulary of {keys}, as in fitting", $"of one of {count}");
        }
        return count <= (ulong)Array.MaxLength
            ? (column, (int)count)
            : throw ColumnChecks.WrongType(
                Rule.Role, name, $"a vector of keys of a vocabulary of at most {Array.MaxLength}", $"of one of {count}");
    }
}
