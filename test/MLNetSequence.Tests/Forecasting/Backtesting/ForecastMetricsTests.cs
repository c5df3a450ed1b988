using System.Globalization;
using MLNetSequence.Forecasting.Backtesting;

namespace MLNetSequence.Tests.Forecasting.Backtesting;

[TestClass]
public sealed class ForecastMetricsTests
{
    private const double Exact = 1e-12;

    /// <summary>By hand: errors 1, 2, 0, 6 of actual values 2, 4, 5, 12.</summary>
    [TestMethod]
    public void PointErrorsFollowTheirFormulas()
    {
        ForecastMetrics metrics = Of((2, 3), (4, 2), (5, 5), (12, 18));
        Assert.AreEqual(4, metrics.Count);
        Assert.AreEqual(2.25, metrics.MeanAbsoluteError, Exact);
        Assert.AreEqual(Math.Sqrt(41 / 4.0), metrics.RootMeanSquaredError, Exact);
        Assert.AreEqual(100 * (0.5 + 0.5 + 0 + 0.5) / 4, metrics.MeanAbsolutePercentageError, Exact);
        Assert.AreEqual(200 * (1 / 5.0 + 2 / 6.0 + 0 + 6 / 30.0) / 4, metrics.SymmetricMeanAbsolutePercentageError, Exact);
        Assert.IsTrue(double.IsNaN(metrics.MeanAbsoluteScaledError) && double.IsNaN(metrics.MeanPinballLoss));
        Assert.IsEmpty(metrics.Intervals);
    }

    /// <summary>The examples in scikit-learn's documentation: y = 3, -0.5, 2, 7 and f = 2.5, 0, 2, 8.</summary>
    [TestMethod]
    public void TheyAreScikitLearns()
    {
        ForecastMetrics metrics = Of((3, 2.5), (-0.5, 0), (2, 2), (7, 8));
        Assert.AreEqual(0.5, metrics.MeanAbsoluteError, Exact);
        Assert.AreEqual(0.6123724356957945, metrics.RootMeanSquaredError, Exact);
        Assert.AreEqual(32.73809523809524, metrics.MeanAbsolutePercentageError, Exact);
    }

    [TestMethod]
    public void ZerosHaveNoPercentage()
    {
        ForecastMetrics metrics = Of((0, 1), (4, 3), (0, 0));
        Assert.AreEqual(25, metrics.MeanAbsolutePercentageError, Exact);
        Assert.AreEqual(1, metrics.PercentageErrorCount);
        Assert.AreEqual((200 + 200 / 7.0 + 0) / 3, metrics.SymmetricMeanAbsolutePercentageError, Exact);
        Assert.AreEqual(3, metrics.Count);
        Assert.IsTrue(double.IsNaN(Of((0, 1)).MeanAbsolutePercentageError));
        Assert.AreEqual(200, Of((5, -5)).SymmetricMeanAbsolutePercentageError, Exact, "The most that it can be.");
    }

    [TestMethod]
    public void ValuesThatAreNotKnownAreLeftOut()
    {
        Assert.AreEqual(Of((2, 3), (4, 2)).ToString(), Of((2, 3), (double.NaN, 2), (4, 2), (double.NaN, double.NaN)).ToString());
        ForecastMetrics none = Of((double.NaN, 2));
        Assert.AreEqual(0, none.Count);
        Assert.IsTrue(double.IsNaN(none.MeanAbsoluteError) && double.IsNaN(none.RootMeanSquaredError));
        Assert.IsTrue(double.IsNaN(none.SymmetricMeanAbsolutePercentageError) && double.IsNaN(none.MeanAbsolutePercentageError));
    }

    [TestMethod]
    public void AForecastThatIsMissingIsNotPassedOver()
    {
        ForecastMetrics metrics = Of((2, 3), (4, double.NaN));
        Assert.AreEqual(2, metrics.Count);
        Assert.IsTrue(double.IsNaN(metrics.MeanAbsoluteError) && double.IsNaN(metrics.RootMeanSquaredError));
        Assert.IsTrue(double.IsNaN(metrics.SymmetricMeanAbsolutePercentageError));
    }

    /// <summary>The series 1 3 2 6 5 differs from itself by 2 1 4 1 a step before, and by 1 3 3 two steps before.</summary>
    [TestMethod]
    public void TheScaleIsThatOfTheSeasonalNaiveForecast()
    {
        Assert.AreEqual(2, ForecastErrors.ScaleOf([1, 3, 2, 6, 5], 1), Exact);
        Assert.AreEqual(7 / 3.0, ForecastErrors.ScaleOf([1, 3, 2, 6, 5], 2), Exact);
        Assert.AreEqual(2, ForecastErrors.ScaleOf([1, 3, float.NaN, 6, 4], 1), Exact, "3 - 1 and 4 - 6");
        Assert.IsTrue(double.IsNaN(ForecastErrors.ScaleOf([1, 3], 2)));
        Assert.IsTrue(double.IsNaN(ForecastErrors.ScaleOf([1, float.NaN, 2], 1)));
        Assert.AreEqual(0, ForecastErrors.ScaleOf([4, 4, 4], 1));
    }

    [TestMethod]
    public void EachErrorIsScaledByItsOwnSeries()
    {
        var errors = new ForecastErrors();
        errors.Add(10, 12, 4, [], [], []);
        errors.Add(1, 2, 0.5, [], [], []);
        errors.Add(1, 2, double.NaN, [], [], []);
        errors.Add(1, 2, 0, [], [], []);
        var metrics = new ForecastMetrics(errors);
        Assert.AreEqual((0.5 + 2) / 2, metrics.MeanAbsoluteScaledError, Exact);
        Assert.AreEqual(2, metrics.ScaledErrorCount);
        Assert.AreEqual(4, metrics.Count);
    }

    [TestMethod]
    public void IntervalsAreCountedAndMeasured()
    {
        var errors = new ForecastErrors(0.8, 0.95);
        errors.Add(1, 0, 1, [(0, 1), (-1, 2)], [], []);
        errors.Add(5, 0, 1, [(0, 4), (-1, 6)], [], []);
        errors.Add(-3, 0, 1, [(-2, 4), (-2.5, 6)], [], []);
        errors.Add(double.NaN, 0, 1, [(0, 400), (0, 400)], [], []);
        IReadOnlyList<IntervalMetrics> intervals = new ForecastMetrics(errors).Intervals;
        Assert.AreEqual(2, intervals.Count);
        Assert.AreEqual(0.8, intervals[0].Level);
        Assert.AreEqual(1 / 3.0, intervals[0].Coverage, Exact, "Bounds belong to it.");
        Assert.AreEqual(11 / 3.0, intervals[0].MeanWidth, Exact);
        Assert.AreEqual(2 / 3.0, intervals[1].Coverage, Exact);
        Assert.AreEqual(18.5 / 3, intervals[1].MeanWidth, Exact);
    }

    [TestMethod]
    public void AnIntervalWithoutABoundHoldsNothing()
    {
        var errors = new ForecastErrors(0.8);
        errors.Add(1, 0, 1, [(double.NaN, 2)], [], []);
        Assert.AreEqual(0, new ForecastMetrics(errors).Intervals[0].Coverage);
        Assert.IsTrue(double.IsNaN(new ForecastMetrics(errors).Intervals[0].MeanWidth));
    }

    /// <summary>By hand; and the engine's loss says the same.</summary>
    [TestMethod]
    public void PinballIsTheMeanOverLevelsAndValues()
    {
        double[] levels = [0.1, 0.5, 0.9];
        var errors = new ForecastErrors();
        errors.Add(4, 3, 1, [], levels, [1, 3, 6]);
        errors.Add(0, 3, 1, [], levels, [1, 3, 6]);
        double first = (0.1 * 3 + 0.5 * 1 + 0.1 * 2) / 3;
        double second = (0.9 * 1 + 0.5 * 3 + 0.1 * 6) / 3;
        Assert.AreEqual((first + second) / 2, new ForecastMetrics(errors).MeanPinballLoss, Exact);
        double loss = new QuantileLoss { Quantiles = [.. levels] }.Row([1, 3, 6], 0, [4], 1, gradient: false, out _);
        Assert.AreEqual(first, loss, 1e-7);
    }

    [TestMethod]
    public void WhatDoesNotFitIsRefused()
    {
        var errors = new ForecastErrors(0.8);
        Assert.AreEqual("intervals", Assert.ThrowsExactly<ArgumentException>(() => errors.Add(1, 1, 1, [], [], [])).ParamName);
        Assert.AreEqual("quantiles", Assert.ThrowsExactly<ArgumentException>(() => errors.Add(1, 1, 1, [(0, 1)], [0.5], [])).ParamName);
    }

    [TestMethod]
    public void TheTableShowsWhatThereIs()
    {
        var errors = new ForecastErrors(0.95);
        errors.Add(10, 12, 4, [(8, 14)], [0.5], [12]);
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        string table = new ForecastMetrics(errors).ToString();
        CultureInfo.CurrentCulture = before;
        string[] lines = table.Split(Environment.NewLine);
        Assert.AreEqual("MAE RMSE MAPE % sMAPE % MASE pinball in 95 % width 95 % count", Words(lines[0]));
        Assert.AreEqual("2 2 20.00 18.18 0.5000 1 1.0000 6 1", Words(lines[2]));
        Assert.AreEqual(
            "MAE RMSE MAPE % sMAPE % count", Words(Of((10, 12)).ToString().Split(Environment.NewLine)[0]), "No scale, no quantiles.");

        static string Words(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [TestMethod]
    public void LinesOfATableBearNames()
    {
        string table = ForecastReport.Table([("step 1", Of((10, 12))), ("step 2", Of((0, 12)))]);
        string[] lines = table.Split(Environment.NewLine);
        StringAssert.StartsWith(lines[2], "step 1");
        StringAssert.StartsWith(lines[3], "step 2");
        StringAssert.Contains(lines[3], "NaN");
        Assert.AreEqual(lines[2].Length, lines[3].Length);
    }

    private static ForecastMetrics Of(params (double Actual, double Forecast)[] values)
    {
        var errors = new ForecastErrors();
        foreach ((double actual, double forecast) in values)
        {
            errors.Add(actual, forecast, double.NaN, [], [], []);
        }
        return new(errors);
    }
}
