namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>
/// Least squares with a penalty on all weights but the intercepts (Hoerl and Kennard 1970), of several outputs at once, any of which may be
/// missing in a row. Rows are not kept: only sums of their products, in double precision.
/// </summary>
/// <param name="inputs">D.</param>
/// <param name="outputs">O.</param>
internal sealed class RidgeRegression(int inputs, int outputs)
{
    // Rows in which still other outputs are missing are left out: each pattern has sums of its own.
    private const int MostPatterns = 64;

    private readonly List<Sums> _patterns = [];
    private readonly double[] _x = new double[inputs + 1];

    /// <summary>Takes in a row; NaN among the outputs is missing.</summary>
    public void Add(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        for (int i = 0; i < inputs; i++)
        {
            _x[i] = x[i];
        }
        _x[inputs] = 1;
        Find(y)?.Add(_x, y);
    }

    /// <summary>Solves for each output by itself.</summary>
    /// <param name="penalty">For each row, at least 0.</param>
    /// <returns>
    /// [O, D + 1], the intercept last, zeros where an output is never there; and the deviation of what is left of each, at least a
    /// thousandth.
    /// </returns>
    public (double[] Weights, double[] Deviations) Solve(double penalty)
    {
        const double least = 1e-3;
        int size = inputs + 1;
        double[] weights = new double[outputs * size], deviations = new double[outputs];
        // Outputs that are there in the same rows have the same equations, but for the right side.
        var factors = new Dictionary<string, double[]>();
        for (int o = 0; o < outputs; o++)
        {
            Sums[] there = [.. _patterns.Where(s => s.Has(o))];
            long rows = there.Sum(s => s.Rows);
            if (rows == 0)
            {
                deviations[o] = 1;
                continue;
            }
            string same = string.Concat(_patterns.Select(s => s.Has(o) ? '1' : '0'));
            if (!factors.TryGetValue(same, out double[]? factor))
            {
                factors[same] = factor = Factor(there, rows, penalty);
            }
            double[] products = new double[size];
            double squares = 0;
            Array.ForEach(there, s => s.AddTo(products, ref squares, o));
            double[] found = Back(factor, size, products);
            found.CopyTo(weights, o * size);
            double left = squares;
            for (int i = 0; i < size; i++)
            {
                left -= found[i] * products[i];
            }
            deviations[o] = Math.Max(Math.Sqrt(Math.Max(left, 0) / rows), least);
        }
        return (weights, deviations);
    }

    private double[] Factor(Sums[] there, long rows, double penalty)
    {
        int size = inputs + 1;
        double[] gram = new double[size * size];
        Array.ForEach(there, s => s.AddTo(gram));
        // A trace of a penalty keeps the equations solvable where columns repeat each other.
        for (int i = 0; i < inputs; i++)
        {
            gram[i * size + i] += rows * Math.Max(penalty, 1e-9);
        }
        Cholesky(gram, size);
        return gram;
    }

    private Sums? Find(ReadOnlySpan<float> y)
    {
        foreach (Sums sums in _patterns)
        {
            if (sums.Fits(y))
            {
                return sums;
            }
        }
        if (_patterns.Count == MostPatterns)
        {
            return null;
        }
        var added = new Sums(inputs + 1, y);
        _patterns.Add(added);
        return added;
    }

    private static void Cholesky(double[] a, int size)
    {
        for (int j = 0; j < size; j++)
        {
            for (int i = j; i < size; i++)
            {
                double sum = a[i * size + j];
                for (int k = 0; k < j; k++)
                {
                    sum -= a[i * size + k] * a[j * size + k];
                }
                a[i * size + j] = i == j ? Math.Sqrt(Math.Max(sum, double.Epsilon)) : sum / a[j * size + j];
            }
        }
    }

    private static double[] Back(double[] l, int size, double[] b)
    {
        double[] x = [.. b];
        for (int i = 0; i < size; i++)
        {
            for (int k = 0; k < i; k++)
            {
                x[i] -= l[i * size + k] * x[k];
            }
            x[i] /= l[i * size + i];
        }
        for (int i = size - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < size; k++)
            {
                x[i] -= l[k * size + i] * x[k];
            }
            x[i] /= l[i * size + i];
        }
        return x;
    }

    /// <summary>The sums over the rows in which the same outputs are there.</summary>
    private sealed class Sums(int size, ReadOnlySpan<float> y)
    {
        private readonly double[] _gram = new double[size * size];
        private readonly double[] _products = new double[y.Length * size];
        private readonly double[] _squares = new double[y.Length];
        private readonly bool[] _has = [.. y.ToArray().Select(v => !float.IsNaN(v))];

        public long Rows { get; private set; }

        public bool Has(int output) => _has[output];

        public bool Fits(ReadOnlySpan<float> row)
        {
            for (int o = 0; o < row.Length; o++)
            {
                if (float.IsNaN(row[o]) == _has[o])
                {
                    return false;
                }
            }
            return true;
        }

        public void Add(double[] x, ReadOnlySpan<float> row)
        {
            Rows++;
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    _gram[i * size + j] += x[i] * x[j];
                }
            }
            for (int o = 0; o < row.Length; o++)
            {
                if (!_has[o])
                {
                    continue;
                }
                _squares[o] += (double)row[o] * row[o];
                for (int i = 0; i < size; i++)
                {
                    _products[o * size + i] += row[o] * x[i];
                }
            }
        }

        public void AddTo(double[] gram)
        {
            for (int i = 0; i < gram.Length; i++)
            {
                gram[i] += _gram[i];
            }
        }

        public void AddTo(double[] products, ref double squares, int output)
        {
            squares += _squares[output];
            for (int i = 0; i < size; i++)
            {
                products[i] += _products[output * size + i];
            }
        }
    }
}
