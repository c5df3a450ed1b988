namespace Microsoft.ML;

/// <summary>Predicts one object at a time, without a data view. Not safe for several threads: it holds the row it works on.</summary>
public sealed class PredictionEngine<TSrc, TDst> : IDisposable where TSrc : class where TDst : class, new()
{
    private readonly ITransformer _transformer;
    private readonly RootCursor _input;
    private readonly Action<TDst> _fill;
    private TSrc? _current;

    internal PredictionEngine(ITransformer transformer, bool ignoreMissingColumns, SchemaDefinition? inputDefinition,
        SchemaDefinition? outputDefinition)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        CheckParam(transformer.IsRowToRowMapper, nameof(transformer), "Must be a row to row mapper");
        _transformer = transformer;
        var members = MemberColumn.All(typeof(TSrc), inputDefinition, SchemaDefinition.Direction.Read);
        var schema = MemberColumn.SchemaOf(members);
        _input = new(schema, Array.ConvertAll(members, member => member.MakeGetter(() => _current!)), () => true, null);
        var mapper = transformer.GetRowToRowMapper(schema);
        var binding = new ObjectBinding<TDst>(mapper.OutputSchema, ignoreMissingColumns, outputDefinition);
        _fill = binding.Setter(mapper.GetRow(_input, mapper.OutputSchema));
        OutputSchema = transformer.GetOutputSchema(schema);
    }

    public DataViewSchema OutputSchema { get; }

    public TDst Predict(TSrc example)
    {
        TDst result = new();
        Predict(example, ref result);
        return result;
    }

    public void Predict(TSrc example, ref TDst prediction)
    {
        ArgumentNullException.ThrowIfNull(example);
        _current = example;
        _input.MoveNext();
        _fill(prediction ??= new TDst());
    }

    public void Dispose() { _input.Dispose(); (_transformer as IDisposable)?.Dispose(); }
}
