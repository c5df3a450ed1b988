using MLNetSequence.Interop;

namespace MLNetSequence.Streaming;

/// <summary>
/// A model whose streaming transformers are replaced by streams, as a prediction engine uses it. It is not disposable, and a prediction
/// engine disposes of the model that it is given: so the user's transformers outlive it.
/// </summary>
internal sealed class StreamChain : ITransformer
{
    private readonly List<ITransformer> _parts = [];

    /// <param name="model">A transformer or a chain, nested or not.</param>
    /// <exception cref="InvalidOperationException">There is no stream in it, or something that needs more than one row.</exception>
    public StreamChain(ITransformer model)
    {
        Model = Replace(model);
        if (!_parts.Any(part => part is IStreamingTransformer))
        {
            throw new InvalidOperationException(
                "No part of the model remembers rows, so there is nothing to go on from. For such a model there are prediction engines "
                + $"(mlContext.Model.CreatePredictionEngine). Its parts are: {Names(_parts)}.");
        }
        ITransformer[] others = [.. _parts.Where(part => !part.IsRowToRowMapper)];
        if (others.Length > 0)
        {
            throw new InvalidOperationException(
                $"Every part of the model must work on one row after the other, and these do not: {Names(others)}.");
        }
    }

    /// <summary>The model with the streams in it: saving it saves what they remember.</summary>
    public ITransformer Model { get; }

    /// <summary>Its parts, in order.</summary>
    public IReadOnlyList<ITransformer> Parts => _parts;

    public bool IsRowToRowMapper => true;

    /// <summary>The streams' rows, in order, of the row that was made last.</summary>
    public StreamingRow[] Rows { get; private set; } = [];

    // All parts work on rows, those of training, too, as in ML.NET's engines; a view leaves them out.
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => new Mapper(this, inputSchema).OutputSchema;

    public IDataView Transform(IDataView input) => Model.Transform(input);

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new Mapper(this, inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => Model.Save(ctx);

    private ITransformer Replace(ITransformer part)
    {
        if (ChainParts.Of(part) is { } chain)
        {
            return new TransformerChain<ITransformer>(chain.Transformers.Select(Replace).ToArray(), chain.Scopes);
        }
        part = part is IStreamingTransformer streaming ? streaming.StartStream() : part;
        _parts.Add(part);
        return part;
    }

    private static string Names(IEnumerable<ITransformer> parts) =>
        parts.Any() ? string.Join(", ", parts.Select(part => part.GetType().Name)) : "none";

    /// <summary>
    /// The mappers of all parts as one, each asked only for what the next ones need. ML.NET's own does not show the rows between.
    /// </summary>
    private sealed class Mapper : IRowToRowMapper
    {
        private readonly StreamChain _chain;
        private readonly List<IRowToRowMapper> _mappers = [];

        public Mapper(StreamChain chain, DataViewSchema input)
        {
            (_chain, InputSchema, OutputSchema) = (chain, input, input);
            foreach (ITransformer part in chain._parts)
            {
                _mappers.Add(part.GetRowToRowMapper(OutputSchema));
                OutputSchema = _mappers[^1].OutputSchema;
            }
        }

        public DataViewSchema InputSchema { get; }

        public DataViewSchema OutputSchema { get; }

        public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
            Enumerable.Reverse(_mappers).Aggregate(dependingColumns, (columns, mapper) => mapper.GetDependencies(columns));

        public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
        {
            var needed = new Stack<IEnumerable<DataViewSchema.Column>>([activeColumns]);
            for (int i = _mappers.Count - 1; i > 0; i--)
            {
                needed.Push([.. _mappers[i].GetDependencies(needed.Peek())]);
            }
            var rows = new List<StreamingRow>();
            foreach (IRowToRowMapper mapper in _mappers)
            {
                input = mapper.GetRow(input, needed.Pop());
                if (input is StreamingRow row)
                {
                    rows.Add(row);
                }
            }
            _chain.Rows = [.. rows];
            return input;
        }
    }
}
