using MLNetSequence.Forecasting.Recurrent;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>What is measured in training is measured on the rows to learn from, and on no others.</summary>
[TestClass]
public class SeriesScalesTests
{
    private const float NaN = float.NaN;

    private static readonly string[] Names = ["a", "b", "a", "a", "b", "b", "a"];

    [TestMethod]
    public void ColumnsOverAllSeriesAndTargetsOfEach()
    {
        SeriesScales scales = Of([3, 2], TargetTransform.None);
        // The known covariate of rows 0, 2, 3 of a and 1, 4 of b: 10, 30, NaN; 20, 40.
        Assert.AreEqual((25.0, Math.Sqrt(125)), (scales.Centres[1], scales.Widths[1]));
        CollectionAssert.AreEqual(new[] { true, true }, scales.Missing);
        Assert.AreEqual(Math.Sqrt(2.0 / 3), scales.Series[0].Deviation, 1e-12);
        Assert.AreEqual(new SeriesMeasure(3, 2, 0, 2, 1), scales.Series[0] with { Deviation = 0 });
        Assert.AreEqual(new SeriesMeasure(1, 7, 0, 7, 0), scales.Series[1]);
        // One number for each series, however long it is.
        Assert.AreEqual((6.0, 1.0), (scales.StaticCentres[0], scales.StaticWidths[0]));
    }

    [TestMethod]
    public void TargetsAreTransformedFirst()
    {
        SeriesMeasure measure = Of([3, 2], TargetTransform.Logarithm).Series[0];
        Assert.AreEqual((Math.Log(1) + Math.Log(2) + Math.Log(3)) / 3, measure.Mean, 1e-12);
    }

    [TestMethod]
    public void ACovariateThatNeverChangesHasAWidthOfOne() =>
        Assert.AreEqual(1, Of([1, 0], TargetTransform.None).Widths[1]);

    [TestMethod]
    public void RowsThatAreHeldOutCanBeAnything()
    {
        SeriesScales expected = Of([3, 2], TargetTransform.None);
        SeriesScales poisoned = Of([3, 2], TargetTransform.None, 1e30f);
        CollectionAssert.AreEqual(expected.Centres, poisoned.Centres);
        CollectionAssert.AreEqual(expected.Widths, poisoned.Widths);
        CollectionAssert.AreEqual(expected.Missing, poisoned.Missing);
        CollectionAssert.AreEqual(expected.Series.ToArray(), poisoned.Series.ToArray());
    }

    // The last row of each series is not learned from.
    private static SeriesScales Of(int[] rows, TargetTransform transform, float last = 9)
    {
        Table table = new Table()
            .AddText("Name", Names)
            .AddNumbers("Value", 1, 7, 2, 3, NaN, last, last)
            .AddNumbers("Known", 10, 20, 30, NaN, 40, last, last)
            .AddNumbers("Size", 5, 7, 5, 5, 7, 7, 5);
        var options = new SequenceForecaster.Options
        {
            GroupColumnName = "Name",
            FutureCovariateColumnNames = ["Known"],
            StaticCovariateColumnNames = ["Size"],
        };
        return SeriesScales.Of(SeriesData.Read(table, ForecastInputs.Of(table.Schema, options)), rows, transform);
    }
}
