using MLNetSequence.Events;
using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>
/// Finds the events in each row's sequence of scores. Made by
/// <see cref="SequenceEventCatalog.DetectEvents(TransformsCatalog, string, string, string?, EventRules?)"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input</term><description>without a label: vector of Single with one score a step, (T), (T, 1) or (0, 1). With a label:
/// the Score column of a sequence tagger, (0, C) or (T, C), step after step, whose annotation TrainingLabelValues (text, or numbers, which
/// are compared as the invariant culture writes them) says which of the C scores is the label's</description></item>
/// <item><term>Events</term><description>vector of Boolean, of T steps: whether the step is in an event. As every name, that of this
/// column is chosen, and those of the others begin with it</description></item>
/// <item><term>EventsStarts, EventsEnds</term><description>vectors of Int32, of as many items as there are events, in their order: the
/// first and the last step of each, from 0</description></item>
/// <item><term>EventsPeaks</term><description>vector of Single: the highest score in each event</description></item>
/// <item><term>NaN</term><description>off: a tagger puts it at steps of padding</description></item>
/// <item><term>A sequence without steps</term><description>no event</description></item>
/// <item><term>Reads the data to fit</term><description>not at all</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// Every row is a stream of its own, from its first step to its last, and an event that has begun ends with the row at the latest. A
/// stream that goes on from row to row is for <see cref="EventDetector"/>.
/// </remarks>
public sealed partial class EventDetectionEstimator : IEstimator<EventDetectionTransformer>
{
    private readonly Options _options;

    internal EventDetectionEstimator(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.CheckedCopy();
    }

    /// <summary>Checks the column; no row is read.</summary>
    /// <param name="input">Data with the score column.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, of the wrong type, or has no such label.</exception>
    public EventDetectionTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        EventScores.Find(input.Schema, _options);
        return new EventDetectionTransformer(_options);
    }

    /// <summary>The input's schema with the four columns of events.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with four more columns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, of the wrong type, or has no labels.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        EventScores.Check(inputSchema, _options);
        return ColumnChecks.With(inputSchema, EventColumns.Promise(_options.OutputColumnName));
    }
}
