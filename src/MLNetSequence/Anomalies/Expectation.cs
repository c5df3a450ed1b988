using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Recurrent;
using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Anomalies;

/// <summary>
/// What a row is expected to be, and how far it is off: by a forecaster from the rows before it, or by one that was trained to forecast its
/// window backward, and so to reconstruct it, the row itself first.
/// </summary>
internal sealed class Expectation
{
    // Bounds that hold so much of a normal distribution are so many deviations apart on either side.
    private const double Level = 0.95, Deviations = 1.959963984540054;

    // A predicted deviation is not taken for less than this share of the series' unit: of mostly the same number it may be 0.
    private const double LeastShare = 0.01;

    private readonly ErrorUnits _units;
    private readonly int _minimumRows;

    /// <param name="model">What gives the expected values.</param>
    /// <param name="settings">Whether the row is in its window, and how short a window may be.</param>
    /// <param name="scales">What was measured in training.</param>
    public Expectation(ForecastModel model, AnomalySettings settings, SeriesScales scales)
    {
        (Model, SeesRow, _minimumRows) = (model, settings.SeesRow, settings.MinimumRows);
        _units = new ErrorUnits(scales, !SeesRow, Targets);
    }

    public ForecastModel Model { get; }

    /// <summary>K.</summary>
    public int Targets => Model.Inputs.TargetCount;

    /// <summary>Rows of a series that a score takes, the row itself included, where they are there.</summary>
    public int Rows => Model.Core.Window + (SeesRow ? 0 : 1);

    /// <summary>The least rows of a series, the row itself included, that a score takes.</summary>
    public int LeastRows => _minimumRows + (SeesRow ? 0 : 1);

    private bool SeesRow { get; }

    /// <summary>The window of a row; null where too few rows are there.</summary>
    /// <param name="series">The series.</param>
    /// <param name="row">The row, of those that are kept; nothing of the rows behind it is read.</param>
    public ForecastWindow? WindowOf(SeriesRows series, int row)
    {
        if (series.Before + row + 1 < LeastRows)
        {
            return null;
        }
        return SeesRow
            ? ForecastWindow.Of(series, row + 1, Model.Core.Window, 0)
            : Model.Ready(ForecastWindow.Of(series, row, Model.Core.Window, Model.ReadsAhead ? 1 : 0), 1);
    }

    /// <summary>What many rows are expected to be.</summary>
    public Prediction[] Expect(IReadOnlyList<ForecastWindow> windows) => Model.Core.Forecast(windows, Model.RowsAhead(1), paths: null);

    /// <summary>
    /// Writes how far a row lies above what was expected, in units of its series, or in predicted deviations where there are any; NaN for a
    /// number that is missing.
    /// </summary>
    /// <param name="window">The row's window.</param>
    /// <param name="expected">What was expected of it.</param>
    /// <param name="row">[K, …].</param>
    /// <param name="to">[K].</param>
    public void Measure(in ForecastWindow window, Prediction expected, ReadOnlySpan<float> row, Span<double> to)
    {
        for (int k = 0; k < to.Length; k++)
        {
            double width = _units.Of(window, k, Model.Inputs.Width);
            if (!SeesRow && Model.Core.HasDistribution)
            {
                double apart = expected.Quantile(k, (1 + Level) / 2) - expected.Quantile(k, (1 - Level) / 2);
                // Not a number where the model does not know.
                width = double.IsNaN(apart) ? width : Math.Max(apart / (2 * Deviations), LeastShare * width);
            }
            to[k] = (row[k] - expected.Point(k)) / width;
        }
    }
}
