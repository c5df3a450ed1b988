using MLNetSequence.Mapping;

namespace MLNetSequence.Scoring;

/// <summary>Data with predictions: scored in blocks where a prediction is asked for, passed through where none is.</summary>
/// <remarks>It never shuffles: a block is read ahead in the input's order.</remarks>
internal sealed class ScoringView(IRowMapping mapping, IDataView input, TrainedModel model) : IDataView
{
    private readonly MappedSchema _schema = new(mapping, input.Schema);

    public DataViewSchema Schema => _schema.Output;

    public bool CanShuffle => false;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = _schema.Active(columnsNeeded);
        DataViewRowCursor cursor = input.GetRowCursor(_schema.Needed(active));
        bool scores = active.AsSpan(_schema.Input.Count).Contains(true);
        return scores
            ? new BatchScoringCursor(model, _schema, cursor, active, Environment.ProcessorCount)
            : new MappedCursor(mapping, _schema, cursor, active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
