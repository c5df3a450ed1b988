namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>
/// Least squares with a penalty on all weights but the intercepts (Hoerl and Kennard 1970), of several outputs at once. Rows are not kept:
/// only sums of their products, in double precision.
/// </summary>
/// <param name="inputs">D.</param>
/// <param name="outputs">O.</param>
/// <param name="apart">
/// Whether any output may be missing in a row: each then has equations of its own, which takes O times as long and O times the room.
/// </param>
internal sealed class RidgeRegression(int inputs, int outputs, bool apart)
{
    private readonly Sums[] _sums =
        [.. Enumerable.Range(0, apart ? outputs : 1).Select(o => new Sums(inputs + 1, apart ? [o] : [.. Enumerable.Range(0, outputs)]))];
    private readonly double[] _x = new double[inputs + 1];

    /// <summary>Takes in a row.</summary>
    /// <param name="x">[D].</param>
    /// <param name="y">[O]; NaN is missing, where outputs are apart.</param>
    public void Add(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        for (int i = 0; i < inputs; i++)
        {
            _x[i] = x[i];
        }
        _x[inputs] = 1;
        foreach (Sums sums in _sums)
        {
            sums.Add(_x, y);
        }
    }

    /// <summary>Solves for each output by itself.</summary>
    /// <param name="penalty">In parts of an input's own mean square, so that its unit does not matter; at least 0.</param>
    /// <returns>
    /// [O, D + 1], the intercept last, zeros where an output is never there; and the deviation of what is left of each, at least a
    /// thousandth, 1 where it is never there.
    /// </returns>
    public (double[] Weights, double[] Deviations) Solve(double penalty)
    {
        double[] weights = new double[outputs * (inputs + 1)], deviations = new double[outputs];
        Array.Fill(deviations, 1);
        foreach (Sums sums in _sums.Where(s => s.Rows > 0))
        {
            sums.Solve(penalty, weights, deviations);
        }
        return (weights, deviations);
    }

    /// <summary>The sums over the rows in which some outputs are there, and what they come to.</summary>
    private sealed class Sums(int size, int[] outputs)
    {
        private const double LeastDeviation = 1e-3;

        // A trace of a penalty keeps the equations solvable where columns repeat each other, or are 0.
        private const double LeastPenalty = 1e-9;

        private readonly double[] _gram = new double[size * size];
        private readonly double[] _products = new double[outputs.Length * size];
        private readonly double[] _squares = new double[outputs.Length];

        public long Rows { get; private set; }

        public void Add(double[] x, ReadOnlySpan<float> row)
        {
            if (float.IsNaN(row[outputs[0]]))
            {
                return;
            }
            Rows++;
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    _gram[i * size + j] += x[i] * x[j];
                }
            }
            for (int o = 0; o < outputs.Length; o++)
            {
                double y = row[outputs[o]];
                _squares[o] += y * y;
                for (int i = 0; i < size; i++)
                {
                    _products[o * size + i] += y * x[i];
                }
            }
        }

        public void Solve(double penalty, double[] weights, double[] deviations)
        {
            double[] penalties = new double[size];
            for (int i = 0; i < size - 1; i++)
            {
                penalties[i] = Math.Max(penalty * _gram[i * size + i], Rows * LeastPenalty);
                _gram[i * size + i] += penalties[i];
            }
            Cholesky();
            for (int o = 0; o < outputs.Length; o++)
            {
                ReadOnlySpan<double> products = _products.AsSpan(o * size, size);
                double[] found = Back(products);
                found.CopyTo(weights, outputs[o] * size);
                double left = _squares[o];
                for (int i = 0; i < size; i++)
                {
                    left -= found[i] * (products[i] + penalties[i] * found[i]);
                }
                deviations[outputs[o]] = Math.Max(Math.Sqrt(Math.Max(left, 0) / Rows), LeastDeviation);
            }
        }

        // The lower factor, in place.
        private void Cholesky()
        {
            for (int j = 0; j < size; j++)
            {
                for (int i = j; i < size; i++)
                {
                    double sum = _gram[i * size + j];
                    for (int k = 0; k < j; k++)
                    {
                        sum -= _gram[i * size + k] * _gram[j * size + k];
                    }
                    _gram[i * size + j] = i == j ? Math.Sqrt(Math.Max(sum, double.Epsilon)) : sum / _gram[j * size + j];
                }
            }
        }

        private double[] Back(ReadOnlySpan<double> products)
        {
            double[] x = products.ToArray();
            for (int i = 0; i < size; i++)
            {
                for (int k = 0; k < i; k++)
                {
                    x[i] -= _gram[i * size + k] * x[k];
                }
                x[i] /= _gram[i * size + i];
            }
            for (int i = size - 1; i >= 0; i--)
            {
                for (int k = i + 1; k < size; k++)
                {
                    x[i] -= _gram[k * size + i] * x[k];
                }
                x[i] /= _gram[i * size + i];
            }
            return x;
        }
    }
}
