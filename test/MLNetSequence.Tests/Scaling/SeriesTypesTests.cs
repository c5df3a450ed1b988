using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Scaling;

/// <summary>A series comes as single steps, as sequences of any or of one length, of one feature or of several.</summary>
[TestClass]
public class SeriesTypesTests
{
    [TestMethod]
    public void TheOutputHasTheInputsTypeAndTheScaleColumnItsFeatures()
    {
        NumberDataViewType single = NumberDataViewType.Single;
        (VectorDataViewType Type, VectorDataViewType Scale)[] cases =
        [
            (new(single), Scale(2)),
            (new(single, 6), Scale(2)),
            (new(single, 6, 1), Scale(2)),
            (new(single, 3, 2), Scale(2, 2)),
            (new(single, 0, 3), Scale(2, 3)),
            (new(single, 1, 6), Scale(2, 6)),
        ];
        foreach ((VectorDataViewType type, VectorDataViewType scale) in cases)
        {
            Table data = new Table().AddVectors("Sales", type, null, new VBuffer<float>(6, [1, 2, 3, 4, 5, 6]), new(6, 2, [7, 8], [0, 4]));
            IDataView scaled = Sales.Scaled(data);
            Assert.AreEqual(type, scaled.Schema["Scaled"].Type);
            Assert.AreEqual(scale, scaled.Schema["Scale"].Type);
            IDataView back = new MLContext(1).Transforms.UnscaleSeries("Back", "Scaled", "Scale").Fit(scaled).Transform(scaled);
            Assert.AreEqual(type, back.Schema["Back"].Type);
            float[] expected = [.. data.GetColumn<float[]>("Sales").SelectMany(row => row)];
            float[] actual = [.. back.GetColumn<float[]>("Back").SelectMany(row => row)];
            Assert.AreEqual(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.AreEqual(expected[i], actual[i], 1e-6f, $"{type}, {i}");
            }
        }
        Assert.AreEqual(single, Sales.Scaled(Sales.Single(1, 2)).Schema["Scaled"].Type);
    }

    [TestMethod]
    public void WhatIsNoSeriesIsRefused()
    {
        NumberDataViewType single = NumberDataViewType.Single;
        foreach (VectorDataViewType type in (VectorDataViewType[])[new(single, 0, 0), new(single, 2, 0), new(single, 1, 2, 3)])
        {
            Table data = new Table().AddVectors("Sales", type, null, new VBuffer<float>(6, [1, 2, 3, 4, 5, 6]));
            Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Sales.Scaler().Fit(data));
            StringAssert.Contains(error.Message, "dimensions (T) or (T, F)");
        }
    }

    /// <summary>A fit on single steps scales windows of them; a forecast of several features wants as many.</summary>
    [TestMethod]
    public void ScalingOfOneFeatureGoesForStepsAndSequences()
    {
        SeriesScalingTransformer scaler = Sales.Scaler(o => o.Scaling = SeriesScaling.MinMax).Fit(Sales.Single(0, 4));
        CollectionAssert.AreEqual(
            new[] { 0.25f, 1, -2 }, scaler.Transform(Sales.Sequences(1, [1, 4, -8])).GetColumn<float[]>("Scaled").Single());
        CollectionAssert.AreEqual(
            new float[] { 2, 12 }, scaler.Inverse("Sales").Transform(Sales.Sequences(1, [0.5f, 3])).GetColumn<float[]>("Sales").Single());
        Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => scaler.Transform(Sales.Sequences(2, [1, 2])));
        StringAssert.Contains(error.Message, "(T, 1)");
    }

    [TestMethod]
    public void ForecastsOfAnyLengthAreUnscaledByFeature()
    {
        SeriesScalingTransformer scaler = Sales.Scaler(o => o.Scaling = SeriesScaling.MinMax).Fit(Sales.Sequences(2, [0, 10, 4, 20]));
        IDataView forecast = scaler.Inverse("Back", "Sales").Transform(Sales.Sequences(2, [0.5f, 0.5f, 1, 2, -1, 0], []));
        float[][] back = [.. forecast.GetColumn<float[]>("Back")];
        CollectionAssert.AreEqual(new float[] { 2, 15, 4, 30, -4, 10 }, back[0]);
        Assert.AreEqual(0, back[1].Length);
        Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => scaler.Inverse("Back", "Sales").Transform(Sales.Single(1)));
        StringAssert.Contains(error.Message, "(T, 2)");
    }

    [TestMethod]
    public void TheFeaturesOfAForecastMustBeThoseOfTheScaleColumn()
    {
        Table data = Sales.Sequences(3, [1, 2, 3]).AddVectors("Scale", Scale(2, 2), null, new VBuffer<double>(4, [0, 0, 1, 1]));
        Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => new MLContext(1).Transforms.UnscaleSeries("Back", "Sales", "Scale").Fit(data));
        StringAssert.Contains(error.Message, "(T, 2)");
    }

    /// <summary>An output may take its input's place.</summary>
    [TestMethod]
    public void WithoutAnInputNameTheOutputTakesTheInputsPlace()
    {
        Table data = Sales.Single(0, 4, 2);
        TransformsCatalog transforms = new MLContext(1).Transforms;
        IDataView back = transforms.ScaleSeries("Sales", scaling: SeriesScaling.MinMax, scaleColumnName: "Scale")
            .Append(transforms.UnscaleSeries("Sales", null, "Scale")).Fit(data).Transform(data);
        CollectionAssert.AreEqual(new float[] { 0, 4, 2 }, back.GetColumn<float>("Sales").ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 0.5f }, back.GetColumn<float>(back.Schema[1]).ToArray());
    }

    [TestMethod]
    public void AVectorThatIsNoWholeNumberOfStepsIsNamed()
    {
        Table data = Sales.Sequences(2, [1, 2], [1, 2, 3]);
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Sales.Scaler().Fit(data));
        foreach (string part in (string[])["Row 2", "'Sales'", "3 values", "steps of 2"])
        {
            StringAssert.Contains(error.Message, part);
        }
        SeriesScalingTransformer scaler = Sales.Scaler().Fit(Sales.Sequences(2, [1, 2, 3, 4]));
        error = Assert.ThrowsExactly<InvalidOperationException>(() => Values.Of(scaler.Transform(data), "Scaled"));
        StringAssert.Contains(error.Message, "Row 2");
    }

    private static VectorDataViewType Scale(params int[] dimensions) => new(NumberDataViewType.Double, dimensions);
}
