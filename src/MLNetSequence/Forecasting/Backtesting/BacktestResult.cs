using MLNetSequence.Engine.Serialization;
using MLNetSequence.Forecasting.Backtesting;

namespace MLNetSequence;

/// <summary>What a backtest forecast, and how far it was from what came.</summary>
public sealed class BacktestResult
{
    internal BacktestResult(
        BacktestOptions options, IReadOnlyList<BacktestForecast> forecasts, BacktestPast past, IReadOnlyList<string> targets, int fits)
    {
        (Forecasts, Targets, Fits, Levels) = (forecasts, targets, fits, options.Levels);
        Horizon = forecasts[0].Forecast.Horizon;
        FirstStep = options.LastPointOnly ? Horizon - 1 : 0;
        Past = past;
    }

    /// <summary>All forecasts: origin by origin, and of each the series in the order in which they first come in the data.</summary>
    public IReadOnlyList<BacktestForecast> Forecasts { get; }

    /// <summary>Names of the targets, K.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>Steps of each forecast, H.</summary>
    public int Horizon { get; }

    /// <summary>How often the estimator was fitted.</summary>
    public int Fits { get; }

    /// <summary>Probabilities of the intervals that were measured.</summary>
    public IReadOnlyList<double> Levels { get; }

    /// <summary>The first step that is measured, from 0.</summary>
    internal int FirstStep { get; }

    internal BacktestPast Past { get; }

    /// <summary>The forecasts as a table for a spreadsheet or pandas.</summary>
    /// <returns>CSV.</returns>
    public string ToCsv() => BacktestCsv.Of(this);

    /// <summary>Saves the table that <see cref="ToCsv"/> gives, in UTF-8.</summary>
    /// <param name="path">The file; one that exists is replaced as a whole.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveCsv(string path) => AtomicFile.Write(path, ToCsv());
}
