using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;
using static MLNetSequence.Tests.Forecasting.Baselines.Baseline;

namespace MLNetSequence.Tests.Forecasting.Baselines;

/// <summary>Naive, seasonal naive and drift, against what one works out by hand.</summary>
[TestClass]
public class NaiveTests
{
    /// <summary>Residuals 2, -1, 3: σ² = 14/3.</summary>
    [TestMethod]
    public void TheLastValueGoesOn()
    {
        SeriesForecast next = Naive().Next(3, 3, 5, 4, 7);
        AreClose([7, 7, 7], next.Values());
        double sigma = Math.Sqrt(14 / 3.0);
        AreClose([sigma, sigma * Math.Sqrt(2), sigma * Math.Sqrt(3)], next.Deviations());
    }

    [TestMethod]
    public void TheLastSeasonGoesOn()
    {
        // Over one season 4, 2, -1, 3, 1: σ² = 31/5.
        SeriesForecast next = SeasonalNaive(3).Next(7, 1, 2, 3, 5, 4, 2, 8, 5);
        AreClose([2, 8, 5, 2, 8, 5, 2], next.Values());
        double sigma = Math.Sqrt(31 / 5.0);
        AreClose([.. new[] { 1, 1, 1, 2, 2, 2, 3 }.Select(k => sigma * Math.Sqrt(k))], next.Deviations());
    }

    /// <summary>A slope of 4/3 over T - 1 = 3 rows; residuals 2/3, -7/3, 5/3 of two degrees of freedom.</summary>
    [TestMethod]
    public void TheLineThroughTheEndsGoesOn()
    {
        SeriesForecast next = Drift().Next(3, 3, 5, 4, 7);
        AreClose([7 + 4 / 3.0, 7 + 8 / 3.0, 11], next.Values());
        double sigma = Math.Sqrt((4 + 49 + 25) / 9.0 / 2);
        AreClose([.. new[] { 1, 2, 3 }.Select(h => sigma * Math.Sqrt(h * (1 + h / 3.0)))], next.Deviations());
    }

    [TestMethod]
    public void ADriftNeedsTwoValues()
    {
        AreClose([NaN, NaN], Drift().Next(2, 3).Values());
        AreClose([NaN, NaN], Drift().Next(2, NaN, 3, NaN).Values());
        SeriesForecast two = Drift().Next(2, 3, 4);
        AreClose([5, 6], two.Values());
        AreClose([NaN, NaN], two.Deviations());
    }

    [TestMethod]
    public void NothingObservedIsNothingForecast()
    {
        foreach (BaselineForecaster forecaster in new[] { Naive(), SeasonalNaive(2), Drift() })
        {
            SeriesForecast next = forecaster.Next(3, NaN, NaN, NaN);
            AreClose([NaN, NaN, NaN], next.Values());
            AreClose([NaN, NaN, NaN], next.Interval(0.5).Lower);
        }
    }

    [TestMethod]
    public void OneValueHasNoInterval()
    {
        SeriesForecast next = Naive().Next(2, 4);
        AreClose([4, 4], next.Values());
        AreClose([NaN, NaN], next.Deviations());
    }

    /// <summary>Steps are counted from the last observed value, and a residual over two rows has twice the variance.</summary>
    [TestMethod]
    public void AMissingValueIsSkipped()
    {
        // Residuals 2 over one row, 4 over two.
        SeriesForecast naive = Naive().Next(2, 1, 3, NaN, 7, NaN);
        AreClose([7, 7], naive.Values());
        double sigma = Math.Sqrt((4 + 16 / 2.0) / 2);
        AreClose([sigma * Math.Sqrt(2), sigma * Math.Sqrt(3)], naive.Deviations());
        // The line from row 1 to row 5, and what follows from row 7 on.
        SeriesForecast drift = Drift().Next(2, NaN, 1, NaN, 2, NaN, 5, NaN);
        AreClose([7, 8], drift.Values());
        double left = Math.Sqrt(((1 - 2) * (1 - 2) + (3 - 2) * (3 - 2)) / 2.0);
        AreClose([left * Math.Sqrt(2 * (1 + 2 / 4.0)), left * Math.Sqrt(3 * (1 + 3 / 4.0))], drift.Deviations());
        // The second row of a season was last seen two seasons ago.
        SeriesForecast seasonal = SeasonalNaive(2).Next(4, 1, 2, 3, 4, 6, NaN);
        AreClose([6, 4, 6, 4], seasonal.Values());
        double spread = Math.Sqrt((4 + 4 + 9) / 3.0);
        AreClose([spread, spread * Math.Sqrt(2), spread * Math.Sqrt(2), spread * Math.Sqrt(3)], seasonal.Deviations());
    }

    [TestMethod]
    public void ASeasonNotSeenYetIsNotForecast() =>
        AreClose([NaN, 1, 2, NaN, 1], SeasonalNaive(3).Next(5, 1, 2).Values());

    /// <summary>What is further back than the window is not seen; a gap as long as all but one of its rows is bridged.</summary>
    [TestMethod]
    public void AGapIsBridgedWithinTheWindow()
    {
        int window = Naive().Fit(OneSeries(1)).WindowSize;
        float[] gap = [5, .. Enumerable.Repeat(NaN, window - 1)];
        AreClose([5], Naive().Next(1, gap).Values());
        AreClose([NaN], Naive().Next(1, [.. gap, NaN]).Values());
        Assert.AreEqual(4 * 168, SeasonalNaive(168).Fit(OneSeries(1)).WindowSize);
    }

    /// <summary>The first value of a series may lie far behind the window.</summary>
    [TestMethod]
    public void ADriftRemembersTheFirstValue()
    {
        float[] values = [.. Enumerable.Range(0, 1000).Select(i => i % 7 + i / 2f)];
        SeriesForecast next = Drift().Next(2, values);
        double slope = (values[999] - values[0]) / 999.0;
        AreClose([values[999] + slope, values[999] + 2 * slope], next.Values());
    }

    /// <summary>Of a series that is all there, as in a backtest, what comes after the origin is not seen: nor is its first value.</summary>
    [TestMethod]
    public void ADriftDoesNotSeeAFirstValueToCome()
    {
        ForecastingTransformer model = Drift().Fit(OneSeries(1, 2, 3));
        SeriesRows rows = SeriesData.Read(OneSeries(NaN, NaN, 5, NaN, 9), model.Model.Inputs).Series[0];
        double[] points = [.. Enumerable.Range(1, 5).Select(origin => model.Model.Core.Forecast(
            [ForecastWindow.Of(rows, origin, model.WindowSize, horizon: 2)], 1, null)[0].Point(0))];
        AreClose([NaN, NaN, NaN, NaN, 11], points);
    }
}
