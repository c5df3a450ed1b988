using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>What was measured on the rows to learn from, and on no others. Saved with the model.</summary>
/// <param name="Centres">The means of targets (not used), past and known covariates, [K + P + F].</param>
/// <param name="Widths">Their deviations, [K + P + F].</param>
/// <param name="Missing">Which of them are NaN in some row, [K + P + F].</param>
/// <param name="StaticCentres">The means of static numbers over the series, [S].</param>
/// <param name="StaticWidths">Their deviations, [S].</param>
/// <param name="SeriesMeans">The mean of each series' targets, transformed, [series · K]; NaN where all are missing.</param>
/// <param name="SeriesDeviations">Their deviations, [series · K].</param>
internal sealed record SeriesScales(
    double[] Centres, double[] Widths, bool[] Missing, double[] StaticCentres, double[] StaticWidths, double[] SeriesMeans,
    double[] SeriesDeviations)
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
        double[] means = new double[data.Series.Count * targets], deviations = new double[means.Length];
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
                means[s * targets + k] = own[k].Count > 0 ? own[k].Mean : double.NaN;
                deviations[s * targets + k] = own[k].Deviation;
            }
            for (int i = 0; i < statics.Length; i++)
            {
                statics[i].Add(data.Series[s].Facts.Statics[i]);
            }
        }
        return new SeriesScales(
            [.. columns.Select(c => c.Mean)], [.. columns.Select(c => c.Deviation)], missing,
            [.. statics.Select(c => c.Mean)], [.. statics.Select(c => c.Deviation)], means, deviations);
    }

    /// <summary>Whether a model's file can say so.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public void CheckSaved(ForecastInputs inputs)
    {
        bool sound = Centres.Length == inputs.Width && Widths.Length == inputs.Width && Missing.Length == inputs.Width
            && StaticCentres.Length == inputs.StaticCount && StaticWidths.Length == inputs.StaticCount
            && SeriesMeans.Length == SeriesDeviations.Length && SeriesMeans.Length % inputs.TargetCount == 0
            && Centres.Concat(StaticCentres).All(double.IsFinite) && !SeriesMeans.Any(double.IsInfinity)
            && Widths.Concat(StaticWidths).Concat(SeriesDeviations).All(w => w > 0 && double.IsFinite(w));
        if (!sound)
        {
            throw new ArgumentException("its scales make no sense.");
        }
    }
}
