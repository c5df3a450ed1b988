namespace Microsoft.ML.Data;

public static class SchemaAnnotationsExtensions
{
    internal const string SlotNames = "SlotNames";
    internal const string KeyValues = "KeyValues";
    internal const string Normalized = "IsNormalized";

    public static bool HasSlotNames(this Column column)
        => column.Type is VectorDataViewType { Size: > 0 } vector && HasVector(column, SlotNames, TextDataViewType.Instance, vector.Size);
    public static void GetSlotNames(this Column column, ref VBuffer<Text> slotNames)
        => column.Annotations.GetValue(SlotNames, ref slotNames);

    public static bool HasKeyValues(this Column column, PrimitiveDataViewType? keyValueItemType = null)
        => column.Type.ItemType() is KeyDataViewType key
            && HasVector(column, KeyValues, keyValueItemType ?? TextDataViewType.Instance, (long)key.Count);

    public static void GetKeyValues<TValue>(this Column column, ref VBuffer<TValue> keyValues)
        => column.Annotations.GetValue(KeyValues, ref keyValues);

    public static bool IsNormalized(this Column column)
    {
        bool value = false;
        if (column.Annotations.Schema.GetColumnOrNull(Normalized)?.Type is BooleanDataViewType)
            column.Annotations.GetValue(Normalized, ref value);
        return value;
    }

    internal static DataViewType ItemType(this DataViewType type) => (type as VectorDataViewType)?.ItemType ?? type;

    /// <summary>The type with other items: a vector stays a vector of its dimensions.</summary>
    internal static DataViewType With(this DataViewType type, PrimitiveDataViewType itemType)
        => type is VectorDataViewType vector ? new VectorDataViewType(itemType, vector.Dimensions) : itemType;

    private static bool HasVector(Column column, string kind, PrimitiveDataViewType itemType, long size)
        => column.Annotations.Schema.GetColumnOrNull(kind)?.Type is VectorDataViewType vector
            && vector.Size == size && vector.ItemType.Equals(itemType);
}
