using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Windowing;

namespace MLNetSequence;

/// <summary>Sums differences up again to the series that they were taken of.</summary>
public sealed class IntegrateTransformer : SequenceHistoryTransformer
{
    internal const string Kind = "integrate";

    private static readonly ShownRows AllRows = new(First: 0);

    private readonly IntegrateSettings _settings;

    internal IntegrateTransformer(IntegrateSettings settings) => _settings = settings;

    internal override IReadOnlyList<string> Inputs =>
        _settings.LevelColumn is { } level ? [_settings.InputColumn, level] : [_settings.InputColumn];

    internal override string? GroupColumn => _settings.GroupColumn;

    internal override ShownRows Rows => AllRows;

    private protected override (string Method, string Output) Known => ("Integrate", _settings.OutputColumn);

    internal static ITransformer Load(byte[] payload) => ModelJson.Load<IntegrateSettings>(
        payload, "The inverse of differences", IntegrateSettings.Version, settings => new IntegrateTransformer(settings.Check()));

    internal override IHistoryRun Start(DataViewRow input)
    {
        ValueColumns differences = Differences(input.Schema);
        return new IntegrateRun(_settings, input, differences, Level(input.Schema)?.CreateReader(input));
    }

    private protected override (string Kind, byte[] Payload) Saved() => (Kind, ModelJson.Write(_settings));

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input)
    {
        ValueColumns differences = Differences(input);
        DataViewSchema.Column column = differences[_settings.InputColumn].Column;
        if (Level(input) is { } level && level[_settings.LevelColumn!].Column is var levels && !levels.Type.Equals(column.Type))
        {
            throw HistoryColumns.UnlikeLevel(levels.Name, column.Name, column.Type.ToString()!, levels.Type.ToString()!);
        }
        if (_settings.StartingValues is { Length: var length } && length != _settings.Span * differences.Width)
        {
            throw new ArgumentOutOfRangeException(
                nameof(IntegrateEstimator.Options.StartingValues), length,
                $"There must be Lag · Order = {_settings.Span} starting values for each of the {differences.Width} numbers in column " +
                $"'{column.Name}', but there are {length} in all.");
        }
        return [NewColumn.Like(_settings.OutputColumn, column)];
    }

    private ValueColumns Differences(DataViewSchema schema)
    {
        var columns = new ValueColumns(schema, [("difference", _settings.InputColumn)]);
        columns.CheckRows(_settings.Span, nameof(IntegrateEstimator.Options.Lag));
        return columns;
    }

    private ValueColumns? Level(DataViewSchema schema) =>
        _settings.LevelColumn is null ? null : new ValueColumns(schema, [("level", _settings.LevelColumn)]);
}
