namespace Microsoft.ML.Data;

/// <summary>Puts columns of one item type behind each other into a vector.</summary>
public sealed class ColumnConcatenatingEstimator : RowToRowEstimator<ColumnConcatenatingTransformer>
{
    internal ColumnConcatenatingEstimator(string output, string[] inputs) : base(output, inputs) { }
    public override ColumnConcatenatingTransformer Fit(IDataView input) => new(Output, Inputs);

    private protected override SchemaShape.Column ShapeOf(SchemaShape.Column[] inputs)
    {
        foreach (var column in inputs)
        {
            Check(!column.IsKey, $"Column '{column.Name}' is key. Concatenation of keys is unsupported.");
            Check(column.ItemType.Equals(inputs[0].ItemType), $"Concatenated columns should have the same type. Column "
                + $"'{column.Name}' has type of {column.ItemType}, but expected column type is {inputs[0].ItemType}.");
        }
        var names = new SchemaShape.Column(SlotNames, VectorKind.Vector, TextDataViewType.Instance, false);
        bool named = inputs.Any(column => column.Kind == VectorKind.Scalar || column.Annotation(SlotNames).Any());
        var kind = inputs.Any(column => column.Kind == VectorKind.VariableVector) ? VectorKind.VariableVector : VectorKind.Vector;
        return new(Output, kind, inputs[0].ItemType, false, named ? new([names]) : null);
    }
}

public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
{
    internal const string LoaderSignature = "ConcatTransform";
    private static readonly VersionInfo Version = VersionInfo.Own("CONCAT F", LoaderSignature);

    internal ColumnConcatenatingTransformer(string output, string[] inputs) : base(Version, output, inputs) { }

    private protected override (DataViewType, Annotations, Func<DataViewRow, Delegate>) Bind(Column[] inputs)
    {
        var item = (PrimitiveDataViewType)inputs[0].Type.ItemType();
        foreach (var column in inputs.Where(column => !column.Type.ItemType().Equals(item)))
            throw SchemaMismatch("input", column.Name, $"{item}", column.Type);
        if (inputs.Length == 1 && inputs[0].Type is VectorDataViewType)
            return (inputs[0].Type, inputs[0].Annotations, row => Cursors.Getter(row, inputs[0]));
        int[] sizes = Array.ConvertAll(inputs, column => (column.Type as VectorDataViewType)?.Size ?? 1);
        int size = sizes.Contains(0) ? 0 : sizes.Sum();
        var (annotations, names) = (new Annotations.Builder(), new VectorDataViewType(TextDataViewType.Instance, size));
        if (inputs.All(column => column.IsNormalized()))
            annotations.AddPrimitiveValue(Normalized, BooleanDataViewType.Instance, true);
        if (size > 0 && inputs.Any(column => column.Type is not VectorDataViewType || column.HasSlotNames()))
            annotations.Add(SlotNames, names, Cursors.Items([.. inputs.SelectMany(Names)]));
        return (new VectorDataViewType(item, size), annotations.ToAnnotations(),
            row => Generic.Call<Delegate>(item.RawType, MakeGetter<int>, row, inputs));
    }

    internal static ColumnConcatenatingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
        => Load(ctx, Version, (output, inputs) => new ColumnConcatenatingTransformer(output, inputs));

    private static IEnumerable<Text> Names(Column column)
    {
        if (column.Type is not VectorDataViewType vector) return [column.Name.AsMemory()];
        var names = new VBuffer<Text>(vector.Size, 0, null, []);
        if (column.HasSlotNames())
            column.GetSlotNames(ref names);
        return names.DenseValues().Select(name => name.IsEmpty ? name : $"{column.Name}.{name}".AsMemory());
    }

    private static ValueGetter<VBuffer<T>> MakeGetter<T>(DataViewRow row, Column[] columns)
    {
        var parts = Array.ConvertAll(columns, column => Cursors.Map<T, T>(row, column, item => item));
        var (items, one, all) = (new List<T>(), default(T)!, default(VBuffer<T>));
        return (ref VBuffer<T> value) =>
        {
            items.Clear();
            foreach (var part in parts)
            {
                (part as ValueGetter<T>)?.Invoke(ref one);
                (part as ValueGetter<VBuffer<T>>)?.Invoke(ref all);
                items.AddRange(part is ValueGetter<T> ? [one] : all.DenseValues());
            }
            var editor = VBufferEditor.Create(ref value, items.Count);
            items.CopyTo(editor.Values);
            value = editor.Commit();
        };
    }
}
