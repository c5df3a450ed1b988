namespace MLNetSequence.Interop;

/// <summary>The texts that a column's keys stand for: its KeyValues annotation, where that is text.</summary>
internal static class KeyTexts
{
    /// <summary>Whether every key has a text.</summary>
    public static bool Has(DataViewSchema.Column column) => column.HasKeyValues();

    /// <summary>Whether every key is promised a text.</summary>
    public static bool Has(SchemaShape.Column column) =>
        Annotations.Find(column.Annotations, Annotations.KeyValues) is { IsKey: false } values
        && values.Kind == SchemaShape.Column.VectorKind.Vector
        && values.ItemType is TextDataViewType;

    /// <summary>The texts, that of key 1 first.</summary>
    public static ReadOnlyMemory<char>[] Read(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.GetKeyValues(ref values);
        var texts = new ReadOnlyMemory<char>[values.Length];
        values.CopyTo(texts);
        return texts;
    }
}
