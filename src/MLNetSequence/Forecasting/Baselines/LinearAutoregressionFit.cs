using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Forecasting.Baselines;

/// <summary>Finds the coefficients of a linear autoregression, one set for each target, of all series together.</summary>
internal static class LinearAutoregressionFit
{
    private const int EquationsBetweenChecks = 4096;

    /// <summary>Coefficients of a target, and the standard deviation of what they leave, in units of the series' scale.</summary>
    /// <param name="data">The series.</param>
    /// <param name="target">The target.</param>
    /// <param name="lags">Rows that are looked back on.</param>
    /// <param name="scales">What each series is divided by.</param>
    /// <param name="cancelled">Asked now and then.</param>
    /// <returns>[lags + 1]: what is added, then what the rows before are multiplied by, the oldest first; and the deviation, NaN where no
    /// equation is left over to tell it.</returns>
    /// <exception cref="InvalidOperationException">There are fewer equations than coefficients.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static (double[] Coefficients, double Deviation) Fit(
        SeriesData data, int target, int lags, SeriesNumbers scales, Func<bool> cancelled)
    {
        var equations = new LeastSquares(lags + 1);
        foreach (SeriesRows series in data.Series)
        {
            var rows = new TargetRows(series.Values.Span, data.Inputs.Width, target);
            Add(equations, rows, lags, scales[series.Facts, target], cancelled);
        }
        if (equations.Equations < equations.Unknowns)
        {
            throw new InvalidOperationException(
                $"Column '{data.Inputs.TargetNames[target]}': {equations.Equations} rows have a value and {lags} values in the rows right "
                + $"before; to look back on {lags} rows needs at least {equations.Unknowns} such rows, of all series together. Give more "
                + $"rows, or a smaller {nameof(BaselineForecaster.LinearAutoregressionOptions.WindowSize)}.");
        }
        (double[] coefficients, int rank, double squares) = equations.Solve();
        long left = equations.Equations - rank;
        return (coefficients, left > 0 ? Math.Sqrt(squares / left) : double.NaN);
    }

    private static void Add(LeastSquares equations, TargetRows rows, int lags, double scale, Func<bool> cancelled)
    {
        double[] values = new double[rows.Count];
        double[] factors = new double[lags + 1];
        factors[0] = 1;
        // Rows in a row with a value.
        int observed = 0;
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = rows[row] / scale;
            if (double.IsNaN(values[row]))
            {
                observed = 0;
                continue;
            }
            if (observed >= lags)
            {
                values.AsSpan(row - lags, lags).CopyTo(factors.AsSpan(1));
                equations.Add(factors, values[row]);
                if (equations.Equations % EquationsBetweenChecks == 0 && cancelled())
                {
                    throw new OperationCanceledException("Cancelled while a linear autoregression was fitted.");
                }
            }
            observed++;
        }
    }
}
