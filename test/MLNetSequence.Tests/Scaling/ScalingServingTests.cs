using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Scaling;

/// <summary>One pipeline from a series' units and back to them, trained, saved, loaded and served row by row.</summary>
[TestClass]
public class ScalingServingTests
{
    [TestMethod]
    public void APredictionEngineScalesAndUnscales()
    {
        var context = new MLContext(1);
        Day[] days =
        [
            new() { Store = "a", Sold = 0 },
            new() { Store = "b", Sold = 100 },
            new() { Store = "a", Sold = 4 },
            new() { Store = "b", Sold = 300 },
        ];
        IDataView data = context.Data.LoadFromEnumerable(days);
        ITransformer model = context.Transforms
            .ScaleSeries("Scaled", "Sold", SeriesScaling.MinMax, groupColumnName: "Store", scaleColumnName: "Scale")
            .Append(context.Transforms.UnscaleSeries("Ahead", "Forecast", "Scale"))
            .Fit(data);
        foreach (ITransformer served in (ITransformer[])[model, ModelFile.Reload(model, data.Schema)])
        {
            using PredictionEngine<Day, Scaled> engine = context.Model.CreatePredictionEngine<Day, Scaled>(served);
            Scaled b = engine.Predict(new Day { Store = "b", Sold = 150, Forecast = [0, 1, 0.5f] });
            Assert.AreEqual(0.25f, b.Value);
            CollectionAssert.AreEqual(new double[] { 100, 200 }, b.Scale);
            CollectionAssert.AreEqual(new float[] { 100, 300, 200 }, b.Ahead);
            Scaled a = engine.Predict(new Day { Store = "a", Sold = float.NaN, Forecast = [2] });
            Assert.IsTrue(float.IsNaN(a.Value));
            CollectionAssert.AreEqual(new float[] { 8 }, a.Ahead);
            Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => engine.Predict(new Day { Store = "c" }));
            StringAssert.Contains(error.Message, "'c'");
        }
    }

    [TestMethod]
    public void TheInverseServesForecastsByGroup()
    {
        Table data = Sales.Rows();
        SeriesScalingTransformer scaler = Sales.Scaler(o => (o.Scaling, o.GroupColumnName) = (SeriesScaling.Robust, "Store")).Fit(data);
        var context = new MLContext(1);
        ITransformer inverse = ModelFile.Reload(scaler.Inverse("Ahead", "Forecast"), context.Data.LoadFromEnumerable<Day>([]).Schema);
        using PredictionEngine<Day, Ahead> engine = context.Model.CreatePredictionEngine<Day, Ahead>(inverse);
        CollectionAssert.AreEqual(new[] { 3.625f, 3.625f + 5.25f }, engine.Predict(new Day { Store = "a", Forecast = [0, 1] }).Values);
        CollectionAssert.AreEqual(new[] { 100000.25f }, engine.Predict(new Day { Store = "b", Forecast = [-1] }).Values);
    }

    [TestMethod]
    public void AWarmRowAllocatesNothing()
    {
        Table data = Sales.Rows();
        SeriesScalingTransformer scaler = Sales.Scaler(o => o.GroupColumnName = "Store").Fit(data);
        IDataView view = scaler.Inverse("Back", "Scaled").Transform(scaler.Transform(data));
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<float> back = cursor.GetGetter<float>(view.Schema["Back"]);
        ValueGetter<VBuffer<double>> scale = cursor.GetGetter<VBuffer<double>>(view.Schema["Scale"]);
        float value = 0;
        VBuffer<double> scales = default;
        cursor.MoveNext();
        for (int i = 0; i < 100; i++)
        {
            back(ref value);
            scale(ref scales);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            back(ref value);
            scale(ref scales);
        }
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual(Sales.OfA[0], value);
    }

    private sealed class Day
    {
        public string Store { get; set; } = "";

        public float Sold { get; set; }

        public float[] Forecast { get; set; } = [];
    }

    private sealed class Scaled
    {
        [ColumnName("Scaled")]
        public float Value { get; set; }

        public double[] Scale { get; set; } = [];

        public float[] Ahead { get; set; } = [];
    }

    private sealed class Ahead
    {
        [ColumnName("Ahead")]
        public float[] Values { get; set; } = [];
    }
}
