using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Windowing;

namespace MLNetSequence;

/// <summary>
/// What all transformers of MLNetSequence have in common that need the rows before the current one: they read the rows of one or more
/// series in order, remember the last ones of each, and append columns to the rows they show.
/// </summary>
/// <remarks>
/// A row that is shown has the values that it has in the input, and its id. Rows come in the order in which all that belongs to them
/// has come. They are read by one cursor, never shuffled. Memory grows with the rows that are remembered and the number of series, not
/// with the number of rows.
/// <para>
/// Of a fitted pipeline that begins with n of these, <c>new TransformerChain&lt;ITransformer&gt;(model.Skip(n).ToArray())</c> are the steps
/// behind them, which work in a prediction engine if they are row by row themselves.
/// </para>
/// </remarks>
public abstract class SequenceHistoryTransformer : ITransformer
{
    private protected SequenceHistoryTransformer()
    {
    }

    /// <summary>
    /// True, though <see cref="GetRowToRowMapper"/> always throws: it is there that a prediction engine learns why. Of a transformer
    /// that says false here, ML.NET says no more than "Must be a row to row mapper", whichever of a pipeline it is.
    /// </summary>
    public bool IsRowToRowMapper => true;

    /// <summary>Names of the columns whose values it reads; the group column is read anyway.</summary>
    internal abstract IReadOnlyList<string> Inputs { get; }

    /// <summary>Name of the column that tells series apart; null where there is one series.</summary>
    internal abstract string? GroupColumn { get; }

    /// <summary>The rows that are shown.</summary>
    internal abstract ShownRows Rows { get; }

    /// <summary>How the user knows it: the catalog's method, and the column it makes.</summary>
    private protected abstract (string Method, string Output) Known { get; }

    /// <summary>What to do in place of a prediction engine.</summary>
    private protected virtual string InPlace => "Use Transform on the rows of the series in order, and give the prediction engine "
        + $"the steps behind it, with '{Known.Output}' among their inputs.";

    /// <summary>The input's schema with the appended columns behind.</summary>
    /// <param name="inputSchema">A schema with the columns that are read.</param>
    /// <returns>The schema of the transformed data.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Schema(inputSchema).Output;

    /// <summary>The rows that are shown, with the appended columns; computed lazily, as a cursor moves on.</summary>
    /// <param name="input">The rows of each series in order of time. Series may be mixed.</param>
    /// <returns>A view; nothing is read yet.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new HistoryView(this, Schema(input.Schema), input);
    }

    /// <summary>There is no way to work on single rows.</summary>
    /// <param name="inputSchema">Any schema.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="InvalidOperationException">Always. It names the transform and says what to do instead.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        throw new InvalidOperationException(
            $"{Known.Method} ('{Known.Output}') needs the rows before the current one, so it cannot work on single rows, as in a " +
            $"prediction engine. {InPlace}");
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => ModelEnvelope.Write(MLNet.BeginSave(ctx), Saved());

    /// <summary>The columns it appends; throws, naming role, column and types, where the input does not fit.</summary>
    private protected abstract IReadOnlyList<OutputColumn> Outputs(DataViewSchema input);

    /// <summary>Begins to remember the rows of a cursor.</summary>
    internal abstract IHistoryRun Start(DataViewRow input);

    /// <summary>What is written to a model file: the kind that <see cref="ModelLoader"/> knows, and what its loader reads.</summary>
    private protected abstract (string Kind, byte[] Payload) Saved();

    private MappedSchema Schema(DataViewSchema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _ = GroupLookup.For(input, GroupColumn);
        return new MappedSchema(input, Inputs, Outputs(input));
    }
}
