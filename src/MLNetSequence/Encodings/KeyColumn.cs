using MLNetSequence.Mapping;

namespace MLNetSequence.Encodings;

/// <summary>A sequence of keys of a known number K, to be made one-hot.</summary>
/// <param name="Column">The column.</param>
/// <param name="Steps">Steps of every sequence, T; 0 where that varies.</param>
/// <param name="Keys">K.</param>
internal sealed record KeyColumn(DataViewSchema.Column Column, int Steps, int Keys)
{
    private static readonly ColumnRule Rule = KeySequences.Rule("sequence");

    /// <summary>The column that is there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing or no vector of keys, or T · K is too large.</exception>
    public static KeyColumn Find(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = Rule.Find(schema, name);
        var type = (VectorDataViewType)column.Type;
        ulong keys = KeySequences.Count(column);
        // Compared as 128 bits, for there may be as many keys as 64 bits can number.
        if ((UInt128)keys * (uint)Math.Max(type.Size, 1) > int.MaxValue)
        {
            string steps = type.IsKnownSize ? $"{type.Size} steps" : "a step";
            throw new ArgumentOutOfRangeException(
                "columnName", name,
                $"The sequence column '{name}' of type {type} is too large for one-hot vectors: {steps} of {keys} keys are more than "
                + $"{int.MaxValue} items. An embedding has no such limit.");
        }
        return new KeyColumn(column, type.Size, (int)keys);
    }

    /// <summary>The column that is promised.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing or no vector of keys.</exception>
    public static SchemaShape.Column Find(SchemaShape shape, string name) => Rule.Find(shape, name);
}
