namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>Errors of a backtest's forecasts: of all, and of those of one step, one series, one target.</summary>
internal sealed class BacktestMeasures
{
    private readonly double[] _levels;
    private readonly double[] _quantiles;
    private readonly ForecastErrors _all;
    private readonly ForecastErrors[] _steps;
    private readonly ForecastErrors[] _targets;
    private readonly Dictionary<string, ForecastErrors> _series = [];

    /// <param name="levels">Levels of intervals; none where nothing is known of probabilities.</param>
    /// <param name="quantiles">Quantiles of the pinball loss; none there.</param>
    /// <param name="steps">Steps that are measured.</param>
    /// <param name="targets">K.</param>
    public BacktestMeasures(IReadOnlyList<double> levels, IReadOnlyList<double> quantiles, int steps, int targets)
    {
        (_levels, _quantiles) = ([.. levels], [.. quantiles]);
        _all = New();
        _steps = [.. Enumerable.Range(0, steps).Select(_ => New())];
        _targets = [.. Enumerable.Range(0, targets).Select(_ => New())];
    }

    public ForecastMetrics All => new(_all);

    public ForecastMetrics[] Steps => [.. _steps.Select(e => new ForecastMetrics(e))];

    public ForecastMetrics[] Targets => [.. _targets.Select(e => new ForecastMetrics(e))];

    public Dictionary<string, ForecastMetrics> Series => _series.ToDictionary(s => s.Key, s => new ForecastMetrics(s.Value));

    /// <summary>Adds the steps of a forecast that are measured, the last ones.</summary>
    /// <param name="at">The forecast.</param>
    /// <param name="scales">What MASE is measured against, [K].</param>
    public void Add(BacktestForecast at, double[] scales)
    {
        if (!_series.TryGetValue(at.Series, out ForecastErrors? series))
        {
            _series[at.Series] = series = New();
        }
        SeriesForecast forecast = at.Forecast;
        int first = forecast.Horizon - _steps.Length;
        var intervals = new (double, double)[_levels.Length];
        double[] quantiles = new double[_quantiles.Length];
        for (int k = 0; k < _targets.Length; k++)
        {
            float[] actuals = at.Actuals(k), values = forecast.Values(k);
            (float[] Lower, float[] Upper)[] bounds = [.. _levels.Select(level => forecast.Interval(level, k))];
            float[][] below = [.. _quantiles.Select(p => forecast.Quantile(p, k))];
            for (int step = first; step < forecast.Horizon; step++)
            {
                for (int i = 0; i < intervals.Length; i++)
                {
                    intervals[i] = (bounds[i].Lower[step], bounds[i].Upper[step]);
                }
                for (int i = 0; i < quantiles.Length; i++)
                {
                    quantiles[i] = below[i][step];
                }
                foreach (ForecastErrors errors in (ReadOnlySpan<ForecastErrors>)[_all, _steps[step - first], _targets[k], series])
                {
                    errors.Add(actuals[step], values[step], scales[k], intervals, _quantiles, quantiles);
                }
            }
        }
    }

    private ForecastErrors New() => new(_levels);
}
