using MLNetSequence.Forecasting.Backtesting;

namespace MLNetSequence;

/// <summary>How well forecasts meet what came: means over all values that were forecast, whatever their series, origin and step.</summary>
/// <remarks>
/// y is an actual value and f its forecast. Values that are not known, NaN, are left out of everything; a forecast that is NaN makes every
/// error NaN, so that a forecaster which gives none is not taken for a good one. Where no value counts, a metric is NaN.
/// </remarks>
public sealed class ForecastMetrics
{
    internal ForecastMetrics(ForecastErrors errors)
    {
        Count = errors.Count;
        MeanAbsoluteError = errors.Absolute.Mean;
        RootMeanSquaredError = Math.Sqrt(errors.Squared.Mean);
        MeanAbsolutePercentageError = 100 * errors.Percentage.Mean;
        PercentageErrorCount = errors.Percentage.Count;
        SymmetricMeanAbsolutePercentageError = 200 * errors.Symmetric.Mean;
        MeanAbsoluteScaledError = errors.Scaled.Mean;
        ScaledErrorCount = errors.Scaled.Count;
        MeanPinballLoss = errors.Pinball.Mean;
        Intervals = errors.Intervals();
    }

    /// <summary>Values that count: those that were forecast and whose actual value is known.</summary>
    public long Count { get; }

    /// <summary>MAE, in the series' unit: the mean of |y - f|. Lowest for forecasts of the median.</summary>
    public double MeanAbsoluteError { get; }

    /// <summary>RMSE, in the series' unit: √ of the mean of (y - f)². Lowest for forecasts of the mean.</summary>
    public double RootMeanSquaredError { get; }

    /// <summary>MAPE, in percent: the mean of 100·|y - f| / |y| (Hyndman and Koehler 2006).</summary>
    /// <remarks>
    /// Values that are 0 have no such error and are left out; <see cref="PercentageErrorCount"/> says how many were not. (Darts refuses
    /// such series; scikit-learn and sktime divide by the least number above 0.) Where values are near 0 it says little; nor does it where
    /// 0 is not a natural origin, as for degrees Celsius.
    /// </remarks>
    public double MeanAbsolutePercentageError { get; }

    /// <summary>Of the values that count, those that are not 0.</summary>
    public long PercentageErrorCount { get; }

    /// <summary>
    /// sMAPE, in percent, from 0 to 200: the mean of 200·|y - f| / (|y| + |f|), as in the M4 competition (Makridakis et al. 2020). Where
    /// y and f are both 0, the error is 0.
    /// </summary>
    public double SymmetricMeanAbsolutePercentageError { get; }

    /// <summary>
    /// MASE: the mean of |y - f| / s, where s is the mean of |y[t] - y[t - m]| over the rows of the value's own series before its first
    /// forecast and m is the length of its season (Hyndman and Koehler 2006, "Another look at measures of forecast accuracy"). Below 1
    /// is better than the seasonal naive forecast was there, one step ahead for m = 1.
    /// </summary>
    /// <remarks>
    /// Values of a series that is shorter than a season, or repeats itself exactly, so that s is 0, are left out;
    /// <see cref="ScaledErrorCount"/> says how many were not.
    /// </remarks>
    public double MeanAbsoluteScaledError { get; }

    /// <summary>Of the values that count, those whose series has a scale above 0.</summary>
    public long ScaledErrorCount { get; }

    /// <summary>
    /// The mean of max(τ·(y - q), (τ - 1)·(y - q)) over the values and the levels τ of their forecast quantiles q (Koenker and Bassett
    /// 1978), in the series' unit; NaN where no quantiles were forecast.
    /// </summary>
    /// <remarks>
    /// As <see cref="QuantileLoss"/> has it. Twice as much, for levels that are spread evenly, is nearly the CRPS; Darts and GluonTS
    /// double it, scikit-learn's mean_pinball_loss does not.
    /// </remarks>
    public double MeanPinballLoss { get; }

    /// <summary>The prediction intervals' metrics, in the order in which the levels were asked for; empty where there were none.</summary>
    public IReadOnlyList<IntervalMetrics> Intervals { get; }

    /// <summary>The metrics as a table of one line.</summary>
    /// <returns>Lines of text.</returns>
    public override string ToString() => ForecastReport.Table([("", this)]);
}
