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
    private readonly bool[] _isSeen = new bool[targets];

    /// <summary>What targets are divided by; NaN where nothing is known of one.</summary>
    public ReadOnlySpan<double> Widths => _widths;

    /// <summary>Whether a target has a value in the window.</summary>
    public bool IsSeen(int target) => _isSeen[target];

    /// <summary>
    /// Finds the scale of a window, of the rows that are known alone; where a target is missing in all of them, of the series in training.
    /// Where that is not known either, there is none, and whatever is measured by it is NaN.
    /// </summary>
    /// <param name="window">The window.</param>
    /// <param name="width">Numbers of a row.</param>
    /// <exception cref="InvalidOperationException">A value is none that can be transformed.</exception>
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
                if (!TargetTransforms.Fits(settings.Transform, rows[i]))
                {
                    throw new InvalidOperationException(FormattableString.Invariant(
                        $"A target of a row to forecast from is {rows[i]}: {settings.Transform} needs values ")
                        + $"{TargetTransforms.Expected(settings.Transform)}.");
                }
                double value = TargetTransforms.Of(settings.Transform, rows[i]);
                moments.Add(value);
                last = double.IsNaN(value) ? last : value;
            }
            int place = series * targets + k;
            SeriesMeasure known = series >= 0 && place < scales.Series.Count ? scales.Series[place] : SeriesMeasure.Nothing;
            _isSeen[k] = moments.Count > 0;
            // Of what the window cannot tell, as of the deviation of one value, the series' own measure is all that is known.
            static double Own(double measure, bool isTold) => (isTold ? Share : 1) * measure;
            double centre = settings.Scaling.Centre switch
            {
                ScaleCentre.LastValue => _isSeen[k] ? last : known.Mean,
                ScaleCentre.WindowMean => _isSeen[k] ? moments.Mean : known.Mean,
                ScaleCentre.SeriesMean => known.Count > 0 ? known.Mean : moments.Mean,
                _ => 0,
            };
            double wide = settings.Scaling.Width switch
            {
                ScaleWidth.WindowDeviation => moments.Deviation + Own(known.Deviation, moments.Count > 1),
                ScaleWidth.WindowMagnitude => moments.Magnitude + Own(known.Magnitude, _isSeen[k]),
                ScaleWidth.WindowChange => moments.Change + Own(known.Change, moments.HasChange),
                ScaleWidth.SeriesDeviation => known.Deviation > 0 ? known.Deviation : moments.Deviation,
                _ => 1,
            };
            bool isKnown = _isSeen[k] || known.Count > 0 || settings.Scaling == ForecastScaling.None;
            (_centres[k], _widths[k]) = isKnown ? (centre, wide > 0 ? wide : 1) : (double.NaN, double.NaN);
        }
    }

    /// <summary>To the network's scale; NaN stays NaN.</summary>
    public float Of(int target, double value) =>
        (float)((TargetTransforms.Of(settings.Transform, value) - _centres[target]) / _widths[target]);

    /// <summary>Back to the values' own.</summary>
    public double Back(int target, double z) =>
        TargetTransforms.Back(settings.Transform, _centres[target] + _widths[target] * z);
}
