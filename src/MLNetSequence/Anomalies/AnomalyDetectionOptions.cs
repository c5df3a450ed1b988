using MLNetSequence.Anomalies;
using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>What every anomaly detector can be told. Copied when it is made: changing it later changes nothing.</summary>
public abstract class AnomalyDetectionOptions
{
    private protected AnomalyDetectionOptions() { }

    /// <summary>
    /// Name of the column to make: a vector of three Double, "Alert" (0 or 1), "Raw Score" and "P-Value Score", in the order of ML.NET's
    /// spike detectors. "Prediction" by default.
    /// </summary>
    public string OutputColumnName { get; set; } = "Prediction";

    /// <summary>
    /// Name of the column of scores to make, Single, which <c>mlContext.AnomalyDetection.Evaluate</c> reads; null for none. "Score" by
    /// default.
    /// </summary>
    public string? ScoreColumnName { get; set; } = "Score";

    /// <summary>
    /// Name of the column of alerts to make, Boolean, which <c>mlContext.AnomalyDetection.Evaluate</c> reads; null for none.
    /// "PredictedLabel" by default.
    /// </summary>
    public string? PredictedLabelColumnName { get; set; } = "PredictedLabel";

    /// <summary>
    /// Name of the column to make that says which inputs are strange: a vector of Single with a number for each of them, how far it lies
    /// above (or with a minus sign below) what was expected, less what the errors of the others let expect, in deviations that are usual
    /// then. NaN for a value that is missing. Null, the default, for none.
    /// </summary>
    public string? ContributionsColumnName { get; set; }

    /// <summary>
    /// The share of normal rows without an alert, above 0 and below 1: the threshold is that quantile of the scores of the rows that were
    /// held out. Null, the default, for 0.99, or, where there are too few scores to know it, for alerts above all of them. Not with
    /// <see cref="ExpectedRate"/>.
    /// </summary>
    public double? ThresholdQuantile { get; set; }

    /// <summary>
    /// The share of normal rows that may have an alert, above 0 and below 1, in place of <see cref="ThresholdQuantile"/>. From 200 scores
    /// on the tail of their distribution is known as a generalised Pareto distribution (Siffer et al. 2017, "SPOT"), and the rate may be
    /// far below one in all rows. Null, the default, for none.
    /// </summary>
    public double? ExpectedRate { get; set; }

    /// <summary>
    /// Share of each series' rows, the last ones, that nothing is learned from, and whose scores say what is normal: from 0 to below 1; 0.2
    /// by default. With 0 they are the scores of the rows that were learned from, which are too low for a model that knows them by heart.
    /// </summary>
    public double CalibrationFraction { get; set; } = 0.2;

    /// <summary>
    /// Rows of a series that a score takes at least, from 1 to the model's window: rows that have fewer get the score NaN, and no alert.
    /// Null, the default, for a whole window, or with a baseline for as many as it needs.
    /// </summary>
    public int? MinimumRows { get; set; }

    /// <summary>Checks what can be checked without data.</summary>
    /// <returns>A copy, with all collections copied.</returns>
    internal AnomalyDetectionOptions CheckedCopy()
    {
        ArgumentException.ThrowIfNullOrEmpty(OutputColumnName);
        Arguments.NullOrName(ScoreColumnName, nameof(ScoreColumnName));
        Arguments.NullOrName(PredictedLabelColumnName, nameof(PredictedLabelColumnName));
        Arguments.NullOrName(ContributionsColumnName, nameof(ContributionsColumnName));
        string[] made = [.. AnomalySettings.Names(this)];
        if (made.Distinct().Count() < made.Length)
        {
            throw new ArgumentException($"The columns to make need names of their own; they are {string.Join(", ", made)}.");
        }
        Rate(ThresholdQuantile, nameof(ThresholdQuantile));
        Rate(ExpectedRate, nameof(ExpectedRate));
        if (ThresholdQuantile is not null && ExpectedRate is not null)
        {
            throw new ArgumentException($"Say {nameof(ThresholdQuantile)} or {nameof(ExpectedRate)}: one threshold cannot follow both.");
        }
        Arguments.Share(CalibrationFraction, nameof(CalibrationFraction));
        Arguments.AtLeast(MinimumRows ?? 1, 1, nameof(MinimumRows));
        CheckModel();
        var copy = (AnomalyDetectionOptions)MemberwiseClone();
        copy.CopyModel();
        return copy;
    }

    /// <summary>Checks the options of the kind of detector.</summary>
    private protected virtual void CheckModel() { }

    /// <summary>Copies collections among the options of the kind of detector, in the copy.</summary>
    private protected virtual void CopyModel() { }

    private static void Rate(double? value, string name) =>
        Arguments.Require(value is null or (> 0 and < 1), value, name, "above 0 and below 1, or null");
}
