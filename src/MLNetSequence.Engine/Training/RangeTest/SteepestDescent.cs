namespace MLNetSequence.Engine.Training.RangeTest;

/// <summary>Where a curve of losses over rates, which rise by one factor from point to point, falls fastest.</summary>
internal static class SteepestDescent
{
    // The part of the points that is passed over: the first are means of too few losses.
    private const int PassedOver = 10;

    // The part of the points, on either side, that a slope is taken from: with fewer, the noise of batches makes the steepest one.
    private const int Reach = 25;

    /// <summary>The rate there; NaN where the curve never falls.</summary>
    public static double Rate(IReadOnlyList<LearningRatePoint> points)
    {
        int first = points.Count / PassedOver;
        int reach = Math.Max(1, points.Count / Reach);
        int lowest = first;
        for (int i = first; i < points.Count; i++)
        {
            lowest = points[i].SmoothedLoss < points[lowest].SmoothedLoss ? i : lowest;
        }
        (double steepest, double rate) = (0, double.NaN);
        for (int i = first; i <= lowest; i++)
        {
            double slope = Slope(points, Math.Max(first, i - reach), Math.Min(points.Count - 1, i + reach));
            (steepest, rate) = slope < steepest ? (slope, points[i].Rate) : (steepest, rate);
        }
        return rate;
    }

    // Least squares over the points' numbers, which are as far apart as the logarithms of the rates.
    private static double Slope(IReadOnlyList<LearningRatePoint> points, int first, int last)
    {
        double middle = (first + last) / 2.0;
        (double products, double squares) = (0, 0);
        for (int i = first; i <= last; i++)
        {
            products += (i - middle) * points[i].SmoothedLoss;
            squares += (i - middle) * (i - middle);
        }
        return squares > 0 ? products / squares : 0;
    }
}
