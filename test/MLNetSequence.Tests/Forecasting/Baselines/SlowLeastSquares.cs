namespace MLNetSequence.Tests.Forecasting.Baselines;

/// <summary>A linear autoregression the obvious way: normal equations, in decimal, by elimination.</summary>
internal static class SlowLeastSquares
{
    /// <summary>Coefficients [window + 1], the constant first, then the oldest row first, of series that are divided by their mean size;
    /// and the deviation of what they leave.</summary>
    public static (double[] Coefficients, double Deviation) Fit(IReadOnlyList<float[]> series, int window)
    {
        var equations = new List<(decimal[] Factors, decimal Value)>();
        foreach (float[] values in series)
        {
            double scale = values.Where(v => !float.IsNaN(v)).Average(v => Math.Abs((double)v));
            for (int row = window; row < values.Length; row++)
            {
                if (!values[(row - window)..(row + 1)].Any(float.IsNaN))
                {
                    decimal[] before = [.. values[(row - window)..row].Select(v => (decimal)(v / scale))];
                    equations.Add(([1, .. before], (decimal)(values[row] / scale)));
                }
            }
        }
        int unknowns = window + 1;
        decimal[][] normal = new decimal[unknowns][];
        for (int i = 0; i < unknowns; i++)
        {
            normal[i] = [
                .. Enumerable.Range(0, unknowns).Select(j => equations.Sum(e => e.Factors[i] * e.Factors[j])),
                equations.Sum(e => e.Factors[i] * e.Value)];
        }
        decimal[] solved = Solve(normal);
        decimal squares = equations.Sum(e =>
        {
            decimal left = e.Value - e.Factors.Zip(solved, (f, s) => f * s).Sum();
            return left * left;
        });
        return ([.. solved.Select(s => (double)s)], Math.Sqrt((double)squares / (equations.Count - unknowns)));
    }

    /// <summary>Steps that follow values.</summary>
    public static double[] Next(double[] coefficients, double[] values, int horizon)
    {
        List<double> all = [.. values];
        int window = coefficients.Length - 1;
        for (int h = 0; h < horizon; h++)
        {
            all.Add(coefficients[0] + all.TakeLast(window).Zip(coefficients.Skip(1), (v, c) => v * c).Sum());
        }
        return [.. all.TakeLast(horizon)];
    }

    private static decimal[] Solve(decimal[][] rows)
    {
        int n = rows.Length;
        for (int i = 0; i < n; i++)
        {
            int largest = Enumerable.Range(i, n - i).MaxBy(r => Math.Abs(rows[r][i]));
            (rows[i], rows[largest]) = (rows[largest], rows[i]);
            for (int r = 0; r < n; r++)
            {
                decimal times = r == i ? 0 : rows[r][i] / rows[i][i];
                rows[r] = [.. rows[r].Select((v, c) => v - times * rows[i][c])];
            }
        }
        return [.. rows.Select((row, i) => row[n] / row[i])];
    }
}
