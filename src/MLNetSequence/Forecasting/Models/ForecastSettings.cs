using MLNetSequence.Mapping;

namespace MLNetSequence.Forecasting.Models;

/// <summary>The columns that a forecasting transformer makes. Saved with the model.</summary>
internal sealed record ForecastSettings(string Output, string? Lower, string? Upper, double Level, int Horizon)
{
    public static ForecastSettings Of(ForecastingOptions options) => new(
        options.OutputColumnName, options.ConfidenceLowerBoundColumn, options.ConfidenceUpperBoundColumn, options.ConfidenceLevel,
        options.Horizon);

    /// <summary>The columns' names, and which quantile each is; null for the forecast itself.</summary>
    public IReadOnlyList<(string Name, double? Quantile)> Columns =>
    [
        (Output, null),
        .. Lower is null ? [] : new (string, double?)[] { (Lower, (1 - Level) / 2) },
        .. Upper is null ? [] : new (string, double?)[] { (Upper, (1 + Level) / 2) },
    ];

    /// <summary>The type of each.</summary>
    public VectorDataViewType Type(int targets) => targets == 1
        ? new VectorDataViewType(NumberDataViewType.Single, Horizon)
        : new VectorDataViewType(NumberDataViewType.Single, Horizon, targets);

    /// <summary>Whether a model's file can say so.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public void CheckSaved()
    {
        Arguments.Names([.. Columns.Select(c => c.Name)], "columns");
        Arguments.AtLeast(Horizon, 1, "horizon");
        Arguments.Require(Level is > 0 and < 1, Level, "level", "above 0 and below 1");
    }
}
