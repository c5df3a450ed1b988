namespace Microsoft.ML.Transforms;

/// <summary>Puts in place of keys the values that the column's KeyValues annotation holds for them.</summary>
public sealed class KeyToValueMappingEstimator : RowToRowEstimator<KeyToValueMappingTransformer>
{
    internal KeyToValueMappingEstimator(string output, string input) : base(output, input) { }
    public override KeyToValueMappingTransformer Fit(IDataView input)
    {
        var transformer = new KeyToValueMappingTransformer(Output, Inputs[0]);
        transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    private protected override SchemaShape.Column ShapeOf(SchemaShape.Column[] inputs)
    {
        if (!inputs[0].IsKey) throw SchemaMismatch("input", inputs[0].Name, "KeyType", inputs[0].GetTypeString());
        CheckParam(inputs[0].Annotations.TryFindColumn(KeyValues, out var values), "inputSchema", $"'{inputs[0].Name}' has no key values");
        return new(Output, inputs[0].Kind, values.ItemType, values.IsKey, new(inputs[0].Annotation(SlotNames)));
    }
}

public sealed class KeyToValueMappingTransformer : RowToRowTransformerBase
{
    internal const string LoaderSignature = "KeyToValueTransform";
    private static readonly VersionInfo Version = VersionInfo.Own("KEY2VALT", LoaderSignature);

    internal KeyToValueMappingTransformer(string output, string input) : base(Version, output, input) { }

    private protected override (DataViewType, Annotations, Func<DataViewRow, Delegate>) Bind(Column[] inputs)
    {
        var column = inputs[0];
        var values = column.Annotations.Schema.GetColumnOrNull(KeyValues)?.Type as VectorDataViewType;
        Check(values is not null, "Metadata KeyValues does not exist");
        Check(column.Type.ItemType() is KeyDataViewType key && key.Count == (ulong)values.Size, "There is not a value for every key");
        return (column.Type.With(values.ItemType), SlotNamesOf(column).ToAnnotations(), row => Generic.Call<Delegate>(
            [column.Type.ItemType().RawType, values.ItemType.RawType], MakeGetter<int, int>, row, column));
    }

    internal static KeyToValueMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
        => Load(ctx, Version, (output, inputs) => new KeyToValueMappingTransformer(output, inputs[0]));

    private static Delegate MakeGetter<TKey, TValue>(DataViewRow row, Column column)
    {
        var annotation = default(VBuffer<TValue>);
        column.GetKeyValues(ref annotation);
        TValue[] values = [.. annotation.DenseValues()];
        // 0 and what lies beyond the values is missing: NaN where there is one, else the default.
        TValue missing = default(TValue) is float or double ? (TValue)Convert.ChangeType(float.NaN, typeof(TValue)) : default!;
        return Cursors.Map<TKey, TValue>(row, column, key => PlaceOf(key) is var at && at < (ulong)values.Length ? values[at] : missing);
    }

    private static ulong PlaceOf<TKey>(TKey key) => Unsafe.SizeOf<TKey>() switch
    {
        1 => Unsafe.As<TKey, byte>(ref key),
        2 => Unsafe.As<TKey, ushort>(ref key),
        4 => Unsafe.As<TKey, uint>(ref key),
        _ => Unsafe.As<TKey, ulong>(ref key),
    } - 1;
}
