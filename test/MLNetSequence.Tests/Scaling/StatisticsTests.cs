using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Scaling;

/// <summary>Centre and scale against the formulas of scikit-learn and GluonTS, worked out by NumPy 1.24 in double.</summary>
[TestClass]
public class StatisticsTests
{
    private const double Tolerance = 1e-13;

    [TestMethod]
    [DataRow(SeriesScaling.Standard, 3.1875, 3.817619513518863, 100003.35, 3.4409301068170506)]
    [DataRow(SeriesScaling.MinMax, -2.5, 12.25, 100000.5, 9.5)]
    [DataRow(SeriesScaling.Robust, 3.625, 5.25, 100002.25, 2.0)]
    [DataRow(SeriesScaling.MeanAbsolute, 0.0, 4.1875, 0.0, 100003.35)]
    public void EachSeriesHasItsOwn(SeriesScaling scaling, double centreA, double scaleA, double centreB, double scaleB)
    {
        Table data = Sales.Rows();
        IDataView scaled = Sales.Scaled(data, o => (o.Scaling, o.GroupColumnName) = (scaling, "Store"));
        string[] stores = [.. data.GetColumn<string>("Store")];
        float[] values = [.. data.GetColumn<float>("Sales")];
        float[] outputs = [.. scaled.GetColumn<float>("Scaled")];
        double[][] scales = [.. scaled.GetColumn<double[]>("Scale")];
        for (int row = 0; row < stores.Length; row++)
        {
            (double centre, double scale) = stores[row] == "a" ? (centreA, scaleA) : (centreB, scaleB);
            AssertClose(centre, scales[row][0]);
            AssertClose(scale, scales[row][1]);
            Assert.AreEqual((float)((values[row] - scales[row][0]) / scales[row][1]), outputs[row]);
        }
    }

    [TestMethod]
    [DataRow(SeriesScaling.Standard, 38464.78846153846, 48650.50473697043)]
    [DataRow(SeriesScaling.MinMax, -2.5, 100012.5)]
    [DataRow(SeriesScaling.Robust, 6.0, 99998.0)]
    [DataRow(SeriesScaling.MeanAbsolute, 0.0, 38465.403846153844)]
    public void AnUnknownSeriesHasThoseOfAllTogether(SeriesScaling scaling, double centre, double scale)
    {
        SeriesScalingTransformer scaler = Sales.Scaler(
            o => (o.Scaling, o.GroupColumnName, o.UnknownSeries) = (scaling, "Store", UnknownSeries.UseAll)).Fit(Sales.Rows());
        double[] found = scaler.Transform(Sales.Rows(["new"], 5)).GetColumn<double[]>("Scale").Single();
        AssertClose(centre, found[0]);
        AssertClose(scale, found[1]);
        double[] together = Sales.Scaled(Sales.Rows(), o => o.Scaling = scaling).GetColumn<double[]>("Scale").First();
        AssertClose(together[0], found[0]);
        AssertClose(together[1], found[1]);
        // Known ones keep their own.
        double known = scaler.Transform(Sales.Rows(["b"], 5)).GetColumn<double[]>("Scale").Single()[1];
        Assert.AreNotEqual(found[1], known);
    }

    [TestMethod]
    public void EachFeatureHasItsOwnOverAllStepsAndRows()
    {
        Table data = Sales.Sequences(2, [1, 10, 2, -20, 4, 40], [], [-3, 5.5f], [0.5f, 7, 8, 9]);
        foreach (double[] scale in Sales.Scaled(data).GetColumn<double[]>("Scale"))
        {
            AssertClose(2.0833333333333335, scale[0]);
            AssertClose(8.583333333333334, scale[1]);
            AssertClose(3.3716547206906515, scale[2]);
            AssertClose(17.40789252673115, scale[3]);
        }
    }

    [TestMethod]
    [DataRow(SeriesScaling.Standard)]
    [DataRow(SeriesScaling.MinMax)]
    [DataRow(SeriesScaling.Robust)]
    [DataRow(SeriesScaling.MeanAbsolute)]
    public void MissingValuesAreLeftOutAndStay(SeriesScaling scaling)
    {
        double[] expected = Sales.Scaled(Sales.Single(Sales.OfA), o => o.Scaling = scaling).GetColumn<double[]>("Scale").First();
        Table data = Sales.Single([float.NaN, .. Sales.OfA, float.NaN]);
        IDataView scaled = Sales.Scaled(data, o => o.Scaling = scaling);
        CollectionAssert.AreEqual(expected, scaled.GetColumn<double[]>("Scale").First());
        float[] values = [.. scaled.GetColumn<float>("Scaled")];
        Assert.IsTrue(float.IsNaN(values[0]) && float.IsNaN(values[^1]));
        Assert.AreEqual(2, values.Count(float.IsNaN));
    }

    [TestMethod]
    [DataRow(SeriesScaling.Standard, 0.1f)]
    [DataRow(SeriesScaling.MinMax, 0.1f)]
    [DataRow(SeriesScaling.Robust, 0.1f)]
    [DataRow(SeriesScaling.MeanAbsolute, 0f)]
    public void WithoutSpreadTheScaleIsOne(SeriesScaling scaling, float value)
    {
        IDataView scaled = Sales.Scaled(Sales.Single(value, value, float.NaN, value), o => o.Scaling = scaling);
        CollectionAssert.AreEqual(new double[] { value, 1 }, scaled.GetColumn<double[]>("Scale").First());
        Assert.AreEqual(0f, scaled.GetColumn<float>("Scaled").First());
    }

    [TestMethod]
    public void QuartilesThatAreOneLeaveTheScaleAtOne() => CollectionAssert.AreEqual(
        new double[] { 2, 1 },
        Sales.Scaled(Sales.Single(2, 2, 2, 2, 2, 50), o => o.Scaling = SeriesScaling.Robust).GetColumn<double[]>("Scale").First());

    /// <summary>The textbook's sum of squares less the square of the sum has no right digit left here.</summary>
    [TestMethod]
    public void ALargeOffsetCostsNothing()
    {
        float[] values = [.. Enumerable.Range(0, 100_000).Select(i => 16_000_000f + i % 3)];
        double[] scale = Sales.Scaled(Sales.Single(values)).GetColumn<double[]>("Scale").First();
        // 33,334 zeros, 33,333 ones and twos.
        double mean = (33_333 + 2 * 33_333) / 100_000.0;
        double variance = (33_333 + 4 * 33_333) / 100_000.0 - mean * mean;
        Assert.AreEqual(16_000_000 + mean, scale[0], 1e-8);
        Assert.AreEqual(Math.Sqrt(variance), scale[1], 1e-10);
    }

    [TestMethod]
    [DataRow(0f, 1f)]
    [DataRow(-1f, 1f)]
    [DataRow(0.1f, 0.3f)]
    [DataRow(-1000f, 5000f)]
    public void TheSmallestAndTheLargestBecomeWhatIsAskedFor(float minimum, float maximum)
    {
        foreach (float[] series in (float[][])[Sales.OfA, Sales.OfB])
        {
            float[] scaled = [.. Sales
                .Scaled(Sales.Single(series), o => (o.Scaling, o.Minimum, o.Maximum) = (SeriesScaling.MinMax, minimum, maximum))
                .GetColumn<float>("Scaled")];
            Assert.AreEqual(minimum, scaled.Min());
            Assert.AreEqual(maximum, scaled.Max());
        }
    }

    [TestMethod]
    public void WithoutSpreadItBecomesTheMinimum() => Assert.AreEqual(
        -3f,
        Sales.Scaled(Sales.Single(7, 7), o => (o.Scaling, o.Minimum, o.Maximum) = (SeriesScaling.MinMax, -3, 5))
            .GetColumn<float>("Scaled").First());

    [TestMethod]
    public void AirPassengersAreAsNumPyHasThem()
    {
        string path = RealData.PathOf("air-passengers.csv");
        float[] values = [.. File.ReadLines(path).Skip(1).Select(line => float.Parse(line.Split(',')[1]))];
        double[] standard = Sales.Scaled(Sales.Single(values)).GetColumn<double[]>("Scale").First();
        AssertClose(280.2986111111111, standard[0]);
        AssertClose(119.54904153277147, standard[1]);
        double[] robust = Sales.Scaled(Sales.Single(values), o => o.Scaling = SeriesScaling.Robust).GetColumn<double[]>("Scale").First();
        CollectionAssert.AreEqual(new[] { 265.5, 360.5 - 180 }, robust);
    }

    private static void AssertClose(double expected, double actual) =>
        Assert.AreEqual(expected, actual, Tolerance * Math.Max(1, Math.Abs(expected)));
}
