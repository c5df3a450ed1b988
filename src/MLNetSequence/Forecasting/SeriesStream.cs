using MLNetSequence.Forecasting.Models;
using MLNetSequence.Mapping;
using MLNetSequence.Streaming;

namespace MLNetSequence.Forecasting;

/// <summary>A transformer that goes on from what its model remembers, one row after the other.</summary>
/// <param name="source">The transformer that it was made of.</param>
/// <param name="model">Its model.</param>
internal abstract class SeriesStream(SequenceHistoryTransformer source, ForecastModel model) : IStreamingTransformer, IStreamMapping
{
    /// <summary>The model, with a memory of its own.</summary>
    public ForecastModel Model { get; } = model with { Memory = model.Memory.Copy() };

    public bool IsRowToRowMapper => true;

    IReadOnlyList<string> IStreamMapping.Inputs => [.. Model.Inputs.Names, .. Model.Inputs.Group is { } group ? [group] : (string[])[]];

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => source.GetOutputSchema(inputSchema);

    public IDataView Transform(IDataView input) => source.Transform(input);

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new StreamingRowMapper(this, inputSchema);

    public abstract IStreamingTransformer StartStream();

    public abstract IStreamRun Open(DataViewRow input);

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)Remembering()).Save(ctx);

    IReadOnlyList<OutputColumn> IStreamMapping.Outputs(DataViewSchema input)
    {
        Model.Inputs.CheckSchema(input);
        Model.Memory.Groups?.SameColumn.Find(input, Model.Inputs.Group!);
        return Outputs();
    }

    /// <summary>The transformer with what the stream remembers.</summary>
    private protected abstract SequenceHistoryTransformer Remembering();

    /// <summary>The columns that it appends.</summary>
    private protected abstract IReadOnlyList<OutputColumn> Outputs();
}
