using MLNetSequence.Forecasting.Baselines;

namespace MLNetSequence.Tests.Forecasting.Baselines;

/// <summary>Least squares by reflections.</summary>
[TestClass]
public class LeastSquaresTests
{
    /// <summary>Of all that solve x + 2y = 5 (1, 2) is the shortest.</summary>
    [TestMethod]
    public void WhatIsNotToldIsAsShortAsCanBe()
    {
        var equations = new LeastSquares(2);
        for (int i = 1; i <= 500; i++)
        {
            equations.Add([i, 2 * i], 5 * i);
        }
        (double[] coefficients, int rank, double squares) = equations.Solve();
        Assert.AreEqual(500, equations.Equations);
        Assert.AreEqual(1, rank);
        Baseline.AreClose([1, 2], coefficients, 1e-14);
        Assert.AreEqual(0, squares, 1e-18);
    }

    [TestMethod]
    public void NothingToldIsNothingFound()
    {
        var equations = new LeastSquares(3);
        Assert.AreEqual("0 0 0", string.Join(' ', equations.Solve().Coefficients));
        equations = new LeastSquares(2);
        equations.Add([0, 0], 3);
        (double[] coefficients, int rank, double squares) = equations.Solve();
        Assert.AreEqual("0 0, 0, 9", $"{string.Join(' ', coefficients)}, {rank}, {squares}");
    }

    /// <summary>However many equations: what is left is square to all that they are made of.</summary>
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(3, 3)]
    [DataRow(4, 79)]
    [DataRow(4, 80)]
    [DataRow(4, 1000)]
    [DataRow(40, 500)]
    public void WhatIsLeftIsSquareToTheFactors(int unknowns, int count)
    {
        var random = new Random(unknowns * count);
        double[][] factors = [.. Enumerable.Range(0, count).Select(_ => Each(unknowns, random))];
        double[] values = Each(count, random);
        var equations = new LeastSquares(unknowns);
        for (int i = 0; i < count; i++)
        {
            equations.Add(factors[i], values[i]);
        }
        (double[] coefficients, int rank, double squares) = equations.Solve();
        Assert.AreEqual(unknowns, rank);
        double[] left = [.. values.Select((v, i) => v - factors[i].Zip(coefficients, (f, c) => f * c).Sum())];
        for (int j = 0; j < unknowns; j++)
        {
            Assert.AreEqual(0, left.Select((l, i) => l * factors[i][j]).Sum(), 1e-10);
        }
        Assert.AreEqual(left.Sum(l => l * l), squares, 1e-10);
    }

    private static double[] Each(int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
}
