using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>
/// What all transformers of MLNetSequence have in common that append columns to a row and look at no other row: they work the same
/// way on a data view and, in a prediction engine, on a single row.
/// </summary>
public abstract class SequenceRowTransformer : ITransformer, IRowMapping
{
    private protected SequenceRowTransformer()
    {
    }

    /// <summary>True: every row is worked on alone.</summary>
    public bool IsRowToRowMapper => true;

    IReadOnlyList<string> IRowMapping.Inputs => Inputs;

    /// <inheritdoc cref="IRowMapping.Inputs"/>
    private protected abstract IReadOnlyList<string> Inputs { get; }

    /// <summary>The input's schema with the appended columns behind.</summary>
    /// <param name="inputSchema">A schema with the columns that are read.</param>
    /// <returns>The schema of the transformed data.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => new MappedSchema(this, inputSchema).Output;

    /// <summary>The data with the appended columns; computed lazily, row by row.</summary>
    /// <param name="input">Data with the columns that are read.</param>
    /// <returns>A view; nothing is read yet.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedView(this, input);
    }

    /// <summary>The same for single rows.</summary>
    /// <param name="inputSchema">A schema with the columns that are read.</param>
    /// <returns>What a prediction engine uses.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new RowMapper(this, inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => ModelEnvelope.Write(MLNet.BeginSave(ctx), Saved());

    IReadOnlyList<OutputColumn> IRowMapping.Outputs(DataViewSchema input) => Outputs(input);

    IReadOnlyList<Delegate> IRowMapping.CreateGetters(DataViewRow input) => CreateGetters(input);

    /// <inheritdoc cref="IRowMapping.Outputs"/>
    private protected abstract IReadOnlyList<OutputColumn> Outputs(DataViewSchema input);

    /// <inheritdoc cref="IRowMapping.CreateGetters"/>
    private protected abstract IReadOnlyList<Delegate> CreateGetters(DataViewRow input);

    /// <summary>What is written to a model file: the kind that <see cref="ModelLoader"/> knows, and what its loader reads.</summary>
    private protected abstract (string Kind, byte[] Payload) Saved();
}
