using MLNetSequence.Interop;

namespace MLNetSequence.Mapping;

/// <summary>Columns to be appended, there or only promised.</summary>
internal static class NewColumn
{
    /// <summary>The promise of a column with the type and the slot names of another, which holds no keys.</summary>
    public static SchemaShape.Column Like(string name, SchemaShape.Column column) => MLNet.Column(
        name, column.Kind, column.ItemType, isKey: false, Annotations.Kept(column.Annotations, Annotations.SlotNames));

    /// <summary>A column with the type and the slot names of another.</summary>
    public static OutputColumn Like(string name, DataViewSchema.Column column) =>
        new(name, column.Type, Annotations.Kept(column.Annotations, Annotations.SlotNames));

    /// <summary>The promise of a vector of Single with a name for each slot.</summary>
    public static SchemaShape.Column NamedVector(string name) => MLNet.Column(
        name, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false,
        new SchemaShape([Annotations.VectorShape(Annotations.SlotNames, TextDataViewType.Instance)]));

    /// <summary>A vector of Single whose slots get names, made when somebody asks for them.</summary>
    public static OutputColumn NamedVector(string name, VectorDataViewType type, Func<IEnumerable<string>> slotNames)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        Annotations.AddText(annotations, Annotations.SlotNames, type.Size, slotNames);
        return new OutputColumn(name, type, annotations.ToAnnotations());
    }
}
