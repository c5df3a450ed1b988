namespace MLNetSequence.Mapping;

/// <summary>What is known of a column's type, be it there or, while a pipeline is only being put together, promised.</summary>
/// <param name="Kind">Scalar, vector of one size, or vector of any size.</param>
/// <param name="RawItem">The .NET type of an item.</param>
/// <param name="IsKey">Whether items are keys.</param>
/// <param name="Dimensions">Dimensions of a vector; null for a scalar and for a promised vector, which has none yet.</param>
internal readonly record struct ColumnKind(
    SchemaShape.Column.VectorKind Kind, Type RawItem, bool IsKey, IReadOnlyList<int>? Dimensions)
{
    public bool IsVector => Kind != SchemaShape.Column.VectorKind.Scalar;

    public bool IsText => Is<ReadOnlyMemory<char>>();

    /// <summary>Whether the items are of this .NET type, and not keys.</summary>
    public bool Is<T>() => !IsKey && RawItem == typeof(T);

    /// <summary>Whether a vector has so many dimensions, or may come to have.</summary>
    public bool HasRank(int rank) => IsVector && (Dimensions is null || Dimensions.Count == rank);

    public static ColumnKind Of(SchemaShape.Column column) => new(column.Kind, column.ItemType.RawType, column.IsKey, null);

    public static ColumnKind Of(DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType vector)
        {
            return new(SchemaShape.Column.VectorKind.Scalar, column.Type.RawType, column.Type is KeyDataViewType, null);
        }
        var kind = vector.IsKnownSize ? SchemaShape.Column.VectorKind.Vector : SchemaShape.Column.VectorKind.VariableVector;
        return new(kind, vector.ItemType.RawType, vector.ItemType is KeyDataViewType, vector.Dimensions);
    }
}
