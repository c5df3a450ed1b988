using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Layers;

[TestClass]
public sealed class OrthogonalTests
{
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(4, 1)]
    [DataRow(7, 7)]
    [DataRow(64, 64)]
    [DataRow(256, 64)]
    [DataRow(301, 50)]
    public void ColumnsAreOrthonormal(int rows, int columns)
    {
        CheckOrthonormal(Draw(rows, columns, seed: 3), rows, columns);
    }

    [TestMethod]
    [DataRow(1, 4)]
    [DataRow(3, 8)]
    [DataRow(50, 301)]
    public void RowsAreOrthonormalWhereThereAreFewer(int rows, int columns)
    {
        float[] values = Draw(rows, columns, seed: 4);
        float[] transposed = Draw(columns, rows, seed: 4);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                Assert.AreEqual(transposed[j * rows + i], values[i * columns + j]);
            }
        }
    }

    /// <summary>Four vectors at a time, one sweep where that is enough: the matrix of the plain method, which sweeps twice.</summary>
    [TestMethod]
    [DataRow(12, 3)]
    [DataRow(33, 33)]
    [DataRow(128, 32)]
    [DataRow(130, 29)]
    public void EqualsModifiedGramSchmidt(int rows, int columns)
    {
        float[] expected = GramSchmidt(rows, columns, new SeededRandom(5));
        float[] actual = Draw(rows, columns, seed: 5);
        Near.Equal(expected, actual, 0, 1e-7, $"[{rows}, {columns}]");
    }

    /// <summary>The vectors after the last group of four that is full must not meet what is not there yet.</summary>
    [TestMethod]
    public void EveryCountOfVectorsWorks()
    {
        for (int columns = 1; columns <= 17; columns++)
        {
            CheckOrthonormal(Draw(17, columns, seed: columns), 17, columns);
        }
    }

    private static float[] Draw(int rows, int columns, long seed)
    {
        float[] values = new float[rows * columns];
        Initializers.Orthogonal(values, rows, columns, new SeededRandom(seed));
        return values;
    }

    private static float[] GramSchmidt(int rows, int columns, SeededRandom random)
    {
        float[] values = new float[rows * columns];
        var basis = new List<double[]>();
        for (int j = 0; j < columns; j++)
        {
            double[] v = [.. Enumerable.Range(0, rows).Select(_ => random.NextNormal())];
            for (int sweep = 0; sweep < 2; sweep++)
            {
                foreach (double[] q in basis)
                {
                    double along = v.Zip(q, (a, b) => a * b).Sum();
                    v = [.. v.Zip(q, (a, b) => a - along * b)];
                }
            }
            double length = Math.Sqrt(v.Sum(a => a * a));
            v = [.. v.Select(a => a / length)];
            basis.Add(v);
            for (int i = 0; i < rows; i++)
            {
                values[i * columns + j] = (float)v[i];
            }
        }
        return values;
    }

    internal static void CheckOrthonormal(float[] values, int rows, int columns)
    {
        for (int a = 0; a < columns; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double dot = 0;
                for (int i = 0; i < rows; i++)
                {
                    dot += (double)values[i * columns + a] * values[i * columns + b];
                }
                Near.Equal(a == b ? 1 : 0, dot, 0, 1e-6, $"columns {a} and {b} of [{rows}, {columns}]");
            }
        }
    }
}
