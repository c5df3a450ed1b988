using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Scaling;

/// <summary>A row that cannot be scaled is named, never dropped.</summary>
[TestClass]
public class ScalingRowErrorsTests
{
    [TestMethod]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void AnInfiniteValueIsNotLearnedFrom(float value)
    {
        AssertFails(() => Sales.Scaler().Fit(Sales.Single(1, 2, value)), "Row 3", "'Sales'");
        AssertFails(() => Sales.Scaler().Fit(Sales.Sequences(2, [1, 2], [1, value])), "Row 2", "'Sales'");
    }

    [TestMethod]
    public void AnInfiniteValueStaysWhenItIsScaled()
    {
        float[] odd = [float.PositiveInfinity, float.NegativeInfinity];
        SeriesScalingTransformer scaler = Sales.Scaler().Fit(Sales.Single(1, 2));
        CollectionAssert.AreEqual(odd, scaler.Transform(Sales.Single(odd)).GetColumn<float>("Scaled").ToArray());
        CollectionAssert.AreEqual(odd, scaler.Inverse("Sales").Transform(Sales.Single(odd)).GetColumn<float>("Sales").ToArray());
    }

    [TestMethod]
    public void ASeriesWithoutAnyValueIsNamed()
    {
        AssertFails(() => Sales.Scaler().Fit(Sales.Single()), "no rows");
        AssertFails(() => Sales.Scaler().Fit(Sales.Single(float.NaN, float.NaN)), "'Sales'", "no value");
        AssertFails(() => Sales.Scaler().Fit(Sales.Sequences(1, [], [])), "'Sales'", "no value");
        AssertFails(() => Sales.Scaler().Fit(Sales.Sequences(2, [1, float.NaN], [3, float.NaN])), "feature 2 of 2");
        AssertFails(
            () => Sales.Scaler(o => o.GroupColumnName = "Store").Fit(Sales.Rows(["x", "y", "x"], 1, float.NaN, 2)), "'y'", "'Store'");
    }

    [TestMethod]
    public void AMissingTextIsNamed()
    {
        Table data = Sales.Rows(["x", ""], 1, 2);
        AssertFails(() => Sales.Scaler(o => o.GroupColumnName = "Store").Fit(data), "Row 2", "'Store'", "text");
        SeriesScalingTransformer scaler = Sales.Scaler(o => (o.GroupColumnName, o.UnknownSeries) = ("Store", UnknownSeries.UseAll))
            .Fit(Sales.Rows(["x", "y"], 1, 2));
        AssertFails(() => Values.Of(scaler.Transform(data), "Scaled"), "Row 2", "'Store'", "text");
    }

    [TestMethod]
    public void AMissingKeyIsNamed()
    {
        Table data = Sales.Single(1, 2, 3).AddKeys("Store", ["x", "y"], 1, 2, 0);
        AssertFails(() => Sales.Scaler(o => o.GroupColumnName = "Store").Fit(data), "Row 3", "'Store'");
        SeriesScalingTransformer scaler = Sales.Scaler(o => (o.GroupColumnName, o.UnknownSeries) = ("Store", UnknownSeries.UseAll))
            .Fit(Sales.Single(1, 2, 3).AddKeys("Store", ["x", "y"], 1, 2, 2));
        AssertFails(() => Values.Of(scaler.Transform(data), "Scaled"), "Row 3", "'Store'");
    }

    [TestMethod]
    public void AnUnknownSeriesIsNamed()
    {
        SeriesScalingTransformer scaler = Sales.Scaler(o => o.GroupColumnName = "Store").Fit(Sales.Rows());
        Table data = Sales.Rows(["a", "c"], 1, 2);
        AssertFails(() => Values.Of(scaler.Transform(data), "Scaled"), "Row 2", "'c'", "'Store'", "UseAll");
        AssertFails(() => Values.Of(scaler.Transform(data), "Scale"), "Row 2", "'c'");
        AssertFails(() => Values.Of(scaler.Inverse("Back", "Sales").Transform(data), "Back"), "Row 2", "'c'");
        SeriesScalingTransformer byKey = Sales.Scaler(o => o.GroupColumnName = "Store")
            .Fit(Sales.Single(1).AddKeys("Store", ["x", "y"], 1));
        AssertFails(() => Values.Of(byKey.Transform(Sales.Single(1).AddKeys("Store", ["x", "y"], 2)), "Scaled"), "Row 1", "key 2");
    }

    [TestMethod]
    [DataRow(double.NaN, 1.0)]
    [DataRow(double.PositiveInfinity, 1.0)]
    [DataRow(0.0, double.NaN)]
    [DataRow(0.0, double.PositiveInfinity)]
    [DataRow(0.0, 0.0)]
    [DataRow(0.0, -1.0)]
    public void AScaleColumnThatHoldsNoScaleIsNamed(double centre, double scale)
    {
        var type = new VectorDataViewType(NumberDataViewType.Double, 2);
        Table data = Sales.Single(1, 2).AddVectors("Scale", type, null, new VBuffer<double>(2, [0, 1]), new(2, [centre, scale]));
        IDataView back = new MLContext(1).Transforms.UnscaleSeries("Back", "Sales", "Scale").Fit(data).Transform(data);
        AssertFails(() => Values.Of(back, "Back"), "Row 2", "'Scale'");
    }

    private static void AssertFails(Action action, params string[] parts)
    {
        string message = Assert.ThrowsExactly<InvalidOperationException>(action).Message;
        foreach (string part in parts)
        {
            StringAssert.Contains(message, part);
        }
    }
}
