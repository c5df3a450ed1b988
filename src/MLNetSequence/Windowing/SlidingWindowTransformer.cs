using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Windowing;

namespace MLNetSequence;

/// <summary>Makes windows over the rows of one or more series, and targets that follow them.</summary>
public sealed class SlidingWindowTransformer : SequenceHistoryTransformer
{
    internal const string Kind = "window";

    private readonly WindowSettings _settings;

    internal SlidingWindowTransformer(WindowSettings settings) => _settings = settings;

    internal override IReadOnlyList<string> Inputs => [.. _settings.InputColumns, .. _settings.TargetColumns];

    internal override string? GroupColumn => _settings.GroupColumn;

    internal override ShownRows Rows => _settings.Rows;

    private protected override (string Method, string Output) Known => ("SlidingWindow", _settings.OutputColumn);

    internal static ITransformer Load(byte[] payload) => ModelJson.Load<WindowSettings>(
        payload, "The sliding window", WindowSettings.Version, settings => new SlidingWindowTransformer(settings.Check()));

    internal override IHistoryRun Start(DataViewRow input)
    {
        var layout = new WindowLayout(_settings, input.Schema);
        return new WindowRun(_settings, layout, layout.Columns.CreateReader(input));
    }

    private protected override (string Kind, byte[] Payload) Saved() => (Kind, ModelJson.Write(_settings));

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input)
    {
        var layout = new WindowLayout(_settings, input);
        return _settings.Horizon == 0 ? [layout.Window] : [layout.Window, layout.Target];
    }
}
