using MLNetSequence.Forecasting.Models;
using MLNetSequence.Mapping;

namespace MLNetSequence.Anomalies;

/// <summary>What an anomaly model makes of an expected value. Saved with the model.</summary>
/// <param name="Output">Name of the column of alert, score and p-value.</param>
/// <param name="Score">Name of the column of scores; null for none.</param>
/// <param name="PredictedLabel">Name of the column of alerts; null for none.</param>
/// <param name="Contributions">Name of the column of the inputs' parts in the score; null for none.</param>
/// <param name="SeesRow">
/// Whether the row is in the window that its values are expected from, as in an autoencoder, or comes after it.
/// </param>
/// <param name="MinimumRows">Rows of a window, at least.</param>
internal sealed record AnomalySettings(
    string Output, string? Score, string? PredictedLabel, string? Contributions, bool SeesRow, int MinimumRows)
{
    public static AnomalySettings Of(AnomalyDetectionOptions options, bool seesRow, ForecastCore core)
    {
        (int rows, int window) = (options.MinimumRows ?? core.NeededRows, core.Window);
        Arguments.Require(rows <= window, rows, nameof(options.MinimumRows), $"at most the window, {window}");
        return new AnomalySettings(
            options.OutputColumnName, options.ScoreColumnName, options.PredictedLabelColumnName, options.ContributionsColumnName, seesRow,
            rows);
    }

    /// <summary>The columns that are made.</summary>
    public static IEnumerable<string> Names(AnomalyDetectionOptions options) => new[]
    {
        options.OutputColumnName, options.ScoreColumnName, options.PredictedLabelColumnName, options.ContributionsColumnName,
    }.OfType<string>();

    /// <summary>Whether a model's file can say so.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public void CheckSaved(int window)
    {
        ArgumentException.ThrowIfNullOrEmpty(Output);
        Arguments.NullOrName(Score, "score");
        Arguments.NullOrName(PredictedLabel, "predictedLabel");
        Arguments.NullOrName(Contributions, "contributions");
        Arguments.Require(MinimumRows >= 1 && MinimumRows <= window, MinimumRows, "minimumRows", $"from 1 to {window}");
    }
}
