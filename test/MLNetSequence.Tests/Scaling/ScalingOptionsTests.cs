using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Scaling;

/// <summary>What ScaleSeries and UnscaleSeries refuse, that each option changes something, and that it outlives a model file.</summary>
[TestClass]
public class ScalingOptionsTests
{
    private static readonly TransformsCatalog Catalog = new MLContext().Transforms;

    [TestMethod]
    public void ArgumentsOutsideTheirRangeAreRefusedByName()
    {
        AssertRefused<ArgumentOutOfRangeException>("Scaling", o => o.Scaling = (SeriesScaling)4);
        AssertRefused<ArgumentOutOfRangeException>("UnknownSeries", o => (o.GroupColumnName, o.UnknownSeries) = ("S", (UnknownSeries)2));
        AssertRefused<ArgumentException>("UnknownSeries", o => o.UnknownSeries = UnknownSeries.UseAll);
        AssertRefused<ArgumentException>("GroupColumnName", o => o.GroupColumnName = "");
        AssertRefused<ArgumentException>("outputColumnName", o => o.OutputColumnName = "");
        AssertRefused<ArgumentNullException>("outputColumnName", o => (o.OutputColumnName, o.InputColumnName) = (null!, "In"));
        AssertRefused<ArgumentException>("scaleColumnName", o => o.ScaleColumnName = "");
        AssertRefused<ArgumentException>("scaleColumnName", o => o.ScaleColumnName = "Scaled");
        AssertRefused<ArgumentException>("Minimum", o => o.Minimum = 0.5f);
        AssertRefused<ArgumentException>("Minimum", o => (o.Scaling, o.Maximum) = (SeriesScaling.Robust, 2));
        foreach ((float minimum, float maximum) in ((float, float)[])[(1, 1), (2, 1), (float.NaN, 1), (0, float.PositiveInfinity)])
        {
            AssertRefused<ArgumentOutOfRangeException>(
                "Maximum", o => (o.Scaling, o.Minimum, o.Maximum) = (SeriesScaling.MinMax, minimum, maximum));
        }
        AssertRefused<ArgumentNullException>("catalog", () => ((TransformsCatalog)null!).ScaleSeries("Out"));
        AssertRefused<ArgumentNullException>("options", () => Catalog.ScaleSeries((SeriesScalingEstimator.Options)null!));
        AssertRefused<ArgumentNullException>("catalog", () => ((TransformsCatalog)null!).UnscaleSeries("Out", "In", "Scale"));
        AssertRefused<ArgumentException>("outputColumnName", () => Catalog.UnscaleSeries("", "In", "Scale"));
        AssertRefused<ArgumentException>("scaleColumnName", () => Catalog.UnscaleSeries("Out", "In", ""));
        AssertRefused<ArgumentNullException>("scaleColumnName", () => Catalog.UnscaleSeries("Out", "In", null!));
        SeriesScalingTransformer scaler = Sales.Scaler().Fit(Sales.Single(1, 2));
        AssertRefused<ArgumentException>("outputColumnName", () => scaler.Inverse(""));
        AssertRefused<ArgumentNullException>("outputColumnName", () => scaler.Inverse(null!, "In"));
    }

    [TestMethod]
    public void BothOverloadsHaveOneSetOfDefaults()
    {
        Table data = Sales.Rows();
        string[] plain = Values.OfAll(Catalog.ScaleSeries("Scaled", "Sales").Fit(data).Transform(data));
        string[] options = Values.OfAll(
            Catalog.ScaleSeries(new SeriesScalingEstimator.Options { InputColumnName = "Sales" }).Fit(data).Transform(data));
        CollectionAssert.AreEqual(plain, options);
    }

    [TestMethod]
    public void EveryOptionChangesSomethingAndOutlivesAModelFile()
    {
        Action<SeriesScalingEstimator.Options>[] changes =
        [
            _ => { },
            o => o.OutputColumnName = "Other",
            o => o.ScaleColumnName = null,
            o => o.ScaleColumnName = "Beside",
            o => o.GroupColumnName = "Store",
            o => o.Scaling = SeriesScaling.Robust,
            o => o.Scaling = SeriesScaling.MeanAbsolute,
            o => o.Scaling = SeriesScaling.MinMax,
            o => (o.Scaling, o.Minimum) = (SeriesScaling.MinMax, -1),
            o => (o.Scaling, o.Maximum) = (SeriesScaling.MinMax, 2),
        ];
        Table data = Sales.Rows();
        var seen = new HashSet<string>();
        foreach (Action<SeriesScalingEstimator.Options> change in changes)
        {
            SeriesScalingTransformer scaler = Sales.Scaler(change).Fit(data);
            string values = string.Join('\n', Values.OfAll(scaler.Transform(data)));
            Assert.IsTrue(seen.Add(values));
            var loaded = (SeriesScalingTransformer)ModelFile.Reload(scaler, data.Schema);
            Assert.AreEqual(values, string.Join('\n', Values.OfAll(loaded.Transform(data))));
            Assert.AreEqual(scaler.Scaling, loaded.Scaling);
        }
    }

    [TestMethod]
    [DataRow(UnknownSeries.Throw)]
    [DataRow(UnknownSeries.UseAll)]
    public void WhatBecomesOfUnknownSeriesOutlivesAModelFile(UnknownSeries unknown)
    {
        Table data = Sales.Rows();
        SeriesScalingTransformer scaler = Sales.Scaler(o => (o.GroupColumnName, o.UnknownSeries) = ("Store", unknown)).Fit(data);
        Table other = Sales.Rows(["a", "c"], 1, 2);
        ITransformer[] loaded =
            [ModelFile.Reload(scaler, data.Schema), ModelFile.Reload(scaler.Inverse("Scaled", "Sales"), data.Schema)];
        foreach (ITransformer transformer in loaded)
        {
            if (unknown == UnknownSeries.Throw)
            {
                Assert.ThrowsExactly<InvalidOperationException>(() => Values.Of(transformer.Transform(other), "Scaled"));
            }
            else
            {
                Assert.AreEqual(2, Values.Of(transformer.Transform(other), "Scaled").Length);
            }
        }
    }

    [TestMethod]
    public void ChangingOptionsLaterChangesNothing()
    {
        var options = new SeriesScalingEstimator.Options { InputColumnName = "Sales" };
        SeriesScalingEstimator estimator = Catalog.ScaleSeries(options);
        string[] expected = Values.OfAll(estimator.Fit(Sales.Rows()).Transform(Sales.Rows()));
        (options.OutputColumnName, options.InputColumnName, options.Scaling) = ("X", "Y", SeriesScaling.MinMax);
        (options.GroupColumnName, options.ScaleColumnName, options.Maximum) = ("Z", "U", 7);
        CollectionAssert.AreEqual(expected, Values.OfAll(estimator.Fit(Sales.Rows()).Transform(Sales.Rows())));
    }

    private static void AssertRefused<T>(string name, Action<SeriesScalingEstimator.Options> change)
        where T : ArgumentException => AssertRefused<T>(name, () => Sales.Scaler(change));

    private static void AssertRefused<T>(string name, Action call)
        where T : ArgumentException => Assert.AreEqual(name, Assert.ThrowsExactly<T>(call).ParamName);
}
