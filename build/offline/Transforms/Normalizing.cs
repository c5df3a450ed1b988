namespace Microsoft.ML.Transforms;

/// <summary>Scales each slot by the least and the greatest value seen; with a fixed zero it is only stretched, else also shifted.</summary>
public sealed class NormalizingEstimator : RowToRowEstimator<NormalizingTransformer>
{
    private readonly long _maximumExamples;
    private readonly bool _fixZero;

    internal NormalizingEstimator(string output, string input, long maximumExamples, bool fixZero) : base(output, input)
        => (_maximumExamples, _fixZero) = (maximumExamples, fixZero);

    public override NormalizingTransformer Fit(IDataView input)
    {
        CheckParam(_maximumExamples > 1, "MaximumExampleCount", "Must be greater than 1");
        var column = NormalizingTransformer.Fitting(RowToRowTransformerBase.Find(input.Schema, Inputs[0]));
        int size = (column.Type as VectorDataViewType)?.Size ?? 1;
        var (scale, offset) = (new float[size], new float[size]);
        var rows = column.Type is VectorDataViewType ? input.GetColumn<float[]>(column)
            : input.GetColumn<float>(column).Select(value => new[] { value });
        float[][] examples = [.. rows.Take((int)Math.Min(_maximumExamples, int.MaxValue))];
        Check(examples.All(row => row.Length == size), $"Normalizer expected {size} slots");
        for (int i = 0; i < size; i++)
        {
            var seen = examples.Select(row => row[i]).Where(value => !float.IsNaN(value)).DefaultIfEmpty();
            var (least, greatest) = (seen.Min(), seen.Max());
            if (least == greatest) continue; // A constant slot says nothing, and becomes 0.
            scale[i] = 1 / (_fixZero ? Math.Max(Math.Abs(greatest), Math.Abs(least)) : greatest - least);
            offset[i] = _fixZero || scale[i] == 0 ? 0 : least;
        }
        return new(Output, Inputs[0], scale, offset);
    }

    private protected override SchemaShape.Column ShapeOf(SchemaShape.Column[] inputs)
    {
        var column = inputs[0];
        if (column.Kind == VectorKind.VariableVector || column.ItemType != NumberDataViewType.Single)
            throw SchemaMismatch("input", column.Name, "Single or known-size vector of Single", column.GetTypeString());
        var normalized = new SchemaShape.Column(Normalized, VectorKind.Scalar, BooleanDataViewType.Instance, false);
        return new(Output, column.Kind, column.ItemType, column.IsKey, new(column.Annotation(SlotNames).Append(normalized)));
    }
}

public sealed class NormalizingTransformer : RowToRowTransformerBase
{
    internal const string LoaderSignature = "Normalizer";
    private static readonly VersionInfo Version = VersionInfo.Own("NORMALZR", LoaderSignature);
    private readonly float[] _scale;
    private readonly float[] _offset;

    internal NormalizingTransformer(string output, string input, float[] scale, float[] offset) : base(Version, output, input)
    {
        CheckDecode(scale.Length > 0 && scale.Length == offset.Length, "Corrupt normalizer");
        (_scale, _offset) = (scale, offset);
    }

    internal static Column Fitting(Column column)
        => column.Type.ItemType() == NumberDataViewType.Single && column.Type is not VectorDataViewType { IsKnownSize: false } ? column
            : throw SchemaMismatch("input", column.Name, "Single or known-size vector of Single", column.Type);

    private protected override (DataViewType, Annotations, Func<DataViewRow, Delegate>) Bind(Column[] inputs)
    {
        var annotations = SlotNamesOf(Fitting(inputs[0]));
        annotations.AddPrimitiveValue(Normalized, BooleanDataViewType.Instance, true);
        return (inputs[0].Type, annotations.ToAnnotations(), row => MakeGetter(row, inputs[0]));
    }

    private protected override void Save(BinaryWriter writer)
    {
        SchemaCodec.WriteItems(writer, _scale);
        SchemaCodec.WriteItems(writer, _offset);
    }

    internal static NormalizingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
        => Load(ctx, Version, (output, inputs) => new NormalizingTransformer(
            output, inputs[0], SchemaCodec.ReadItems<float>(ctx.Reader), SchemaCodec.ReadItems<float>(ctx.Reader)));

    // The slots of a row are mapped in their order.
    private Delegate MakeGetter(DataViewRow row, Column column)
    {
        CheckParam(((column.Type as VectorDataViewType)?.Size ?? 1) == _scale.Length, "inputSchema", $"Normalizer expects {_scale.Length} slots");
        int slot = -1;
        float Next(float value) => (value - _offset[slot = (slot + 1) % _scale.Length]) * _scale[slot];
        return Cursors.Map<float, float>(row, column, Next);
    }
}
