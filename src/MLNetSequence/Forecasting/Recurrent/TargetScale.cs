using MLNetSequence.Forecasting.Models;

namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>The scale of one window's targets: z = (transformed value − centre) / width.</summary>
/// <param name="settings">How it is found.</param>
/// <param name="scales">What was measured in training.</param>
/// <param name="targets">K.</param>
internal sealed class TargetScale(NetworkSettings settings, SeriesScales scales, int targets)
{
    // Of the series' own measure, added to the window's.
    private const double Share = 0.01;

    private readonly double[] _centres = new double[targets];
    private readonly double[] _widths = new double[targets];

    public ReadOnlySpan<double> Widths => _widths;

    /// <summary>Finds the scale of a window, of the rows that are known alone.</summary>
    /// <param name="window">The window.</param>
    /// <param name="width">Numbers of a row.</param>
    public void Set(in ForecastWindow window, int width)
    {
        ReadOnlySpan<float> rows = window.History.Span;
        int series = window.Facts.Number;
        for (int k = 0; k < targets; k++)
        {
            var moments = new Moments();
            double last = double.NaN;
            for (int i = k; i < rows.Length; i += width)
            {
                double value = TargetTransforms.Of(settings.Transform, rows[i]);
                moments.Add(value);
                last = double.IsNaN(value) ? last : value;
            }
            SeriesMeasure known = series >= 0 && series * targets + k < scales.Series.Count ? scales.Series[series * targets + k] : SeriesMeasure.Nothing;
            double centre = settings.Scaling.Centre switch
            {
                ScaleCentre.LastValue => last,
                ScaleCentre.WindowMean => moments.Mean,
                ScaleCentre.SeriesMean => known.Count > 0 ? known.Mean : moments.Mean,
                _ => 0,
            };
            double wide = settings.Scaling.Width switch
            {
                ScaleWidth.WindowDeviation => moments.Deviation + Share * known.Deviation,
                ScaleWidth.WindowMagnitude => moments.Magnitude + Share * known.Magnitude,
                ScaleWidth.WindowChange => moments.Change + Share * known.Change,
                ScaleWidth.SeriesDeviation => known.Deviation > 0 ? known.Deviation : moments.Deviation,
                _ => 1,
            };
            // Where nothing is known of the window, neither is its level.
            (_centres[k], _widths[k]) = (double.IsNaN(centre) ? 0 : centre, wide > 0 ? wide : 1);
        }
    }

    /// <summary>To the network's scale; NaN stays NaN.</summary>
    public float Of(int target, double value) =>
        (float)((TargetTransforms.Of(settings.Transform, value) - _centres[target]) / _widths[target]);

    /// <summary>Back to the values' own.</summary>
    public double Back(int target, double z) =>
        TargetTransforms.Back(settings.Transform, _centres[target] + _widths[target] * z);
}
