using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>A forecast of a backtest, and what came: one series at one origin.</summary>
public sealed class BacktestForecast
{
    private readonly float[] _actuals;

    // actuals: [H, K].
    internal BacktestForecast(SeriesForecast forecast, int origin, DateTime? originTime, int originRow, float[] actuals) =>
        (Forecast, Origin, OriginTime, OriginRow, _actuals) = (forecast, origin, originTime, originRow, actuals);

    /// <summary>The series' value in the group column, as text of the invariant culture; empty where there is one series.</summary>
    public string Series => Forecast.Series;

    /// <summary>Number of the origin, from 0; several series may be forecast at one.</summary>
    public int Origin { get; }

    /// <summary>The time of the origin, from which on nothing is known; null where rows have no times.</summary>
    public DateTime? OriginTime { get; }

    /// <summary>The row of the series that is the first to be forecast, from 0: so many rows of it are known.</summary>
    public int OriginRow { get; }

    /// <summary>The forecast: H steps of K targets. Its times are those of the rows.</summary>
    public SeriesForecast Forecast { get; }

    /// <summary>What came.</summary>
    /// <param name="step">Steps ahead, from 0.</param>
    /// <param name="target">Number of the target, from 0.</param>
    /// <returns>The value; NaN where it is missing.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step or target.</exception>
    public float Actual(int step, int target = 0)
    {
        Arguments.Require(step >= 0 && step < Forecast.Horizon, step, nameof(step), $"from 0 to {Forecast.Horizon - 1}");
        CheckTarget(target);
        return _actuals[step * Forecast.Targets.Count + target];
    }

    /// <summary>What came of a target.</summary>
    /// <param name="target">Number of the target, from 0.</param>
    /// <returns>[H]; NaN where a value is missing.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such target.</exception>
    public float[] Actuals(int target = 0)
    {
        CheckTarget(target);
        return [.. Enumerable.Range(0, Forecast.Horizon).Select(step => _actuals[step * Forecast.Targets.Count + target])];
    }

    private void CheckTarget(int target) => Arguments.Require(
        target >= 0 && target < Forecast.Targets.Count, target, nameof(target), $"from 0 to {Forecast.Targets.Count - 1}");
}
