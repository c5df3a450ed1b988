using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Recurrent;
using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Anomalies;

/// <summary>What an anomaly transformer is, beside the model that says what is expected. Saved with it.</summary>
/// <param name="Settings">Columns, and what a window is.</param>
/// <param name="Scales">What was measured on the rows that were learned from.</param>
/// <param name="Errors">How large the errors of the inputs usually are.</param>
/// <param name="Scores">The scores of normal rows.</param>
/// <param name="Threshold">The least score that is an alert.</param>
internal sealed record AnomalyModel(
    AnomalySettings Settings, SeriesScales Scales, ErrorCovariance Errors, ScoreDistribution Scores, double Threshold)
{
    /// <summary>Judges a row.</summary>
    /// <param name="expectation">What is expected.</param>
    /// <param name="series">The series.</param>
    /// <param name="row">The row, of those that are kept.</param>
    public AnomalyScore Judge(Expectation expectation, SeriesRows series, int row)
    {
        if (expectation.WindowOf(series, row) is not { } window)
        {
            return AnomalyScore.None(expectation.Targets);
        }
        double[] off = new double[expectation.Targets];
        expectation.Measure(window, expectation.Expect([window])[0], series.ValuesOf(row, 1).Span, off);
        double score = Errors.Score(off);
        return new AnomalyScore(score, Scores.PValue(score), score >= Threshold, off);
    }

    /// <summary>Whether a model's file can say so.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public void CheckSaved(ForecastModel expected)
    {
        Settings.CheckSaved(expected.Core.Window);
        Scales.CheckSaved(expected.Inputs);
        Scores.Check();
        Errors.CheckSaved(expected.Inputs.TargetCount);
        if (!double.IsFinite(Threshold))
        {
            throw new ArgumentException("its threshold makes no sense.");
        }
    }
}
