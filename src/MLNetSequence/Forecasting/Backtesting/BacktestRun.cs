using MLNetSequence.Forecasting.Models;

namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>Trains and forecasts, origin by origin; forecasts of many origins and series are made at once.</summary>
internal sealed class BacktestRun
{
    private const int Batch = 256;

    private readonly IEstimator<ITransformer> _estimator;
    private readonly BacktestOptions _options;
    private readonly int _horizon;
    private readonly BacktestRows _rows;
    private readonly BacktestSchedule _schedule;
    private readonly List<OriginWindow> _waiting = [];
    private readonly List<BacktestForecast> _made = [];
    private readonly BacktestPast _past;

    /// <param name="data">All rows.</param>
    /// <param name="estimator">A forecaster, or a pipeline that ends in one.</param>
    /// <param name="options">Checked ones.</param>
    public BacktestRun(IDataView data, IEstimator<ITransformer> estimator, BacktestOptions options)
    {
        ForecastingOptions forecasting = FittedForecaster.OptionsOf(estimator);
        if (options.StartTime is not null && forecasting.TimeColumnName is null)
        {
            throw new ArgumentException(
                $"{nameof(BacktestOptions.StartTime)} needs the rows' times: name their column in the forecaster's "
                + $"{nameof(ForecastingOptions.TimeColumnName)}, or give {nameof(BacktestOptions.StartRow)}.", nameof(options));
        }
        (_estimator, _options) = (estimator, options);
        _horizon = options.Horizon ?? forecasting.Horizon;
        _rows = new BacktestRows(data, forecasting, () => options.CancellationToken.IsCancellationRequested);
        _schedule = new BacktestSchedule(_rows.Bare, options, _horizon);
        _past = new BacktestPast(options.SeasonLength);
    }

    /// <summary>Trainings so far.</summary>
    public int Fits { get; private set; }

    /// <exception cref="InvalidOperationException">The data is too short, or a row makes no sense.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public BacktestResult Make()
    {
        BacktestWindows? windows = null;
        foreach (BacktestOrigin origin in _schedule.Origins())
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            if (windows is null || (_options.RefitEvery > 0 && origin.Number % _options.RefitEvery == 0))
            {
                Forecast(windows);
                windows = Fit(origin);
            }
            foreach (OriginWindow window in windows.At(origin))
            {
                _past.See(_rows.Bare.NameOf(window.Series), window, windows.Targets.Count);
                _waiting.Add(window);
                if (_waiting.Count == Batch)
                {
                    Forecast(windows);
                }
            }
        }
        Forecast(windows);
        return _made.Count > 0
            ? new BacktestResult(_options, _made, _past, windows!.Core.HasDistribution, Fits)
            : throw new InvalidOperationException(_schedule.WhyNone());
    }

    private BacktestWindows Fit(BacktestOrigin origin)
    {
        FittedForecaster fitted = FittedForecaster.Of(_estimator.Fit(_rows.View(origin.Training(_options.TrainingRows))));
        Fits++;
        if (_horizon > fitted.Forecaster.Horizon && !fitted.Forecaster.AnyHorizon)
        {
            throw new ArgumentOutOfRangeException(
                nameof(BacktestOptions.Horizon), _horizon, $"The model was made to forecast up to {fitted.Forecaster.Horizon} steps.");
        }
        return new BacktestWindows(_rows, fitted, _horizon);
    }

    private void Forecast(BacktestWindows? windows)
    {
        if (windows is null || _waiting.Count == 0)
        {
            return;
        }
        _options.CancellationToken.ThrowIfCancellationRequested();
        Prediction[] made = windows.Core.Forecast([.. _waiting.Select(w => w.Window)], _horizon, paths: null);
        _made.AddRange(_waiting.Zip(made, (window, prediction) => Forecast(windows, window, prediction)));
        _waiting.Clear();
    }

    private BacktestForecast Forecast(BacktestWindows windows, OriginWindow at, Prediction prediction)
    {
        DateTime[] times = [.. at.All.TimesOf(at.Known, _horizon).ToArray().Select(t => new DateTime(t))];
        var forecast = new SeriesForecast(prediction, _rows.Bare.NameOf(at.Series), windows.Targets, _horizon, times);
        return new BacktestForecast(
            forecast, at.Origin.Number, at.Origin.Time > 0 ? new DateTime(at.Origin.Time) : null, at.Origin.Known[at.Series],
            windows.Actuals(at));
    }
}
