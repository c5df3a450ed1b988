using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Recurrent;
using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Anomalies;

/// <summary>What an anomaly transformer is, beside the model that says what is expected. Saved with it.</summary>
/// <param name="Settings">Columns, and what a window is.</param>
/// <param name="Scales">What was measured on the rows that were learned from.</param>
/// <param name="Errors">The usual error of each input, [K].</param>
/// <param name="Scores">The scores of normal rows.</param>
/// <param name="Threshold">The least score that is an alert.</param>
internal sealed record AnomalyModel(
    AnomalySettings Settings, SeriesScales Scales, double[] Errors, ScoreDistribution Scores, double Threshold)
{
    /// <summary>Judges a row.</summary>
    /// <param name="expectation">What is expected.</param>
    /// <param name="series">The series.</param>
    /// <param name="row">The row, of those that are kept.</param>
    public AnomalyScore Judge(Expectation expectation, SeriesRows series, int row)
    {
        if (expectation.WindowOf(series, row) is not { } window)
        {
            return AnomalyScore.None(Errors.Length);
        }
        double[] off = new double[Errors.Length];
        expectation.Measure(window, expectation.Expect([window])[0], series.ValuesOf(row, 1).Span, off);
        Divide(off, Errors);
        double score = AnomalyScore.Of(off);
        return new AnomalyScore(score, Scores.PValue(score), score >= Threshold, off);
    }

    /// <summary>Errors in their usual ones.</summary>
    public static void Divide(Span<double> off, double[] errors)
    {
        for (int k = 0; k < off.Length; k++)
        {
            off[k] /= errors[k];
        }
    }

    /// <summary>Whether a model's file can say so.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public void CheckSaved(ForecastModel expected)
    {
        Settings.CheckSaved(expected.Core.Window);
        Scales.CheckSaved(expected.Inputs);
        Scores.Check();
        if (Errors.Length != expected.Inputs.TargetCount || !Array.TrueForAll(Errors, e => e > 0 && double.IsFinite(e))
            || !double.IsFinite(Threshold))
        {
            throw new ArgumentException("its errors or its threshold make no sense.");
        }
    }
}
