using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Windowing;

/// <summary>What the inverse of differences is told, and what it saves. Format version 1 (2026-11): the first.</summary>
internal sealed record IntegrateSettings(
    int FormatVersion,
    string OutputColumn,
    string InputColumn,
    string? LevelColumn,
    float[]? StartingValues,
    int Lag,
    int Order,
    string? GroupColumn,
    IncompleteRows IncompleteRows)
    : ISavedSettings
{
    public const int Version = 1;

    /// <summary>Rows that a value looks back.</summary>
    public int Span => Lag * Order;

    public IntegrateSettings Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(OutputColumn, nameof(IntegrateEstimator.Options.OutputColumnName));
        ArgumentException.ThrowIfNullOrEmpty(InputColumn, nameof(IntegrateEstimator.Options.InputColumnName));
        Arguments.NullOrName(LevelColumn, nameof(IntegrateEstimator.Options.LevelColumnName));
        Arguments.NullOrName(GroupColumn, nameof(IntegrateEstimator.Options.GroupColumnName));
        Arguments.Defined(IncompleteRows, nameof(IntegrateEstimator.Options.IncompleteRows));
        DifferenceSettings.CheckSteps(Lag, Order);
        const string starts = nameof(IntegrateEstimator.Options.StartingValues);
        if (LevelColumn is null == StartingValues is null)
        {
            throw new ArgumentException(
                $"{nameof(IntegrateEstimator.Options.LevelColumnName)} or {starts} must be set, and not both: " +
                "one of them says where a series starts.", starts);
        }
        if (StartingValues is { Length: var length } && (length == 0 || length % Span != 0))
        {
            throw new ArgumentException(
                $"{starts} must hold Lag · Order = {Span} values of each number of a row, but holds {length}.", starts);
        }
        if (StartingValues is null && IncompleteRows != IncompleteRows.FillWithNaN)
        {
            const string name = nameof(IntegrateEstimator.Options.IncompleteRows);
            throw new ArgumentException($"{name} says what the {starts} stand for, but there are none.", name);
        }
        return this;
    }
}
