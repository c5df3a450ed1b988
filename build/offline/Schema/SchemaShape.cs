namespace Microsoft.ML;

/// <summary>What can be known of a schema before any data is seen: names and kinds, no sizes and no values.</summary>
public sealed class SchemaShape : IReadOnlyList<SchemaShape.Column>
{
    private static readonly SchemaShape Empty = new([]);
    private readonly Column[] _columns;

    public SchemaShape(IEnumerable<Column> columns)
    {
        _columns = [.. columns];
        CheckParam(_columns.All(column => column.Name is not null), nameof(columns), "Some items are not initialized properly.");
    }

    public int Count => _columns.Length;
    public Column this[int index] => _columns[index];
    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    internal static SchemaShape Create(DataViewSchema schema) => new(schema.Where(column => !column.IsHidden).Select(ShapeOf));

    internal bool TryFindColumn(string name, out Column column)
    {
        column = _columns.FirstOrDefault(candidate => candidate.Name == name);
        return column.Name is not null;
    }

    private static Column ShapeOf(DataViewSchema.Column column)
    {
        var (item, vector) = (column.Type.ItemType(), column.Type as VectorDataViewType);
        var kind = vector is null ? VectorKind.Scalar : vector.IsKnownSize ? VectorKind.Vector : VectorKind.VariableVector;
        var plain = item is KeyDataViewType ? PrimitiveDataViewType.FromRaw(item.RawType)! : item;
        return new(column.Name, kind, plain, item is KeyDataViewType, Create(column.Annotations.Schema));
    }

    public struct Column
    {
        public readonly string Name;
        public readonly VectorKind Kind;
        public readonly DataViewType ItemType;
        public readonly bool IsKey;
        public readonly SchemaShape Annotations;

        internal Column(string name, VectorKind vecKind, DataViewType itemType, bool isKey, SchemaShape? annotations = null)
        {
            CheckNonEmpty(name, nameof(name));
            CheckParam(itemType is not KeyDataViewType and not VectorDataViewType, nameof(itemType), "Item type must be plain");
            CheckParam(!isKey || KeyDataViewType.IsValidDataType(itemType.RawType), nameof(itemType), "No item type for a key");
            (Name, Kind, ItemType, IsKey, Annotations) = (name, vecKind, itemType, isKey, annotations ?? Empty);
        }

        public enum VectorKind { Scalar, Vector, VariableVector }

        internal readonly string GetTypeString()
        {
            string item = IsKey ? $"Key<{ItemType}>" : $"{ItemType}";
            return Kind == VectorKind.Scalar ? item : Kind == VectorKind.Vector ? $"Vector<{item}>" : $"VarVector<{item}>";
        }

        /// <summary>The annotation of that name as a sequence of one or none.</summary>
        internal readonly IEnumerable<Column> Annotation(string name) => Annotations.Where(annotation => annotation.Name == name);
    }
}
