namespace MLNetSequence.Mapping;

/// <summary>Columns of sequences of keys, of any raw type. <see cref="KeyReader"/> reads them.</summary>
internal static class KeySequences
{
    public const string Hint = " Transforms.Text.TokenizeIntoSequence makes such a column from text.";

    /// <summary>What such a column must be.</summary>
    /// <param name="role">What it is for.</param>
    /// <param name="expected">What is expected, where that is more.</param>
    public static ColumnRule Rule(string role, string expected = "a vector of keys with one dimension") =>
        new(role, expected, c => c.IsKey && c.HasRank(1), Hint);

    /// <summary>Number of different keys, K.</summary>
    public static ulong Count(DataViewSchema.Column column) => Keys(column).Count;

    /// <summary>The type of the keys.</summary>
    public static KeyDataViewType Keys(DataViewSchema.Column column) => (KeyDataViewType)((VectorDataViewType)column.Type).ItemType;
}
