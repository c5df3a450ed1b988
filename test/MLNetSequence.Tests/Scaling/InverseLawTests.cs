using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Scaling;

/// <summary>Both inverses bring back what the documentation says, over all magnitudes of values, offsets and spreads.</summary>
[TestClass]
public class InverseLawTests
{
    private const double TwoToMinus24 = 1.0 / (1 << 24);
    private static readonly double TwoToMinus150 = Math.ScaleB(1, -150);

    [TestMethod]
    [DataRow(SeriesScaling.Standard)]
    [DataRow(SeriesScaling.MinMax)]
    [DataRow(SeriesScaling.Robust)]
    [DataRow(SeriesScaling.MeanAbsolute)]
    public void TheErrorIsWithinTheBound(SeriesScaling scaling) => ForAll(scaling, (x, back, centre, scale) =>
    {
        double larger = Math.Max(Math.Abs(x), Math.Abs(back));
        double halfUnit = ((double)float.BitIncrement((float)larger) - larger) / 2;
        double bound = Math.Abs(x - centre) * TwoToMinus24 + scale * TwoToMinus150 + halfUnit;
        // What the sum loses in double.
        return Math.Abs((double)back - x) <= bound * (1 + 1e-6);
    });

    [TestMethod]
    [DataRow(SeriesScaling.Standard)]
    [DataRow(SeriesScaling.MinMax)]
    [DataRow(SeriesScaling.Robust)]
    public void WhatIsNearTheCentreComesBackBitForBit(SeriesScaling scaling) => ForAll(scaling, (x, back, centre, scale) =>
        Math.Abs(x - centre) >= Math.Abs(x) / 2 || Math.Abs(x - centre) / scale < 1.2e-38
        || BitConverter.SingleToInt32Bits(x) == BitConverter.SingleToInt32Bits(back));

    [TestMethod]
    public void WithoutACentreAtMostOneUnitIsLost() => ForAll(SeriesScaling.MeanAbsolute, (x, back, _, scale) =>
        Math.Abs(x) / scale < 1.2e-38 || back == x || back == float.BitIncrement(x) || back == float.BitDecrement(x));

    [TestMethod]
    [DataRow(SeriesScaling.Standard)]
    [DataRow(SeriesScaling.MinMax)]
    [DataRow(SeriesScaling.Robust)]
    [DataRow(SeriesScaling.MeanAbsolute)]
    public void ASeriesThatNeverChangesComesBackBitForBit(SeriesScaling scaling)
    {
        foreach (float value in (float[])[0.1f, -3e37f, 1e-44f, 16777217f, 0])
        {
            float[] values = [value, value, value];
            CollectionAssert.AreEqual(values, ByTable(scaling, values).Back);
        }
    }

    private static void ForAll(SeriesScaling scaling, Func<float, float, double, double, bool> holds)
    {
        // A series around an offset, the spread's magnitude apart from the offset's; or values of any magnitude, so that some scaled
        // ones fall below the normal numbers.
        Gen<double> magnitude = from exponent in Gen.Choose(-70, 70)
                                from sign in Gen.Elements(-1.0, 1.0)
                                from mantissa in Gen.Choose(0, (1 << 23) - 1)
                                select sign * Math.ScaleB(1 + mantissa / (double)(1 << 23), exponent);
        Gen<float[]> around = from offset in magnitude
                              from spread in magnitude
                              from steps in Gen.Choose(-1000, 1000).ArrayOf(20)
                              select (float[])[.. steps.Select(s => (float)(offset + spread * s / 1000))];
        Gen<float[]> wild = from values in magnitude.ArrayOf(12)
                            select (float[])[.. values.Select(v => (float)v)];
        Prop.ForAll(Gen.OneOf(around, wild).ToArbitrary(), series =>
        {
            (float[] back, double[][] scales) = ByTable(scaling, series);
            CollectionAssert.AreEqual(back, ByColumn(scaling, series), "Both inverses give the same bits.");
            return Enumerable.Range(0, series.Length).All(i =>
                Math.Abs(series[i] - scales[i][0]) / scales[i][1] > float.MaxValue
                || holds(series[i], back[i], scales[i][0], scales[i][1]));
        }).QuickCheckThrowOnFailure();
    }

    private static (float[] Back, double[][] Scales) ByTable(SeriesScaling scaling, float[] series)
    {
        Table data = Sales.Single(series);
        SeriesScalingTransformer scaler = Sales.Scaler(o => o.Scaling = scaling).Fit(data);
        IDataView back = scaler.Inverse("Back", "Scaled").Transform(scaler.Transform(data));
        return ([.. back.GetColumn<float>("Back")], [.. back.GetColumn<double[]>("Scale")]);
    }

    private static float[] ByColumn(SeriesScaling scaling, float[] series)
    {
        Table data = Sales.Sequences(1, series);
        TransformsCatalog transforms = new MLContext(1).Transforms;
        return transforms.ScaleSeries("Scaled", "Sales", scaling, scaleColumnName: "Scale")
            .Append(transforms.UnscaleSeries("Back", "Scaled", "Scale"))
            .Fit(data).Transform(data).GetColumn<float[]>("Back").Single();
    }
}
