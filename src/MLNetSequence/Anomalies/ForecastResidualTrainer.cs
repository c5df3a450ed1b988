using Microsoft.ML.Runtime;
using MLNetSequence.Anomalies;
using MLNetSequence.Forecasting;
using MLNetSequence.Forecasting.Backtesting;
using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Recurrent;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>
/// Fits a forecaster; what it did not foresee is strange. Made by <c>mlContext.AnomalyDetection.Trainers.ForecastResiduals</c>.
/// </summary>
/// <remarks>
/// The error of a row is how far its targets lie from what was forecast one step ahead, from the rows before it: in predicted standard
/// deviations (a 95 % interval has 3.92) where the forecaster has a distribution, and else against the mean change from row to row of its
/// series in training. The score is that in usual errors; of several targets the Mahalanobis distance. Known covariates of the row itself
/// are read.
/// <para>
/// A strange row is in the past of those that follow, so these may be foreseen badly, too, and have alerts: see them as one event
/// (<c>DetectEvents</c>), or take an autoencoder.
/// </para>
/// <list type="table">
/// <item><term>Inputs</term><description>what the forecaster reads</description></item>
/// <item><term>Forecaster</term><description>any of <c>mlContext.Forecasting</c>, networks and baselines; best of horizon
/// 1</description></item>
/// <item><term>Training data</term><description>mostly normal rows; a few anomalies do little harm</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// </remarks>
public sealed class ForecastResidualTrainer : IEstimator<SequenceAnomalyTransformer>
{
    private readonly IEstimator<ForecastingTransformer> _forecaster;
    private readonly ForecastingOptions _forecasting;
    private readonly Options _options;
    private readonly Func<bool> _contextCancelled;

    internal ForecastResidualTrainer(IHostEnvironment environment, IEstimator<ForecastingTransformer> forecaster, Options options)
    {
        ArgumentNullException.ThrowIfNull(forecaster);
        ArgumentNullException.ThrowIfNull(options);
        _forecaster = forecaster;
        _forecasting = forecaster is IForecastingEstimator known ? known.Forecasting : throw new ArgumentException(
            $"The forecaster must be one of mlContext.Forecasting, not {forecaster.GetType().Name}.", nameof(forecaster));
        _options = (Options)options.CheckedCopy();
        _contextCancelled = MLNet.Cancelled(environment.Register(nameof(ForecastResidualTrainer)));
    }

    /// <summary>Fits the forecaster to the first rows of each series, and measures scores on the last ones.</summary>
    /// <param name="input">The rows of each series in order of time. Series may be mixed. They are read several times.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="ArgumentException">The forecaster reads more rows ahead than the one that is scored.</exception>
    /// <exception cref="InvalidOperationException">
    /// There are too few rows to learn from, to score, or to know the threshold that is asked for, or a row makes no sense; the message
    /// says which.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SequenceAnomalyTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _ = ForecastInputs.Of(input.Schema, _forecasting);
        var all = new BacktestRows(input, _forecasting, IsCancelled);
        int[] rows = [.. all.Bare.Series.Select(s => s.Count)];
        AnomalyCalibration.CheckRows(rows, (_options.MinimumRows ?? 1) + 1);
        int[] learned = AnomalyCalibration.Learned(rows, _options.CalibrationFraction, 1);
        ForecastingTransformer fitted = _forecaster.Fit(
            _options.CalibrationFraction == 0 ? input : all.View([.. learned.Select(n => new RowSpan(0, n))]));
        CheckAhead(fitted.Model);
        SeriesData data = SeriesData.Read(input, fitted.Model.Inputs, fitted.Model.Memory.Groups, IsCancelled);
        AnomalySettings settings = AnomalySettings.Of(_options, seesRow: false, fitted.Model.Core);
        SeriesScales scales = SeriesScales.Of(data, learned, TargetTransform.None);
        var expectation = new Expectation(fitted.Model, settings, scales);
        AnomalyCalibration.CheckRows(rows, expectation.LeastRows);
        AnomalyModel model = new AnomalyCalibration(expectation, IsCancelled).Measure(settings, scales, data, learned, _options);
        ForecastMemory memory = ForecastMemory.Of(data, expectation.Rows);
        return new SequenceAnomalyTransformer(model, fitted.With(fitted.Model with { Memory = memory }));
    }

    /// <summary>The input's schema with the columns that the model appends.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with more columns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ForecastInputs.Check(inputSchema, _forecasting);
        return ColumnChecks.With(inputSchema, AnomalyOutputs.Promise(_options));
    }

    private static void CheckAhead(ForecastModel model)
    {
        if (model.ReadsAhead && model.RowsAhead(1) > 1)
        {
            throw new ArgumentException(
                $"The forecaster reads what is known of {model.RowsAhead(1)} rows ahead, and only that of the row itself is known when it "
                + $"is scored: give a forecaster with a {nameof(ForecastingOptions.Horizon)} of 1.");
        }
    }

    private bool IsCancelled() => _options.CancellationToken.IsCancellationRequested || _contextCancelled();

    /// <summary>What an anomaly detector by a forecaster can be told.</summary>
    public sealed class Options : AnomalyDetectionOptions
    {
        /// <summary>Asked while rows are read and scored; the forecaster's training has a token of its own.</summary>
        public CancellationToken CancellationToken { get; set; }
    }
}
