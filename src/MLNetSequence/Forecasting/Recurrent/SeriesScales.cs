using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>What was measured on the rows to learn from, and on no others. Saved with the model.</summary>
/// <param name="Centres">The means of targets (not used), past and known covariates, [K + P + F].</param>
/// <param name="Widths">Their deviations, [K + P + F].</param>
/// <param name="Missing">Which of them are NaN in some row, [K + P + F].</param>
/// <param name="StaticCentres">The means of static numbers over the series, [S].</param>
/// <param name="StaticWidths">Their deviations, [S].</param>
/// <param name="Series">Each series' targets, transformed, [series · K].</param>
internal sealed record SeriesScales(
    double[] Centres, double[] Widths, bool[] Missing, double[] StaticCentres, double[] StaticWidths, IReadOnlyList<SeriesMeasure> Series)
{
    /// <summary>Measures data.</summary>
    /// <param name="data">The series.</param>
    /// <param name="rows">The first so many rows of each series are learned from.</param>
    /// <param name="transform">What is done to targets.</param>
    public static SeriesScales Of(SeriesData data, IReadOnlyList<int> rows, TargetTransform transform)
    {
        ForecastInputs inputs = data.Inputs;
        (int width, int targets) = (inputs.Width, inputs.TargetCount);
        var columns = new Moments[width];
        bool[] missing = new bool[width];
        var statics = new Moments[inputs.StaticCount];
        var series = new SeriesMeasure[data.Series.Count * targets];
        var own = new Moments[targets];
        for (int s = 0; s < data.Series.Count; s++)
        {
            Array.Clear(own);
            ReadOnlySpan<float> values = data.Series[s].Values.Span[..(rows[s] * width)];
            for (int i = 0; i < values.Length; i++)
            {
                int column = i % width;
                columns[column].Add(values[i]);
                missing[column] |= float.IsNaN(values[i]);
                if (column < targets)
                {
                    own[column].Add(TargetTransforms.Of(transform, values[i]));
                }
            }
            for (int k = 0; k < targets; k++)
            {
                series[s * targets + k] = SeriesMeasure.Of(own[k]);
            }
            for (int i = 0; i < statics.Length; i++)
            {
                statics[i].Add(data.Series[s].Facts.Statics[i]);
            }
        }
        return new SeriesScales(
            [.. columns.Select(c => c.Mean)], [.. columns.Select(Width)], missing,
            [.. statics.Select(c => c.Mean)], [.. statics.Select(Width)], series);
    }

    /// <summary>Whether a model's file can say so.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public void CheckSaved(ForecastInputs inputs)
    {
        bool sound = Centres.Length == inputs.Width && Widths.Length == inputs.Width && Missing.Length == inputs.Width
            && StaticCentres.Length == inputs.StaticCount && StaticWidths.Length == inputs.StaticCount
            && Series.Count % inputs.TargetCount == 0 && Series.All(s => s is { IsSound: true })
            && Centres.Concat(StaticCentres).All(double.IsFinite)
            && Widths.Concat(StaticWidths).All(w => w > 0 && double.IsFinite(w));
        if (!sound)
        {
            throw new ArgumentException("its scales make no sense.");
        }
    }

    private static double Width(Moments column) => column.Deviation > 0 ? column.Deviation : 1;
}

/// <summary>What was measured on a target of a series.</summary>
/// <param name="Count">Values that are not missing.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation; 0 where all are the same.</param>
/// <param name="Magnitude">The mean of their magnitudes.</param>
/// <param name="Change">The mean of the magnitudes of the changes from row to row.</param>
internal sealed record SeriesMeasure(long Count, double Mean, double Deviation, double Magnitude, double Change)
{
    /// <summary>What is known of a series that was not in training.</summary>
    public static readonly SeriesMeasure Nothing = new(0, 0, 0, 0, 0);

    /// <summary>Whether a model's file can say so.</summary>
    public bool IsSound =>
        Count >= 0 && double.IsFinite(Mean) && new[] { Deviation, Magnitude, Change }.All(m => m >= 0 && double.IsFinite(m));

    public static SeriesMeasure Of(Moments moments) =>
        new(moments.Count, moments.Mean, moments.Deviation, moments.Magnitude, moments.Change);
}
