using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Windowing;

/// <summary>What the inverse of differences of a forecast is told, and what it saves. Format version 1 (2026-11): the first.</summary>
internal sealed record IntegrateForecastSettings(
    int FormatVersion, string OutputColumn, string InputColumn, string LevelColumn, int Lag, int Order)
    : ISavedSettings
{
    public const int Version = 1;

    /// <summary>Levels that a forecast goes on from.</summary>
    public int Span => Lag * Order;

    public IntegrateForecastSettings Check()
    {
        Arguments.Columns(OutputColumn, InputColumn);
        ArgumentException.ThrowIfNullOrEmpty(LevelColumn, "levelColumnName");
        DifferenceSettings.CheckSteps(Lag, Order);
        return this;
    }
}
