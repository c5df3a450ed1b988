using MLNetSequence.Engine.Networks;
using MLNetSequence.Mapping;

namespace MLNetSequence.Scoring;

/// <summary>Reads token columns. Missing tokens (key 0), wherever they stand, are padding: they never reach the network.</summary>
internal static class TokenReader
{
    public const string Expected = "a vector of Key<UInt32> of known count";

    /// <summary>The feature column, checked.</summary>
    /// <param name="schema">Where to look.</param>
    /// <param name="name">Name of the column.</param>
    /// <param name="vocabulary">What the model was trained on; null to take any.</param>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, int? vocabulary = null)
    {
        DataViewSchema.Column column = ColumnChecks.Find(schema, "feature", name);
        if (column.Type is not VectorDataViewType { ItemType: KeyDataViewType key } || key.RawType != typeof(uint) || key.Count == 0)
        {
            throw ColumnChecks.WrongType("feature", name, Expected, column.Type.ToString()!, KeySequences.Hint);
        }
        if (vocabulary is { } count && key.Count != (ulong)count)
        {
            throw ColumnChecks.WrongType(
                "feature", name, $"a vector of keys of a vocabulary of {count}, as in training", $"of one of {key.Count}");
        }
        return column;
    }

    /// <summary>Words the column's vocabulary has.</summary>
    public static int VocabularySize(DataViewSchema.Column column)
    {
        ulong count = KeySequences.Count(column);
        return count < int.MaxValue
            ? (int)count
            : throw new ArgumentOutOfRangeException("columnName", column.Name, $"A vocabulary of {count} words is too large.");
    }

    /// <summary>Appends one sequence. A key past the vocabulary breaks ML.NET's rules for keys; it counts as missing, as there.</summary>
    public static void Append(in VBuffer<uint> keys, int vocabulary, TokenSequences to)
    {
        // A sparse vector's absent items are missing tokens too, so its explicit values are all there is to read.
        foreach (uint key in keys.GetValues())
        {
            if (key != 0 && key <= (uint)vocabulary)
            {
                to.Add((int)key);
            }
        }
        to.EndSequence();
    }
}
