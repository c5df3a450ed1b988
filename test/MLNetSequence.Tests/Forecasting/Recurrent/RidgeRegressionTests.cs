using MLNetSequence.Forecasting.Recurrent;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>Ridge regression against a slow solution of each output's own equations.</summary>
[TestClass]
public class RidgeRegressionTests
{
    [TestMethod]
    [DataRow(0.0)]
    [DataRow(1e-3)]
    [DataRow(10.0)]
    public void ItIsTheSlowSolution(double penalty)
    {
        (float[][] x, float[][] y) = Make(60, 5, 3, missing: 0);
        Check(x, y, penalty);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void ItIsSoWhereOutputsAreMissingHereAndThere(bool often)
    {
        // Often: hardly two rows miss the same.
        (float[][] x, float[][] y) = Make(300, 4, 12, missing: often ? 0.3 : 0.02);
        Check(x, y, 1e-3);
    }

    [TestMethod]
    public void AnOutputThatIsNeverThereIsZero()
    {
        (float[][] x, float[][] y) = Make(30, 3, 2, missing: 0);
        Array.ForEach(y, row => row[1] = float.NaN);
        (double[] weights, double[] deviations) = Solve(x, y, 1e-3);
        CollectionAssert.AreEqual(new double[4], weights[4..]);
        Assert.AreEqual(1, deviations[1]);
        Assert.AreEqual(Slow(x, y, 0, 1e-3)[0], weights[0], 1e-9);
    }

    [TestMethod]
    public void ColumnsThatRepeatEachOtherAreSolvedAllTheSame()
    {
        (float[][] x, _) = Make(40, 2, 1, missing: 0);
        float[][] twice = [.. x.Select(row => new[] { row[0], row[0], 0 })];
        (double[] weights, double[] deviations) = Solve(twice, [.. x.Select(row => new[] { 3 * row[0] + 1 })], 0);
        Assert.AreEqual(1.5, weights[0], 1e-3);
        Assert.AreEqual(1.5, weights[1], 1e-3);
        Assert.AreEqual(0, weights[2], 1e-6);
        Assert.AreEqual(1, weights[3], 1e-3);
        Assert.AreEqual(1e-3, deviations[0], 1e-9, "No less than a thousandth.");
    }

    /// <summary>The unit of an input does not matter: the penalty is measured by it.</summary>
    [TestMethod]
    public void AnInputInOtherUnitsGivesTheSameForecasts()
    {
        (float[][] x, float[][] y) = Make(60, 3, 1, missing: 0);
        float[][] other = [.. x.Select(row => new[] { row[0] * 1024, row[1] / 1024, row[2] })];
        (double[] a, double[] b) = (Solve(x, y, 1e-2).Weights, Solve(other, y, 1e-2).Weights);
        Assert.AreEqual(a[0], b[0] * 1024, 1e-6);
        Assert.AreEqual(a[1], b[1] / 1024, 1e-6);
        Assert.AreEqual(a[2], b[2], 1e-6);
        Assert.AreEqual(a[3], b[3], 1e-6);
    }

    /// <summary>Outcomes that are missing here and there cost no more than the rows that they are in.</summary>
    [TestMethod]
    public void EquationsOfManyOutputsAreHeldOneAfterTheOther()
    {
        const int Inputs = 127, Outputs = 400;
        var random = new Random(3);
        var regression = new RidgeRegression(Inputs, Outputs);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int row = 0; row < 200; row++)
        {
            float[] y = [.. Enumerable.Range(0, Outputs).Select(_ => (float)random.NextDouble())];
            y[row] = float.NaN;
            regression.Add([.. Enumerable.Range(0, Inputs).Select(_ => (float)random.NextDouble())], y);
        }
        _ = regression.Solve(1e-3);
        long used = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.IsLessThan(8_000_000L, used, "A matrix for each output would take 52 MB.");
    }

    private static void Check(float[][] x, float[][] y, double penalty)
    {
        (double[] weights, double[] deviations) = Solve(x, y, penalty);
        int size = x[0].Length + 1;
        for (int o = 0; o < y[0].Length; o++)
        {
            double[] expected = Slow(x, y, o, penalty);
            for (int i = 0; i < size; i++)
            {
                Assert.AreEqual(expected[i], weights[o * size + i], 1e-6, $"output {o}, weight {i}");
            }
            if (penalty > 0.1)
            {
                continue;
            }
            double[] left = [.. Enumerable.Range(0, x.Length).Where(r => !float.IsNaN(y[r][o])).Select(r => y[r][o] - Of(expected, x[r]))];
            Assert.AreEqual(Math.Sqrt(left.Average(l => l * l)), deviations[o], 0.01, $"output {o}");
        }
    }

    private static (double[] Weights, double[] Deviations) Solve(float[][] x, float[][] y, double penalty)
    {
        var regression = new RidgeRegression(x[0].Length, y[0].Length);
        for (int r = 0; r < x.Length; r++)
        {
            regression.Add(x[r], y[r]);
        }
        return regression.Solve(penalty);
    }

    // Gauss and Jordan on the equations of one output, over the rows where it is there.
    private static double[] Slow(float[][] x, float[][] y, int output, double penalty)
    {
        int size = x[0].Length + 1;
        int[] rows = [.. Enumerable.Range(0, x.Length).Where(r => !float.IsNaN(y[r][output]))];
        double[,] a = new double[size, size + 1];
        double At(int row, int i) => i == size - 1 ? 1 : x[row][i];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                a[i, j] = rows.Sum(r => At(r, i) * At(r, j));
            }
            a[i, size] = rows.Sum(r => At(r, i) * y[r][output]);
        }
        for (int i = 0; i < size - 1; i++)
        {
            a[i, i] *= 1 + penalty;
        }
        for (int i = 0; i < size; i++)
        {
            double pivot = a[i, i];
            for (int j = 0; j <= size; j++)
            {
                a[i, j] /= pivot;
            }
            for (int k = 0; k < size; k++)
            {
                double times = k == i ? 0 : a[k, i];
                for (int j = 0; j <= size; j++)
                {
                    a[k, j] -= times * a[i, j];
                }
            }
        }
        return [.. Enumerable.Range(0, size).Select(i => a[i, size])];
    }

    private static double Of(double[] weights, float[] x) => weights[^1] + x.Select((v, i) => v * weights[i]).Sum();

    private static (float[][] X, float[][] Y) Make(int rows, int inputs, int outputs, double missing)
    {
        var random = new Random(8);
        float[][] x = [.. Enumerable.Range(0, rows).Select(_ => Nets.Numbers(inputs, i => random.NextDouble() * (i + 1) - 0.3))];
        float[][] y = [.. x.Select(row => Enumerable.Range(0, outputs).Select(o => random.NextDouble() < missing
            ? float.NaN
            : row[o % inputs] * 2 - row[0] + o + (float)random.NextDouble()).ToArray())];
        return (x, y);
    }
}
