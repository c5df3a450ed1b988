using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>What one fitted forecaster may read at an origin: the rows before it, and of those after it what is known ahead.</summary>
internal sealed class BacktestWindows
{
    private readonly BacktestRows _rows;
    private readonly FittedForecaster _fitted;
    private readonly ForecastModel _model;
    private readonly int _horizon;
    private readonly int _rowsAhead;
    private readonly SeriesRows?[] _all;
    private readonly Dictionary<string, int> _trained = [];

    /// <param name="rows">The data.</param>
    /// <param name="fitted">What was fitted to rows before the origin.</param>
    /// <param name="horizon">H.</param>
    public BacktestWindows(BacktestRows rows, FittedForecaster fitted, int horizon)
    {
        (_rows, _fitted, _horizon) = (rows, fitted, horizon);
        _model = fitted.Forecaster.Model;
        // A network that gives all steps at once reads rows to come for all of them, however few are asked for.
        _rowsAhead = _model.ReadsAhead ? _model.RowsAhead(horizon) : horizon;
        _all = rows.Prepare(fitted);
        Targets = _model.Inputs.TargetNames;
        for (int i = 0; i < _model.Memory.Series.Count; i++)
        {
            _trained[_model.Memory.NameOf(i)] = i;
        }
    }

    /// <summary>What forecasts.</summary>
    public ForecastCore Core => _model.Core;

    /// <summary>Names of the targets, K.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>
    /// The series that can be forecast at an origin; one of which the pipeline leaves no known row cannot, nor can one without all rows to
    /// come that the model reads.
    /// </summary>
    public IEnumerable<OriginWindow> At(BacktestOrigin origin)
    {
        // What is made of a row and the rows around it must be made anew of those that are known.
        SeriesRows?[] known = _fitted.IsRowByRow ? _all : _rows.Prepare(_fitted, origin);
        SeriesRows?[] ahead = _fitted.IsRowByRow || _model.Inputs.FutureCount == 0 ? _all : _rows.PrepareAhead(_fitted, origin, _rowsAhead);
        foreach (int series in origin.Series)
        {
            if (known[series] is not { } history || _all[series] is not { } all || ahead[series] is not { } next)
            {
                continue;
            }
            int toCome = _rows.Bare.Series[series].Count - origin.Known[series];
            int rows = _fitted.IsRowByRow ? origin.Known[series] : history.Count;
            if (rows + toCome != all.Count)
            {
                throw new InvalidOperationException(
                    $"The pipeline leaves out rows within a series: of {origin.Known[series]} rows before an origin it shows {rows}, of "
                    + $"{_rows.Bare.Series[series].Count} rows in all {all.Count}. It may leave out the first ones only.");
            }
            if (rows > 0 && toCome >= _rowsAhead)
            {
                yield return new OriginWindow(origin, series, Window(series, history, rows, next), history, rows, all);
            }
        }
    }

    /// <summary>What came after an origin.</summary>
    /// <returns>[H, K].</returns>
    public float[] Actuals(OriginWindow at)
    {
        float[] actuals = new float[_horizon * Targets.Count];
        for (int h = 0; h < _horizon; h++)
        {
            at.All.ValuesOf(at.Known + h, 1).Span[..Targets.Count].CopyTo(actuals.AsSpan(h * Targets.Count));
        }
        return actuals;
    }

    private ForecastWindow Window(int series, SeriesRows history, int known, SeriesRows next)
    {
        ForecastWindow window = ForecastWindow.Of(history, known, _model.Core.Window, 0) with { Facts = Facts(series, history, known) };
        if (_model.ReadsAhead)
        {
            window = window with { Future = KnownAhead(next, known), FutureTimes = next.TimesOf(known, _rowsAhead) };
        }
        return _model.Ready(window, _horizon)!.Value;
    }

    // Targets and past covariates of rows to come are not there.
    private float[] KnownAhead(SeriesRows next, int origin)
    {
        (int width, int own) = (_model.Inputs.Width, _model.Inputs.FutureCount);
        float[] future = new float[_rowsAhead * width];
        Array.Fill(future, float.NaN);
        ReadOnlySpan<float> rows = next.ValuesOf(origin, _rowsAhead).Span;
        for (int end = width; end <= future.Length; end += width)
        {
            rows[(end - own)..end].CopyTo(future.AsSpan(end - own));
        }
        return future;
    }

    // The first value of a target may lie behind the origin; and the series is another one to each model.
    private SeriesFacts Facts(int series, SeriesRows history, int known)
    {
        int number = _trained.GetValueOrDefault(_rows.Bare.NameOf(series), Mapping.GroupReader.Unknown);
        SeriesFacts all = history.Facts;
        var facts = new SeriesFacts(number, all.Statics, all.Keys, all.FirstValues.Length);
        for (int k = 0; k < all.FirstValues.Length; k++)
        {
            if (all.FirstRows[k] < known)
            {
                (facts.FirstValues[k], facts.FirstRows[k]) = (all.FirstValues[k], all.FirstRows[k]);
            }
        }
        return facts;
    }
}

/// <summary>A series at an origin.</summary>
/// <param name="Origin">The origin.</param>
/// <param name="Series">The series' number.</param>
/// <param name="Window">What the forecast is made of.</param>
/// <param name="History">Rows of the series, of which the first ones are known.</param>
/// <param name="Known">How many.</param>
/// <param name="All">All rows of the series, as many of them before the origin.</param>
internal sealed record OriginWindow(
    BacktestOrigin Origin, int Series, ForecastWindow Window, SeriesRows History, int Known, SeriesRows All);
