namespace MLNetSequence.Anomalies;

/// <summary>
/// How large errors of several inputs usually are, and how they go together: the Mahalanobis distance of a row's errors is its score
/// (Malhotra et al. 2016). Inputs that err together in normal rows, and do not in this one, are so as strange as one that errs alone.
/// </summary>
/// <remarks>
/// The correlations are shrunk towards none (Ledoit and Wolf 2004, with K/n for the intensity), so the matrix can always be inverted. Rows
/// of which an input is missing are judged by the others. Saved with the model.
/// </remarks>
/// <param name="Deviations">The usual error of each input, [K], above 0.</param>
/// <param name="Correlations">[K, K], shrunk; empty where there are too many inputs, or too few rows, to know them.</param>
internal sealed record ErrorCovariance(double[] Deviations, double[] Correlations)
{
    // No usual error is less, in units of the series: an input that is foreseen as well as numbers allow must not drown the others.
    private const double LeastError = 1e-3;

    // An inverse of more would cost too much.
    private const int MostInputs = 256;

    // What every correlation loses at least: inputs that always are the same must differ by a tenth of their errors to be strange.
    private const double LeastShrinkage = 0.01;

    private readonly Lazy<double[]> _precision = new(() => Inverse(Correlations, Deviations.Length));

    /// <summary>Measures errors.</summary>
    /// <param name="errors">Rows of K, end to end; what is not finite is missing.</param>
    /// <param name="inputs">K.</param>
    public static ErrorCovariance Fit(ReadOnlySpan<double> errors, int inputs)
    {
        double[] deviations = new double[inputs];
        long[] counts = new long[inputs];
        for (int i = 0; i < errors.Length; i++)
        {
            if (double.IsFinite(errors[i]))
            {
                deviations[i % inputs] += errors[i] * errors[i];
                counts[i % inputs]++;
            }
        }
        for (int k = 0; k < inputs; k++)
        {
            double error = counts[k] > 0 ? Math.Sqrt(deviations[k] / counts[k]) : 1;
            deviations[k] = double.IsFinite(error) ? Math.Max(LeastError, error) : double.MaxValue;
        }
        return new ErrorCovariance(deviations, inputs is > 1 and <= MostInputs ? Correlate(errors, deviations) : []);
    }

    /// <summary>Scores errors.</summary>
    /// <param name="errors">
    /// [K], NaN where one is missing. Each becomes the input's part: its error, less what those of the others let expect of it, in the
    /// deviations that are usual then.
    /// </param>
    /// <returns>The Mahalanobis distance over the root of the number of inputs that are there; NaN where none is.</returns>
    public double Score(Span<double> errors)
    {
        int inputs = errors.Length;
        int there = 0;
        for (int k = 0; k < inputs; k++)
        {
            errors[k] /= Deviations[k];
            there += double.IsNaN(errors[k]) ? 0 : 1;
        }
        if (there == 0)
        {
            return double.NaN;
        }
        if (Correlations.Length == 0)
        {
            return RootMeanSquare(errors, there);
        }
        int[] places = [.. Enumerable.Range(0, inputs)];
        double[] precision = _precision.Value;
        if (there < inputs)
        {
            double[] off = errors.ToArray();
            places = [.. places.Where(k => !double.IsNaN(off[k]))];
            precision = Inverse([.. places.SelectMany(i => places.Select(j => Correlations[i * inputs + j]))], there);
        }
        double[] some = new double[there];
        for (int i = 0; i < there; i++)
        {
            some[i] = errors[places[i]];
        }
        double square = 0;
        for (int i = 0; i < there; i++)
        {
            double sum = 0;
            for (int j = 0; j < there; j++)
            {
                sum += precision[i * there + j] * some[j];
            }
            square += sum * some[i];
            errors[places[i]] = sum / Math.Sqrt(precision[i * there + i]);
        }
        return Math.Sqrt(Math.Max(0, square) / there);
    }

    /// <summary>Whether a model's file can say so.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public void CheckSaved(int inputs)
    {
        bool sound = Deviations.Length == inputs && Array.TrueForAll(Deviations, d => d > 0 && double.IsFinite(d))
            && (Correlations.Length == 0 || ((long)inputs * inputs == Correlations.Length && inputs <= MostInputs));
        for (int i = 0; sound && i < Correlations.Length; i++)
        {
            double one = Correlations[i];
            sound = i % inputs == i / inputs ? one == 1 : Math.Abs(one) < 1 && one == Correlations[i % inputs * inputs + i / inputs];
        }
        if (!sound || !Array.TrueForAll(Inverse(Correlations, Correlations.Length == 0 ? 0 : inputs), double.IsFinite))
        {
            throw new ArgumentException("its usual errors make no sense.");
        }
    }

    private static double RootMeanSquare(ReadOnlySpan<double> errors, int there)
    {
        double squares = 0;
        foreach (double error in errors)
        {
            squares += double.IsNaN(error) ? 0 : error * error;
        }
        return Math.Sqrt(squares / there);
    }

    // [K, K], of the rows in which all are there.
    private static double[] Correlate(ReadOnlySpan<double> errors, double[] deviations)
    {
        int inputs = deviations.Length, rows = 0;
        double[] products = new double[inputs * inputs];
        double[] row = new double[inputs];
        for (int first = 0; first < errors.Length; first += inputs)
        {
            bool whole = true;
            for (int k = 0; k < inputs; k++)
            {
                row[k] = errors[first + k] / deviations[k];
                whole &= double.IsFinite(row[k]);
            }
            rows += whole ? 1 : 0;
            for (int i = 0; i < products.Length && whole; i++)
            {
                products[i] += row[i / inputs] * row[i % inputs];
            }
        }
        if (rows <= inputs)
        {
            return [];
        }
        double kept = 1 - Math.Max(LeastShrinkage, (double)inputs / rows);
        double[] correlations = new double[products.Length];
        for (int i = 0; i < products.Length; i++)
        {
            (int a, int b) = Math.DivRem(i, inputs);
            double size = Math.Sqrt(products[a * inputs + a]) * Math.Sqrt(products[b * inputs + b]);
            correlations[i] = a == b ? 1 : size > 0 && double.IsFinite(size) ? kept * products[i] / size : 0;
        }
        return correlations;
    }

    // By Cholesky's factor; not finite where the matrix has no inverse.
    private static double[] Inverse(double[] matrix, int size)
    {
        double[] factor = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = matrix[i * size + j];
                for (int k = 0; k < j; k++)
                {
                    sum -= factor[i * size + k] * factor[j * size + k];
                }
                factor[i * size + j] = i == j ? Math.Sqrt(sum) : sum / factor[j * size + j];
            }
        }
        // The inverse of the factor, row by row; then its transpose times itself.
        double[] inverse = new double[size * size];
        for (int j = 0; j < size; j++)
        {
            for (int i = j; i < size; i++)
            {
                double sum = i == j ? 1 : 0;
                for (int k = j; k < i; k++)
                {
                    sum -= factor[i * size + k] * inverse[k * size + j];
                }
                inverse[i * size + j] = sum / factor[i * size + i];
            }
        }
        double[] product = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = 0;
                for (int k = i; k < size; k++)
                {
                    sum += inverse[k * size + i] * inverse[k * size + j];
                }
                product[i * size + j] = product[j * size + i] = sum;
            }
        }
        return product;
    }
}
