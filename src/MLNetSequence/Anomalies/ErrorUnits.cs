using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Recurrent;

namespace MLNetSequence.Anomalies;

/// <summary>
/// What an error is large or small against, so that those of series and columns of any size can be compared: of a row that is reconstructed
/// the deviation of the series in training, of one that is forecast the mean change from row to row, as in MASE (Hyndman and Koehler 2006).
/// </summary>
/// <param name="scales">What was measured in training.</param>
/// <param name="changes">Whether it is changes.</param>
/// <param name="targets">K.</param>
internal sealed class ErrorUnits(SeriesScales scales, bool changes, int targets)
{
    /// <summary>The unit of a column, above 0; of a series that was not in training, or did not move, it is the window's.</summary>
    /// <param name="window">The window that the value was expected from.</param>
    /// <param name="column">The column, below K.</param>
    /// <param name="width">Numbers of a row.</param>
    public double Of(in ForecastWindow window, int column, int width)
    {
        int number = window.Facts.Number * targets + column;
        if (window.Facts.Number >= 0 && number < scales.Series.Count
            && (changes ? scales.Series[number].Change : scales.Series[number].Deviation) is > 0 and var known)
        {
            return known;
        }
        var moments = new Moments();
        ReadOnlySpan<float> rows = window.History.Span;
        for (int i = column; i < rows.Length; i += width)
        {
            moments.Add(rows[i]);
        }
        double own = changes ? moments.Change : moments.Deviation;
        return own > 0 ? own : 1;
    }
}
