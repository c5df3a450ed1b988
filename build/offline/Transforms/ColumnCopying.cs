namespace Microsoft.ML.Transforms;

public sealed class ColumnCopyingEstimator : RowToRowEstimator<ColumnCopyingTransformer>
{
    internal ColumnCopyingEstimator(string output, string input) : base(output, input) { }

    public override ColumnCopyingTransformer Fit(IDataView input)
        => new(Output, RowToRowTransformerBase.Find(input.Schema, Inputs[0]).Name);
    private protected override SchemaShape.Column ShapeOf(SchemaShape.Column[] inputs)
        => new(Output, inputs[0].Kind, inputs[0].ItemType, inputs[0].IsKey, inputs[0].Annotations);
}

public sealed class ColumnCopyingTransformer : RowToRowTransformerBase
{
    internal const string LoaderSignature = "CopyTransform";
    private static readonly VersionInfo Version = VersionInfo.Own("COPYCOLT", LoaderSignature);

    internal ColumnCopyingTransformer(string output, string input) : base(Version, output, input) { }

    private protected override (DataViewType, Annotations, Func<DataViewRow, Delegate>) Bind(Column[] inputs)
        => (inputs[0].Type, inputs[0].Annotations, row => Cursors.Getter(row, inputs[0]));
    internal static ColumnCopyingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
        => Load(ctx, Version, (output, inputs) => new ColumnCopyingTransformer(output, inputs[0]));
}
