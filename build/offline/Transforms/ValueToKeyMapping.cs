namespace Microsoft.ML.Transforms;

/// <summary>Learns the values of a column, and makes each the key of its place among them.</summary>
public sealed class ValueToKeyMappingEstimator : RowToRowEstimator<ValueToKeyMappingTransformer>
{
    private readonly (int Maximum, KeyOrdinality Order, bool TextKeyValues) _options;
    private readonly IDataView? _keyData;

    internal ValueToKeyMappingEstimator(string output, string input, (int, KeyOrdinality, bool) options, IDataView? keyData)
        : base(output, input)
    {
        CheckParam(keyData is null or { Schema.Count: 1 }, nameof(keyData), "The key data must have a single column.");
        (_options, _keyData) = (options, keyData);
    }

    public enum KeyOrdinality : byte { ByOccurrence = 0, ByValue = 1 }

    public override ValueToKeyMappingTransformer Fit(IDataView input)
    {
        var column = RowToRowTransformerBase.Find(input.Schema, Inputs[0]);
        if (column.Type.ItemType() is KeyDataViewType)
            throw new NotSupportedException("The ML.NET stand-in maps no keys to other keys.");
        CheckParam(_options.Maximum > 0, "MaxNumTerms", "Must be positive");
        var (data, terms, maximum) = _keyData is null ? (input, column, _options.Maximum) : (_keyData, _keyData.Schema[0], int.MaxValue);
        CheckParam(terms.Type.ItemType().Equals(column.Type.ItemType()), "keyData", $"Must be of type {column.Type}.");
        return new(Output, Inputs[0], _options.TextKeyValues, TermMap.Learn(data, terms, maximum, _options.Order == KeyOrdinality.ByValue));
    }

    private protected override SchemaShape.Column ShapeOf(SchemaShape.Column[] inputs)
    {
        var valueType = _options.TextKeyValues ? TextDataViewType.Instance : inputs[0].ItemType;
        return new(Output, inputs[0].Kind, NumberDataViewType.UInt32, true,
            new(inputs[0].Annotation(SlotNames).Append(new(KeyValues, VectorKind.Vector, valueType, false))));
    }
}

public sealed class ValueToKeyMappingTransformer : RowToRowTransformerBase
{
    internal const string LoaderSignature = "TermTransform";
    private static readonly VersionInfo Version = VersionInfo.Own("TERMTRNF", LoaderSignature);
    private readonly bool _textKeyValues;
    private readonly TermMap _map;

    internal ValueToKeyMappingTransformer(string output, string input, bool textKeyValues, TermMap map) : base(Version, output, input)
        => (_textKeyValues, _map) = (textKeyValues, map);

    private protected override (DataViewType, Annotations, Func<DataViewRow, Delegate>) Bind(Column[] inputs)
    {
        var column = inputs[0];
        if (column.Type.ItemType().RawType != _map.RawType)
            throw SchemaMismatch("input", column.Name, _map.RawType.Name, column.Type);
        var annotations = SlotNamesOf(column);
        _map.AddKeyValues(annotations, _textKeyValues);
        return (column.Type.With(_map.KeyType), annotations.ToAnnotations(), row => _map.MakeGetter(row, column));
    }

    private protected override void Save(BinaryWriter writer)
    {
        writer.Write(_textKeyValues);
        _map.Save(writer);
    }

    internal static ValueToKeyMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
        => Load(ctx, Version, (output, inputs)
            => new ValueToKeyMappingTransformer(output, inputs[0], ctx.Reader.ReadBoolean(), TermMap.Load(ctx.Reader)));
}
