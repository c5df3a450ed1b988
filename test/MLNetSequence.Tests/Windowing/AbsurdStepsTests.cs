using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Windowing;

/// <summary>A lag or an order from a damaged file, or of a slip of the pen, takes no more memory than the rows that there are.</summary>
[TestClass]
public class AbsurdStepsTests
{
    private const int Absurd = 20_000_000;

    private const int Enough = 1 << 20;

    [TestMethod]
    [DataRow(Absurd, 1)]
    [DataRow(1, Absurd)]
    public void OfDifferences(int lag, int order) => Check(
        Show.Transforms.Difference("Change", "Count", lag, order), Show.Count(3), "Change", ["-", "-", "-"]);

    [TestMethod]
    [DataRow(Absurd, 1)]
    [DataRow(1, Absurd)]
    public void OfTheirInverse(int lag, int order) => Check(
        Show.Transforms.Integrate("Sum", "Count", "Count", lag, order), Show.Count(3), "Sum", ["0", "1", "2"]);

    [TestMethod]
    [DataRow(Absurd, 1)]
    [DataRow(1, Absurd)]
    public void OfTheInverseOfAForecast(int lag, int order)
    {
        var type = new VectorDataViewType(NumberDataViewType.Single);
        Table data = Show.Count(1).AddVectors("Levels", type, null, new VBuffer<float>(2, [1, 2]));
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(
            () => Check(Show.Transforms.IntegrateForecast("Ahead", "Count", "Levels", lag, order), data, "Ahead", []));
        StringAssert.Contains(error.Message, $"Row 1 has 2 levels in column 'Levels', but a lag of {lag} and an order of {order} take");
    }

    /// <summary>Rows wait for a target that never comes, or comes late: only rows that there are take memory.</summary>
    [TestMethod]
    [DataRow(100_000, IncompleteRows.Drop, 0)]
    [DataRow(100_000_000, IncompleteRows.Drop, 0)]
    [DataRow(100_000, IncompleteRows.FillWithNaN, 120)]
    [DataRow(100_000_000, IncompleteRows.FillWithNaN, 120)]
    public void OfATarget(int offset, IncompleteRows targets, int rows)
    {
        // 60 series of 3 rows each, one after the other.
        Table data = Show.Count(180).Add("Series", NumberDataViewType.Int32, [.. Enumerable.Range(0, 180).Select(i => i / 3)]);
        IEstimator<ITransformer> windows = Show.Transforms.SlidingWindow(new SlidingWindowEstimator.Options
        {
            InputColumnNames = ["Count"],
            Window = 2,
            Horizon = 1,
            TargetOffset = offset,
            GroupColumnName = "Series",
            IncompleteTargets = targets,
        });
        string[] expected = [.. Enumerable.Range(0, rows).Select(i => i / 2 * 3 + i % 2).Select(i => $"{i} {i + 1} | - | {i + 1}")];
        Check(windows, data, "Window, Target, Count", expected);
    }

    private static void Check(IEstimator<ITransformer> estimator, Table data, string outputs, string[] expected)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Show.AreEqual(expected, Show.Of(estimator.Fit(data).Transform(data), outputs.Split(", ")));
        }
        finally
        {
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.IsLessThan(Enough, allocated);
        }
    }
}
