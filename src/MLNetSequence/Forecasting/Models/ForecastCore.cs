namespace MLNetSequence.Forecasting.Models;

/// <summary>What a forecaster has learned. Only read while it forecasts, by any number of threads.</summary>
internal abstract class ForecastCore
{
    /// <summary>What a model file calls it.</summary>
    public abstract string Kind { get; }

    /// <summary>Rows that it looks back on, at least 1.</summary>
    public abstract int Window { get; }

    /// <summary>
    /// Rows with which a forecast is as good as the model can make it, but for values that are missing: from 1 to its window.
    /// </summary>
    public virtual int NeededRows => Window;

    /// <summary>Whether it forecasts any number of steps, and not only up to the horizon that it was made for.</summary>
    public abstract bool AnyHorizon { get; }

    /// <summary>Whether it gives quantiles.</summary>
    public abstract bool HasDistribution { get; }

    /// <summary>Whether it draws paths.</summary>
    public virtual bool HasPaths => false;

    /// <summary>Whether it reads times: those of the rows to come are then known, too.</summary>
    public virtual bool ReadsTimes => false;

    /// <summary>The network inside; null for one that has none.</summary>
    public virtual SequenceNetwork? Network => null;

    /// <summary>Forecasts of many series; each depends on its own window only.</summary>
    /// <param name="windows">What is known.</param>
    /// <param name="horizon">H, steps to forecast.</param>
    /// <param name="paths">Paths to draw and keep; null for what the model takes to find quantiles, and keep none.</param>
    /// <returns>One for each window.</returns>
    public abstract Prediction[] Forecast(IReadOnlyList<ForecastWindow> windows, int horizon, int? paths);

    /// <summary>What a model's file keeps of it.</summary>
    public abstract byte[] Save();
}
