namespace MLNetSequence.Interop;

/// <summary>The annotations that ML.NET's own components look for, under the names it gives them.</summary>
internal static class Annotations
{
    public const string KeyValues = "KeyValues";
    public const string SlotNames = "SlotNames";
    public const string ScoreColumnKind = "ScoreColumnKind";
    public const string ScoreValueKind = "ScoreValueKind";
    public const string TrainingLabelValues = "TrainingLabelValues";
    public const string IsNormalized = "IsNormalized";

    /// <summary>A column that has none.</summary>
    public static DataViewSchema.Annotations None { get; } = new DataViewSchema.Annotations.Builder().ToAnnotations();

    /// <summary>The shape of one annotation that is a vector.</summary>
    public static SchemaShape.Column VectorShape(string name, DataViewType itemType) =>
        MLNet.Column(name, SchemaShape.Column.VectorKind.Vector, itemType, isKey: false);

    public static void AddText(DataViewSchema.Annotations.Builder builder, string name, ReadOnlyMemory<char>[] values) =>
        AddVector(builder, name, TextDataViewType.Instance, values);

    public static void AddVector<T>(DataViewSchema.Annotations.Builder builder, string name, PrimitiveDataViewType type, T[] values)
    {
        ValueGetter<VBuffer<T>> getter = (ref VBuffer<T> to) => new VBuffer<T>(values.Length, values).CopyTo(ref to);
        builder.Add(name, new VectorDataViewType(type, values.Length), getter);
    }

    /// <summary>Texts that are made when somebody asks for them: there may be many, and they are seldom wanted.</summary>
    public static void AddText(DataViewSchema.Annotations.Builder builder, string name, int count, Func<IEnumerable<string>> texts)
    {
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter = (ref VBuffer<ReadOnlyMemory<char>> to) =>
        {
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref to, count);
            int at = 0;
            foreach (string text in texts())
            {
                editor.Values[at++] = text.AsMemory();
            }
            to = editor.Commit();
        };
        builder.Add(name, new VectorDataViewType(TextDataViewType.Instance, count), getter);
    }

    /// <summary>The one annotation of a column that goes on to another, if it has it.</summary>
    public static DataViewSchema.Annotations Kept(DataViewSchema.Annotations annotations, string name)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(annotations, kind => kind == name);
        return builder.ToAnnotations();
    }

    /// <inheritdoc cref="Kept(DataViewSchema.Annotations, string)"/>
    public static SchemaShape? Kept(SchemaShape? annotations, string name) =>
        Find(annotations, name) is { } found ? new SchemaShape([found]) : null;

    /// <summary>The annotation of a shape, if it has it.</summary>
    public static SchemaShape.Column? Find(SchemaShape? shape, string name)
    {
        if (shape is not null)
        {
            foreach (SchemaShape.Column column in shape)
            {
                if (column.Name == name)
                {
                    return column;
                }
            }
        }
        return null;
    }
}
