namespace MLNetSequence.Forecasting.Baselines;

/// <summary>How much a series strays from one season to the next.</summary>
internal static class Increments
{
    /// <summary>
    /// The standard deviation of what is left of a value once the one that was observed last in its season is taken from it: the residuals
    /// of Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 5.5. Over a gap of g seasons, which they
    /// do not have, the variance is g times that of one, so that such a residual counts as its 1/√g.
    /// </summary>
    /// <param name="rows">The series.</param>
    /// <param name="season">Rows of a season; 1 where there is none.</param>
    /// <param name="slope">What is added from season to season.</param>
    /// <param name="parameters">Numbers that were worked out of the series: 1 for a slope.</param>
    /// <returns>NaN where there are too few values.</returns>
    public static double Deviation(TargetRows rows, int season, double slope, int parameters)
    {
        double sum = 0;
        long count = 0;
        for (int phase = 0; phase < Math.Min(season, rows.Count); phase++)
        {
            long last = -1;
            for (long row = phase; row < rows.Count; row += season)
            {
                double value = rows[(int)row];
                if (double.IsNaN(value))
                {
                    continue;
                }
                if (last >= 0)
                {
                    long seasons = (row - last) / season;
                    double residual = value - rows[(int)last] - seasons * slope;
                    sum += residual * residual / seasons;
                    count++;
                }
                last = row;
            }
        }
        return count > parameters ? Math.Sqrt(sum / (count - parameters)) : double.NaN;
    }
}
