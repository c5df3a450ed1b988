using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Recurrent;
using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>The scale of a window's targets, against sums done by hand; and the functions before it.</summary>
[TestClass]
public class TargetScaleTests
{
    // Of the targets 1, 4, NaN, 2: mean 7/3, deviation √(14/9), magnitudes 7/3, and one change, 3.
    private static readonly float[] Rows = [1, 4, float.NaN, 2];
    private static readonly double Deviation = Math.Sqrt(14.0 / 9);
    private static readonly SeriesMeasure Known = new(50, 10, 5, 20, 40);

    private static IEnumerable<object[]> Scales =>
    [
        [ForecastScaling.None, 0.0, 1.0],
        [ForecastScaling.LastValue, 2.0, Deviation + 0.05],
        [ForecastScaling.SteadyPace, 2.0, 5.0],
        [ForecastScaling.Window, 7.0 / 3, Deviation + 0.05],
        [ForecastScaling.Change, 2.0, 3 + 0.4],
        [ForecastScaling.Series, 10.0, 5.0],
        [ForecastScaling.Magnitude, 0.0, 7.0 / 3 + 0.2],
        [new ForecastScaling(ScaleCentre.WindowMean, ScaleWidth.One), 7.0 / 3, 1.0],
    ];

    private static IEnumerable<object[]> OfAStranger =>
    [
        [ForecastScaling.LastValue, 2.0, Deviation],
        [ForecastScaling.SteadyPace, 2.0, Deviation],
        [ForecastScaling.Window, 7.0 / 3, Deviation],
        [ForecastScaling.Change, 2.0, 3.0],
        [ForecastScaling.Series, 7.0 / 3, Deviation],
        [ForecastScaling.Magnitude, 0.0, 7.0 / 3],
    ];

    [TestMethod]
    [DynamicData(nameof(Scales))]
    public void OfASeriesThatWasInTraining(ForecastScaling scaling, double centre, double width) => Check(scaling, 0, centre, width);

    [TestMethod]
    [DynamicData(nameof(OfAStranger))]
    public void OfASeriesThatWasNot(ForecastScaling scaling, double centre, double width)
    {
        Check(scaling, -1, centre, width);
        Check(scaling, 5, centre, width);
    }

    [TestMethod]
    [DynamicData(nameof(Scales))]
    public void AWidthOfNothingIsOne(ForecastScaling scaling, double centre, double width)
    {
        _ = (centre, width);
        TargetScale scale = Of(scaling, -1, [0, 0, 0]);
        Assert.AreEqual((1.0, 0f, 3f, -2.0), (scale.Widths[0], scale.Of(0, 0), scale.Of(0, 3), scale.Back(0, -2)));
    }

    /// <summary>Where a window knows nothing, training does; a series that was not there has no level at all, and no forecast.</summary>
    [TestMethod]
    [DynamicData(nameof(Scales))]
    public void OfAWindowWithoutAValue(ForecastScaling scaling, double centre, double width)
    {
        _ = (centre, width);
        float[] rows = [float.NaN, float.NaN];
        TargetScale scale = Of(scaling, 0, rows);
        Assert.IsFalse(scale.IsSeen(0));
        Assert.AreEqual(scaling.Centre == ScaleCentre.Zero ? 0 : Known.Mean, scale.Back(0, 0));
        double expected = scaling.Width switch
        {
            ScaleWidth.One => 1,
            ScaleWidth.WindowMagnitude => Known.Magnitude,
            ScaleWidth.WindowChange => Known.Change,
            _ => Known.Deviation,
        };
        Assert.AreEqual(expected, scale.Widths[0]);

        scale = Of(scaling, -1, rows);
        bool isAbsolute = scaling == ForecastScaling.None;
        Assert.AreEqual(isAbsolute ? 3 : double.NaN, scale.Back(0, 3));
        Assert.AreEqual(isAbsolute ? 3 : float.NaN, scale.Of(0, 3));
    }

    [TestMethod]
    public void NaNStaysNaNAndTargetsHaveScalesOfTheirOwn()
    {
        var settings = Hand.Settings() with { Scaling = ForecastScaling.SteadyPace };
        var scales = new SeriesScales([0, 0], [1, 1], [false, false], [], [], [Known, Known with { Deviation = 2 }]);
        var scale = new TargetScale(settings, scales, 2);
        scale.Set(new ForecastWindow(new float[] { 1, 2, 3, 4 }, default, default, default, new SeriesFacts(0, [], [], 2), 0), 2);
        Assert.AreEqual((1f, 1f), (scale.Of(0, 8), scale.Of(1, 6)));
        Assert.IsTrue(float.IsNaN(scale.Of(0, float.NaN)));
        Assert.AreEqual((8.0, 6.0), (scale.Back(0, 1), scale.Back(1, 1)));
    }

    [TestMethod]
    [DataRow(TargetTransform.Logarithm, 4.0, 1.3862943611198906)]
    [DataRow(TargetTransform.LogarithmOfOneMore, 4.0, 1.6094379124341003)]
    [DataRow(TargetTransform.SquareRoot, 4.0, 2.0)]
    [DataRow(TargetTransform.None, 4.0, 4.0)]
    public void ATransformIsUndone(TargetTransform transform, double value, double expected)
    {
        Assert.AreEqual(expected, TargetTransforms.Of(transform, value), 1e-15);
        Assert.AreEqual(value, TargetTransforms.Back(transform, expected), 1e-14);
        TargetScale scale = Of(ForecastScaling.Window, 0, [2, 4, 8], transform);
        foreach (double back in new[] { 0.25, 4, 1e6 })
        {
            Assert.AreEqual(back, scale.Back(0, scale.Of(0, back)), 1e-4 * back);
        }
    }

    [TestMethod]
    public void WhatLiesBeyondAllValuesComesBackAsTheNearest()
    {
        Assert.AreEqual(0, TargetTransforms.Back(TargetTransform.SquareRoot, -3));
        Assert.AreEqual(0, TargetTransforms.Back(TargetTransform.LogarithmOfOneMore, -3));
        Assert.IsTrue(double.IsFinite(TargetTransforms.Back(TargetTransform.Logarithm, 1e9)));
        Assert.IsTrue(double.IsFinite(TargetTransforms.Back(TargetTransform.LogarithmOfOneMore, 1e9)));
    }

    [TestMethod]
    public void OnlyValuesThatHaveALogarithmFit()
    {
        double[] values = [-1, 0, 0.5, double.NaN];
        bool[] Fit(TargetTransform transform) => [.. values.Select(v => TargetTransforms.Fits(transform, v))];
        CollectionAssert.AreEqual(new[] { false, false, true, true }, Fit(TargetTransform.Logarithm));
        CollectionAssert.AreEqual(new[] { false, true, true, true }, Fit(TargetTransform.LogarithmOfOneMore));
        CollectionAssert.AreEqual(new[] { false, true, true, true }, Fit(TargetTransform.SquareRoot));
        CollectionAssert.AreEqual(new[] { true, true, true, true }, Fit(TargetTransform.None));
    }

    /// <summary>Welford's sums are the textbook's, far from zero, too.</summary>
    [TestMethod]
    [DataRow(0.0)]
    [DataRow(1e6)]
    public void MomentsAreThoseOfTheTextbook(double level)
    {
        var random = new Random(3);
        double[] values = [.. Enumerable.Range(0, 200).Select(_ => level + random.NextDouble())];
        var moments = new Moments();
        Array.ForEach(values, v => moments.Add(v));
        double mean = values.Average();
        Assert.AreEqual(mean, moments.Mean, 1e-9);
        Assert.AreEqual(Math.Sqrt(values.Average(v => (v - mean) * (v - mean))), moments.Deviation, 1e-9);
        Assert.AreEqual(values.Zip(values[1..], (a, b) => Math.Abs(b - a)).Average(), moments.Change, 1e-9);
        Assert.AreEqual(values.Average(Math.Abs), moments.Magnitude, 1e-9);
    }

    [TestMethod]
    public void NumbersThatAreAllTheSameButForRoundingDoNotDeviate()
    {
        var moments = new Moments();
        for (int i = 0; i < 1000; i++)
        {
            moments.Add(0.1f);
        }
        Assert.AreEqual(0, moments.Deviation);
    }

    private static void Check(ForecastScaling scaling, int series, double centre, double width)
    {
        TargetScale scale = Of(scaling, series, Rows);
        Assert.AreEqual(width, scale.Widths[0], 1e-12);
        Assert.AreEqual((6.5 - centre) / width, scale.Of(0, 6.5), 1e-6);
        Assert.AreEqual(centre - 2 * width, scale.Back(0, -2), 1e-12);
    }

    private static TargetScale Of(ForecastScaling scaling, int series, float[] rows, TargetTransform transform = TargetTransform.None)
    {
        NetworkSettings settings = Hand.Settings() with { Scaling = scaling, Transform = transform };
        var scale = new TargetScale(settings, new SeriesScales([0], [1], [false], [], [], [Known]), 1);
        scale.Set(new ForecastWindow(rows, default, default, default, new SeriesFacts(series, [], [], 1), 0), 1);
        return scale;
    }
}
