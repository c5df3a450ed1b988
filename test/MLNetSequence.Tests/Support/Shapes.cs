using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Interop;

namespace MLNetSequence.Tests.Support;

/// <summary>The shape of a schema, as ML.NET works it out before it fits a pipeline (its own way to do so is internal).</summary>
internal static class Shapes
{
    private static readonly PrimitiveDataViewType[] KeyItems =
        [NumberDataViewType.Byte, NumberDataViewType.UInt16, NumberDataViewType.UInt32, NumberDataViewType.UInt64];

    public static SchemaShape Of(DataViewSchema schema) => new(schema.Where(c => !c.IsHidden).Select(Of));

    /// <summary>One line a column, sorted: what two shapes are compared by.</summary>
    public static string[] Lines(SchemaShape shape) => [.. shape.Select(Line).Order(StringComparer.Ordinal)];

    private static string Line(SchemaShape.Column column) =>
        $"{column.Name}: {column.Kind} of {(column.IsKey ? "key " : "")}{column.ItemType} "
        + $"{{{string.Join("; ", Lines(column.Annotations))}}}";

    private static SchemaShape.Column Of(DataViewSchema.Column column)
    {
        SchemaShape.Column.VectorKind kind = column.Type is not VectorDataViewType vector ? SchemaShape.Column.VectorKind.Scalar
            : vector.IsKnownSize ? SchemaShape.Column.VectorKind.Vector
            : SchemaShape.Column.VectorKind.VariableVector;
        DataViewType item = (column.Type as VectorDataViewType)?.ItemType ?? column.Type;
        bool isKey = item is KeyDataViewType;
        DataViewType plain = isKey ? KeyItems.Single(t => t.RawType == item.RawType) : item;
        return MLNet.Column(column.Name, kind, plain, isKey, Of(column.Annotations.Schema));
    }
}
