using MLNetSequence.Anomalies;
using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Mapping;
using MLNetSequence.Streaming;
using MLNetSequence.Windowing;

namespace MLNetSequence;

/// <summary>
/// A trained anomaly detector: says of each row of a series how strange it is, from the rows up to it and from those alone.
/// </summary>
/// <remarks>
/// Columns that are made:
/// <list type="table">
/// <item><term>Prediction</term><description>a vector of three Double, with the slot names and in the order of ML.NET's spike detectors:
/// "Alert" (1 where the raw score reaches the <see cref="Threshold"/>, else 0), "Raw Score" (at least 0; greater is stranger), and
/// "P-Value Score" (how often a normal row scores so high, above 0 and at most 1)</description></item>
/// <item><term>Score, PredictedLabel</term><description>the raw score as Single and the alert as Boolean, as
/// <c>mlContext.AnomalyDetection.Evaluate</c> reads them</description></item>
/// <item><term>Contributions</term><description>where a column is named for them: for each input how far it lies above what was expected
/// (with a minus sign below) of it and of the errors of the others, in deviations that are usual</description></item>
/// </list>
/// The score is the Mahalanobis distance of the inputs' errors over the root of their number: of one input its error in usual errors; of
/// several about 1 for a normal row, and large where one errs alone that otherwise errs with others.
/// <para>
/// The first rows of a series, which have fewer rows before them than a score takes, have the score and the p-value NaN, and no alert; so
/// has a row all of whose inputs are missing (NaN). A row of which some are missing is judged by the others.
/// </para>
/// <para>
/// Transform and a streaming engine (<c>model.CreateSequenceEngine</c>) that have seen the same rows give the same bits. The engine goes on
/// after the last rows of the training data, which the model remembers. Any number of threads may use the model at once.
/// </para>
/// </remarks>
/// <example><code>
/// IDataView scored = model.Transform(readings);
/// AnomalyDetectionMetrics metrics = mlContext.AnomalyDetection.Evaluate(scored);   // with a column Label: 1 for an anomaly
///
/// // Alerts that are close together as one event: where each begins, ends, and is at its worst.
/// IDataView series = mlContext.Data.GroupIntoSequences(scored, "Machine", "Score");
/// var rules = new EventRules { Threshold = (float)model.Threshold, MinimumGap = 5 };
/// IDataView events = mlContext.Transforms.DetectEvents("Events", "Series", rules: rules).Fit(series).Transform(series);
/// </code></example>
public sealed class SequenceAnomalyTransformer : SequenceHistoryTransformer, IStreamingTransformer
{
    internal const string Kind = "anomaly";

    internal SequenceAnomalyTransformer(AnomalyModel model, ForecastingTransformer expected) => (Model, Expected) = (model, expected);

    /// <summary>The least score that is an alert.</summary>
    public double Threshold => Model.Threshold;

    /// <summary>Rows that a score is made of, at most: those of the window.</summary>
    public int WindowSize => Expected.WindowSize;

    /// <summary>The network inside; null for a detector by a forecaster that has none.</summary>
    public SequenceNetwork? Network => Expected.Network;

    /// <summary>How training went, and why it ended; saved with the model. Null for a detector by a forecaster without a network.</summary>
    public TrainingReport? Report => Expected.Report;

    /// <summary>
    /// How training went, an entry for every epoch; saved with the model. Null for a detector by a forecaster without a network.
    /// </summary>
    public TrainingHistory? History => Expected.History;

    internal AnomalyModel Model { get; }

    /// <summary>What gives the expected values, and remembers the series.</summary>
    internal ForecastingTransformer Expected { get; }

    internal override IReadOnlyList<string> Inputs => Expected.Inputs;

    internal override string? GroupColumn => Expected.GroupColumn;

    internal override ShownRows Rows => new(First: 0);

    private protected override (string Method, string Output) Known => ("An anomaly detector", Model.Settings.Output);

    private protected override string InPlace => "Use Transform on the rows of the series in order, or model.CreateSequenceEngine, which "
        + "takes in one row after the other.";

    /// <summary>How often a normal row has such a score, or a greater one.</summary>
    /// <param name="score">A score.</param>
    /// <returns>Above 0 and at most 1; NaN for NaN.</returns>
    public double PValue(double score) => Model.Scores.PValue(score);

    IStreamingTransformer IStreamingTransformer.StartStream() => new AnomalyStream(this);

    internal static ITransformer Load(byte[] payload) => AnomalyFile.Read(payload);

    /// <summary>The same with another memory.</summary>
    internal SequenceAnomalyTransformer With(ForecastModel expected) => new(Model, Expected.With(expected));

    internal override IHistoryRun Start(DataViewRow input) =>
        new AnomalyRun(Model, new Expectation(Expected.Model, Model.Settings, Model.Scales), input);

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input)
    {
        ForecastInputs inputs = Expected.Model.Inputs;
        foreach (ForecastColumn column in inputs.Targets)
        {
            column.Find(input, Model.Settings.SeesRow ? ForecastColumn.Input : ForecastColumn.Target);
        }
        inputs.CheckSchema(input);
        return AnomalyOutputs.Of(Model.Settings, inputs);
    }

    private protected override (string Kind, byte[] Payload) Saved() => (Kind, AnomalyFile.Write(Model, Expected));
}
