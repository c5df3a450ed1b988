using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>First values of weights, as Keras draws them.</summary>
internal static class Initializers
{
    // Deviation of a standard normal that is cut at two deviations.
    private const double TruncatedDeviation = 0.87962566103423978;

    /// <summary>Uniform in ±limit.</summary>
    public static void Uniform(Span<float> values, double limit, SeededRandom random)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.NextUniform(limit);
        }
    }

    /// <summary>Uniform in ±√(6 / (fan in + fan out)) (Glorot and Bengio 2010).</summary>
    public static void GlorotUniform(Span<float> values, int fanIn, int fanOut, SeededRandom random) =>
        Uniform(values, Math.Sqrt(6 / ((double)fanIn + fanOut)), random);

    /// <summary>
    /// Normal, drawn again where it is beyond two deviations, and widened so that what is left has the deviation asked for.
    /// </summary>
    public static void TruncatedNormal(Span<float> values, double deviation, SeededRandom random)
    {
        double wide = deviation / TruncatedDeviation;
        for (int i = 0; i < values.Length; i++)
        {
            double x;
            do
            {
                x = random.NextNormal();
            }
            while (Math.Abs(x) > 2);
            values[i] = (float)(x * wide);
        }
    }

    /// <summary>
    /// A matrix [rows, columns] whose columns are orthonormal or, where there are fewer rows than columns, whose rows are (Saxe et
    /// al. 2014).
    /// </summary>
    public static void Orthogonal(Span<float> values, int rows, int columns, SeededRandom random)
    {
        bool tall = rows >= columns;
        var basis = new OrthonormalBasis(tall ? rows : columns, tall ? columns : rows);
        while (!basis.IsComplete)
        {
            int j = basis.Count;
            ReadOnlySpan<double> v = basis.AddNormal(random);
            for (int i = 0; i < v.Length; i++)
            {
                values[tall ? i * columns + j : j * columns + i] = (float)v[i];
            }
        }
    }
}
