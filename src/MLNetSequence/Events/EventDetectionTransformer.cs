using MLNetSequence.Events;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>Finds the events in each row's sequence of scores.</summary>
public sealed class EventDetectionTransformer : SequenceRowTransformer
{
    internal const string Kind = "events";

    private readonly EventDetectionEstimator.Options _options;

    /// <param name="options">Checked.</param>
    internal EventDetectionTransformer(EventDetectionEstimator.Options options) => _options = options;

    private protected override IReadOnlyList<string> Inputs => [_options.ScoreColumnName];

    internal static ITransformer Load(byte[] payload) => ModelJson.Load<EventSettings>(
        payload, "The detection of events", EventSettings.Version, settings => new EventDetectionTransformer(settings.ToOptions()));

    private protected override (string Kind, byte[] Payload) Saved() => (Kind, ModelJson.Write(EventSettings.Of(_options)));

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input)
    {
        EventScores.Find(input, _options);
        return EventColumns.Make(_options.OutputColumnName);
    }

    private protected override IReadOnlyList<Delegate> CreateGetters(DataViewRow input) =>
        new RowEvents(input, EventScores.Find(input.Schema, _options), _options.Rules).Getters();
}
