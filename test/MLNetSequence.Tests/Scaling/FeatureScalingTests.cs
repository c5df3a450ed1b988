using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Scaling;

/// <summary>A vector column with a feature in each slot, and the way back for all features, for one step, and for some.</summary>
[TestClass]
public class FeatureScalingTests
{
    private static readonly TransformsCatalog Catalog = new MLContext(1).Transforms;
    private static readonly NumberDataViewType Single = NumberDataViewType.Single;

    [TestMethod]
    public void EachSlotHasACentreAndScaleOfItsOwn()
    {
        IDataView scaled = Sales.Scaled(Counts([0, 100, 7], [4, 300, float.NaN], [1, 200, 7]), Slots);
        CollectionAssert.AreEqual(
            new float[][] { [0, 0, 0], [1, 1, float.NaN], [0.25f, 0.5f, 0] }.SelectMany(r => r).ToArray(),
            scaled.GetColumn<float[]>("Scaled").SelectMany(r => r).ToArray());
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Double, 2, 3), scaled.Schema["Scale"].Type);
        foreach (double[] scale in scaled.GetColumn<double[]>("Scale"))
        {
            CollectionAssert.AreEqual(new double[] { 0, 100, 7, 4, 200, 1 }, scale);
        }
        // Left off, the slots are steps of one feature.
        IDataView pooled = Sales.Scaled(Counts([0, 100, 7], [4, 300, 7]), o => o.Scaling = SeriesScaling.MinMax);
        CollectionAssert.AreEqual(new double[] { 0, 300 }, pooled.GetColumn<double[]>("Scale").First());
    }

    [TestMethod]
    public void EachGroupHasThemForEachSlot()
    {
        Table data = Counts([0, 10], [5, 5], [2, 30], [7, 6]).AddText("Store", "a", "b", "a", "b");
        double[][] scales =
        [
            .. Sales.Scaled(data, o =>
            {
                Slots(o);
                o.GroupColumnName = "Store";
            }).GetColumn<double[]>("Scale"),
        ];
        CollectionAssert.AreEqual(new double[] { 0, 10, 2, 20 }, scales[0]);
        CollectionAssert.AreEqual(new double[] { 5, 5, 2, 1 }, scales[3]);
    }

    [TestMethod]
    public void ItChangesSomethingAndOutlivesAModelFile()
    {
        // Of one slot centre and scale are the same: what shows is which vectors fit.
        foreach (float[][] rows in (float[][][])[[[1, 5, 2], [3, 3, 3]], [[1], [3]]])
        {
            Table data = Counts(rows);
            SeriesScalingTransformer pools = Sales.Scaler(o => o.Scaling = SeriesScaling.MinMax).Fit(data);
            SeriesScalingTransformer scaler = Sales.Scaler(Slots).Fit(data);
            ITransformer loaded = ModelFile.Reload(scaler, data.Schema);
            CollectionAssert.AreEqual(Values.OfAll(scaler.Transform(data)), Values.OfAll(loaded.Transform(data)));
            Table wider = Counts([1, 2, 3, 4, 5]);
            Assert.AreEqual(1, Values.Of(pools.Transform(wider), "Scaled").Length);
            foreach (ITransformer transformer in (ITransformer[])[scaler, loaded])
            {
                Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => transformer.Transform(wider));
                StringAssert.Contains(error.Message, $"dimensions ({rows[0].Length}), one step, or (T, {rows[0].Length}), but is");
            }
        }
    }

    [TestMethod]
    public void OptionsAreCopied()
    {
        var options = new SeriesScalingEstimator.Options { InputColumnName = "Sales", ScaleColumnName = "Scale", SlotsAreFeatures = true };
        SeriesScalingEstimator estimator = Catalog.ScaleSeries(options);
        options.SlotsAreFeatures = false;
        Assert.AreEqual(6, estimator.Fit(Counts([1, 2, 3])).Transform(Counts([1, 2, 3])).GetColumn<double[]>("Scale").Single().Length);
        List<int> features = [1];
        var unscaling = new SeriesUnscalingEstimator.Options { InputColumnName = "Sales", Features = features };
        SeriesUnscalingEstimator back = Catalog.UnscaleSeries(unscaling);
        features[0] = 2;
        unscaling.Features = null;
        Assert.AreEqual("12", Back(back, Scales(Sales.Single(1))));
    }

    [TestMethod]
    public void WhereItWouldDoNothingItIsRefused()
    {
        VBuffer<float> six = new(6, [1, 2, 3, 4, 5, 6]);
        Table[] tables =
        [
            Sales.Single(1, 2), Sales.Sequences(1, [1, 2]), Sales.Sequences(2, [1, 2]),
            new Table().AddVectors("Sales", new VectorDataViewType(Single, 3, 2), null, six),
            new Table().AddVectors("Sales", new VectorDataViewType(Single, 6, 1), null, six),
        ];
        foreach (Table data in tables)
        {
            Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Sales.Scaler(Slots).Fit(data));
            foreach (string part in (string[])[
                "series column 'Sales'", "a vector of Single with one dimension, of known size", data.Schema["Sales"].Type.ToString()!,
                "SlotsAreFeatures"])
            {
                StringAssert.Contains(error.Message, part);
            }
        }
    }

    [TestMethod]
    public void AForecastOfAllFeaturesIsOneStepOrSeveral()
    {
        SeriesScalingTransformer scaler = Sales.Scaler(Slots).Fit(Counts([0, 10, -1], [4, 20, 7]));
        (Table Data, string Expected)[] cases =
        [
            (Counts([0.5f, 0.5f, 1]), "2 15 7"),
            (Sales.Sequences(3, [0.5f, 0.5f, 1, 2, -1, 0]), "2 15 7 8 0 -1"),
            (new Table().AddVectors("Sales", new VectorDataViewType(Single, 2, 3), null, new VBuffer<float>(6, 1, [1], [4])),
                "0 10 -1 0 20 -1"),
        ];
        foreach ((Table forecast, string expected) in cases)
        {
            Table data = MinMax(forecast);
            foreach (ITransformer inverse in (ITransformer[])[
                scaler.Inverse("Back", "Sales"), Catalog.UnscaleSeries("Back", "Sales", "Scale").Fit(data)])
            {
                Assert.AreEqual(expected, Text(ModelFile.Reload(inverse, data.Schema).Transform(data), "Back"));
            }
        }
        foreach (Table data in (Table[])[Counts([1, 2]), Counts([1, 2, 3, 4, 5, 6]), Sales.Sequences(1, [1, 2, 3]), Sales.Single(1)])
        {
            Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => scaler.Inverse("Back", "Sales").Transform(data));
            StringAssert.Contains(error.Message, "series column 'Sales'");
            StringAssert.Contains(error.Message, "dimensions (3), one step, or (T, 3)");
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(
                () => Catalog.UnscaleSeries("Back", "Sales", "Scale").Fit(MinMax(data)));
        }
    }

    [TestMethod]
    public void AForecastOfSomeFeaturesIsUnscaledByTheirs()
    {
        SeriesScalingTransformer scaler = Sales.Scaler(Slots).Fit(Counts([0, 10, -1], [4, 20, 7]));
        (Table Data, int[] Features, string Expected)[] cases =
        [
            (Sales.Single(0.5f), [1], "15"),
            // Three steps of one feature, not one step of three.
            (Counts([0.5f, 0, 2]), [2], "3 -1 15"),
            (Sales.Sequences(1, [0.5f, 0]), [0], "2 0"),
            (Sales.Sequences(2, [0.5f, 1, 0, 2]), [2, 0], "3 4 -1 8"),
            (Counts([0.5f, 1]), [2, 0], "3 4"),
            (Sales.Sequences(2, [0.5f, 1]), [1, 1], "15 20"),
        ];
        foreach ((Table forecast, int[] features, string expected) in cases)
        {
            Table data = MinMax(forecast);
            var options = new SeriesUnscalingEstimator.Options
            {
                OutputColumnName = "Back",
                InputColumnName = "Sales",
                Features = features,
            };
            foreach (ITransformer inverse in (ITransformer[])[
                scaler.Inverse("Back", "Sales", features), Catalog.UnscaleSeries(options).Fit(data)])
            {
                Assert.AreEqual(expected, Text(ModelFile.Reload(inverse, data.Schema).Transform(data), "Back"));
            }
        }
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(
                () => scaler.Inverse("Back", "Sales", [2, 0]).Transform(Sales.Single(1))).Message,
            "dimensions (2), one step, or (T, 2)");
    }

    [TestMethod]
    public void AFeatureThatIsNotThereIsRefused()
    {
        SeriesScalingTransformer scaler = Sales.Scaler(Slots).Fit(Counts([0, 10, -1], [4, 20, 7]));
        foreach (int[] features in (int[][])[[3], [0, -1], [int.MaxValue]])
        {
            Assert.AreEqual("features", Assert.ThrowsExactly<ArgumentOutOfRangeException>(
                () => scaler.Inverse("Back", "Sales", features)).ParamName);
        }
        Assert.AreEqual("features", Assert.ThrowsExactly<ArgumentException>(() => scaler.Inverse("Back", "Sales", [])).ParamName);
        foreach (int[] features in (int[][])[[], [-1]])
        {
            var options = new SeriesUnscalingEstimator.Options { Features = features };
            ArgumentException error = Assert.Throws<ArgumentException>(() => Catalog.UnscaleSeries(options));
            Assert.AreEqual("features", error.ParamName);
        }
        SeriesUnscalingEstimator fourth = Catalog.UnscaleSeries(new SeriesUnscalingEstimator.Options { Features = [3] });
        Table data = Scales(new Table().Add("Unscaled", Single, 1f));
        Exception atFit = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => fourth.Fit(data));
        foreach (string part in (string[])["scale column 'Scale'", "(2, F), F of at least 4", "but is Vector<Double, 2, 3>"])
        {
            StringAssert.Contains(atFit.Message, part);
        }
        Table two = Sales.Single(1).AddVectors(
            "Scale", new VectorDataViewType(NumberDataViewType.Double, 2), null, new VBuffer<double>(2, [0, 1]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Catalog.UnscaleSeries(
            new SeriesUnscalingEstimator.Options { InputColumnName = "Sales", Features = [1] }).Fit(two));
        Assert.AreEqual("catalog", Assert.ThrowsExactly<ArgumentNullException>(
            () => ((TransformsCatalog)null!).UnscaleSeries(new SeriesUnscalingEstimator.Options())).ParamName);
        Assert.AreEqual("options", Assert.ThrowsExactly<ArgumentNullException>(() => Catalog.UnscaleSeries(null!)).ParamName);
    }

    private static void Slots(SeriesScalingEstimator.Options options) =>
        (options.Scaling, options.SlotsAreFeatures) = (SeriesScaling.MinMax, true);

    /// <summary>A vector of known size a row.</summary>
    private static Table Counts(params float[][] rows) => new Table().AddVectors(
        "Sales", new VectorDataViewType(Single, rows[0].Length), null, [.. rows.Select(r => new VBuffer<float>(r.Length, r))]);

    /// <summary>One row, beside it the scales of 0 to 4, 10 to 20 and -1 to 7.</summary>
    private static Table MinMax(Table data) => data.AddVectors(
        "Scale", new VectorDataViewType(NumberDataViewType.Double, 2, 3), null, new VBuffer<double>(6, [0, 10, -1, 4, 10, 8]));

    private static Table Scales(Table data) => data.AddVectors(
        "Scale", new VectorDataViewType(NumberDataViewType.Double, 2, 3), null, new VBuffer<double>(6, [0, 10, 20, 1, 2, 3]));

    private static string Back(SeriesUnscalingEstimator estimator, IDataView data) =>
        Text(estimator.Fit(data).Transform(data), "Unscaled");

    private static string Text(IDataView data, string name) => string.Join('\n', Windowing.Show.Of(data, name));
}
