using Microsoft.ML;
using static MLNetSequence.Tests.Forecasting.Baselines.Baseline;

namespace MLNetSequence.Tests.Forecasting.Baselines;

/// <summary>What a baseline, and any forecaster, can be told.</summary>
[TestClass]
public class BaselineOptionsTests
{
    [TestMethod]
    public void NumbersOutOfTheirRangeAreRefused()
    {
        Refused<ArgumentOutOfRangeException>(nameof(ForecastingOptions.Horizon), () => Naive(0));
        Refused<ArgumentOutOfRangeException>("SeasonLength", () => SeasonalNaive(0));
        Refused<ArgumentOutOfRangeException>("SeasonLength", () => SeasonalNaive((1 << 20) + 1));
        Refused<ArgumentOutOfRangeException>("WindowSize", () => Linear(0));
        Refused<ArgumentOutOfRangeException>("WindowSize", () => Linear(2001));
        foreach (double level in new[] { 0, 1, -0.5, double.NaN })
        {
            Refused<ArgumentOutOfRangeException>("ConfidenceLevel", o => o.ConfidenceLevel = level);
        }
    }

    [TestMethod]
    public void NamesMustBeThereAndDiffer()
    {
        Refused<ArgumentException>("OutputColumnName", o => o.OutputColumnName = "");
        Refused<ArgumentException>("TargetColumnNames", o => o.TargetColumnNames = []);
        Refused<ArgumentException>("TargetColumnNames", o => o.TargetColumnNames = ["A", ""]);
        Refused<ArgumentException>("TargetColumnNames", o => o.TargetColumnNames = ["A", "A"]);
        Refused<ArgumentNullException>("TargetColumnNames", o => o.TargetColumnNames = null!);
        Refused<ArgumentException>("GroupColumnName", o => o.GroupColumnName = "");
        Refused<ArgumentException>("TimeColumnName", o => o.TimeColumnName = "");
        Refused<ArgumentException>("ConfidenceLowerBoundColumn", o => o.ConfidenceLowerBoundColumn = "");
        Refused<ArgumentException>("ConfidenceUpperBoundColumn", o => o.ConfidenceUpperBoundColumn = "");
        Refused<ArgumentException>("two are the same", o => o.ConfidenceUpperBoundColumn = o.OutputColumnName);
        Assert.ThrowsExactly<ArgumentNullException>(() => Catalog.ForecastByNaive(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => ((ForecastingCatalog)null!).ForecastByDrift("Forecast", "Value", 1));
    }

    [TestMethod]
    public void OptionsAreCopied()
    {
        var names = new List<string> { "Value" };
        var options = new BaselineForecaster.NaiveOptions { TargetColumnNames = names, Horizon = 2 };
        BaselineForecaster forecaster = Catalog.ForecastByNaive(options);
        names[0] = "Other";
        (options.Horizon, options.OutputColumnName) = (9, "Other");
        ForecastingTransformer model = forecaster.Fit(OneSeries(1, 2));
        Assert.AreEqual(2, model.Horizon);
        Assert.IsNotNull(model.Transform(OneSeries(1)).Schema.GetColumnOrNull("Forecast"));
    }

    [TestMethod]
    public void BothWaysToCallMakeTheSame()
    {
        float[] values = [1, 3, 2, 5, 4, 6, 8, 5, 9];
        BaselineForecaster[] plain = All(4);
        BaselineForecaster[] full =
        [
            Catalog.ForecastByNaive(new BaselineForecaster.NaiveOptions()),
            Catalog.ForecastBySeasonalNaive(new BaselineForecaster.SeasonalNaiveOptions { SeasonLength = 4 }),
            Catalog.ForecastByDrift(new BaselineForecaster.DriftOptions()),
            Catalog.ForecastByLinearAutoregression(new BaselineForecaster.LinearAutoregressionOptions { WindowSize = 3 }),
        ];
        for (int i = 0; i < 4; i++)
        {
            SeriesForecast expected = full[i].Next(4, values);
            CollectionAssert.AreEqual(expected.Values(), plain[i].Next(4, values).Values());
            Assert.AreEqual(4, expected.Values().Distinct().Count() + (i == 0 ? 3 : 0), $"Method {i} is what it says.");
        }
    }

    /// <summary>A forecast that no vector could hold is refused before anything is reserved for it.</summary>
    [TestMethod]
    public void AForecastTooLargeToHoldIsRefused()
    {
        ForecastingTransformer model = Naive().Fit(OneSeries(1, 2));
        Refused<ArgumentOutOfRangeException>("1,048,576", () => model.Forecast(int.MaxValue));
        Refused<ArgumentOutOfRangeException>("1,048,576", () => Naive(int.MaxValue).Fit(OneSeries(1, 2)));
        Refused<ArgumentOutOfRangeException>("horizon", () => model.Forecast(0));
        Refused<ArgumentOutOfRangeException>("paths", () => model.Forecast(1, paths: 0));
        Refused<ArgumentException>("draws no paths", () => model.Forecast(1, paths: 5));
    }

    private static void Refused<T>(string part, Action<BaselineForecaster.NaiveOptions> change)
        where T : Exception
    {
        var options = new BaselineForecaster.NaiveOptions();
        change(options);
        Refused<T>(part, () => Catalog.ForecastByNaive(options));
    }

    private static void Refused<T>(string part, Func<object> act)
        where T : Exception => StringAssert.Contains(Assert.ThrowsExactly<T>(() => _ = act()).Message, part);
}
