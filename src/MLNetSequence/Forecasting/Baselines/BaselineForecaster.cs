using Microsoft.ML.Runtime;
using MLNetSequence.Forecasting;
using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>
/// A simple forecaster, against which others are to be measured: naive, seasonal naive, drift, or a linear autoregression. Made by
/// <see cref="ForecastingBaselineCatalog"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input</term><description>columns of Single, or vectors of Single of known size, each number a target that is forecast by
/// itself; the rows of each series in order of time. Series may be mixed</description></item>
/// <item><term>Output</term><description>vector of Single, of the size of the horizon, or for K targets (horizon, K); bounds of the same
/// type, where columns for them are named</description></item>
/// <item><term>Naive</term><description>the last observed value; deviation σ√h, h steps ahead</description></item>
/// <item><term>Seasonal naive</term><description>the last observed value of the same season; deviation σ√k, k seasons
/// ahead</description></item>
/// <item><term>Drift</term><description>the line through the first and the last observed value of the series, of which there must be two;
/// deviation σ√(h(1 + h/(T - 1))), T rows of the series</description></item>
/// <item><term>Linear autoregression</term><description>a linear function of the last rows by ordinary least squares, one for each target,
/// learned from all series together, each divided by its mean size; deviation from what becomes of a shock, step by
/// step</description></item>
/// <item><term>σ</term><description>the standard deviation of the residuals one step (or season) ahead in training, of each series and
/// target; of a series that was not there, in its window; of a linear autoregression, of all series together, in units of their mean
/// size. NaN, and bounds with it, where there are too few values. Intervals are normal, and do not count in that what was learned is
/// uncertain</description></item>
/// <item><term>Missing values</term><description>NaN is skipped: steps are counted from the value that was last observed. A linear
/// autoregression puts its own forecast of one step where a value is missing behind as many rows as its equation has, which does not
/// widen the bounds, and leaves such rows out as it learns. Where there is nothing to go by, the forecast is NaN</description></item>
/// <item><term>Window</term><description>128 rows, or 4 seasons where that is more; for a linear autoregression twice the rows of its
/// equation. An older value is not seen, but for the first, which drift needs</description></item>
/// <item><term>Horizon</term><description>any number of steps</description></item>
/// <item><term>Reads the data to fit</term><description>once; it is held in memory meanwhile</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// <para>
/// Methods and intervals: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 5.2 and 5.5.
/// </para>
/// </remarks>
public sealed partial class BaselineForecaster : IEstimator<ForecastingTransformer>, IForecastingEstimator
{
    private readonly Options _options;
    private readonly Func<bool> _cancelled;

    internal BaselineForecaster(IHostEnvironment environment, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = (Options)options.CheckedCopy();
        _cancelled = MLNet.Cancelled(environment);
    }

    ForecastingOptions IForecastingEstimator.Forecasting => _options;

    /// <summary>Reads the series once, and works out what the method needs.</summary>
    /// <param name="input">The rows of each series in order of time. Series may be mixed.</param>
    /// <returns>The forecaster, which remembers the end of each series.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">
    /// There is no row; a value is infinite; a time does not rise; or there are too few rows for a linear autoregression.
    /// </exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public ForecastingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        SeriesData data = SeriesData.Read(input, ForecastInputs.Of(input.Schema, _options), cancelled: _cancelled);
        if (data.Rows == 0)
        {
            throw new InvalidOperationException("The data has no rows to forecast from.");
        }
        ForecastCore core = _options.Learn(data, _cancelled);
        return new ForecastingTransformer(new ForecastModel(
            ForecastSettings.Of(_options), data.Inputs, TimeStep.Of(data), core, ForecastMemory.Of(data, core.Window)));
    }

    /// <summary>The input's schema with the forecast and, where asked for, its bounds.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with one to three more columns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ForecastInputs.Check(inputSchema, _options);
        return ColumnChecks.With(inputSchema, ForecastOutputs.Promise(ForecastSettings.Of(_options)));
    }
}
