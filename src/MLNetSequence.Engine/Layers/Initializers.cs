using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>First values of weights, as Keras draws them.</summary>
internal static class Initializers
{
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
        Uniform(values, Math.Sqrt(6.0 / (fanIn + fanOut)), random);

    /// <summary>
    /// A matrix [rows, columns], rows ≥ columns, whose columns are orthonormal (Saxe et al. 2014): a normal matrix, columns
    /// made orthogonal one after the other (modified Gram and Schmidt, twice, which is enough in double precision).
    /// </summary>
    public static void Orthogonal(Span<float> values, int rows, int columns, SeededRandom random)
    {
        double[][] basis = new double[columns][];
        for (int j = 0; j < columns; j++)
        {
            double[] v = basis[j] = new double[rows];
            for (int i = 0; i < rows; i++)
            {
                v[i] = random.NextNormal();
            }
            for (int sweep = 0; sweep < 2; sweep++)
            {
                for (int q = 0; q < j; q++)
                {
                    AddScaled(v, basis[q], -Dot(v, basis[q]));
                }
            }
            double length = Math.Sqrt(Dot(v, v));
            for (int i = 0; i < rows; i++)
            {
                v[i] /= length;
                values[i * columns + j] = (float)v[i];
            }
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void AddScaled(double[] to, double[] from, double scale)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += scale * from[i];
        }
    }
}
