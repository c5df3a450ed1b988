using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Backtesting;

/// <summary>Baselines go through a backtest as through their public API.</summary>
[TestClass]
public sealed class BacktestBaselineTests
{
    private static readonly MLContext Context = new(1);

    public static IEnumerable<object[]> Baselines =>
    [
        ["naive", (Func<IEstimator<ITransformer>>)(() => Context.Forecasting.ForecastByNaive("F", "Y", 3, "Series"))],
        ["seasonal naive", (Func<IEstimator<ITransformer>>)(() => Context.Forecasting.ForecastBySeasonalNaive("F", "Y", 2, 3, "Series"))],
        ["drift", (Func<IEstimator<ITransformer>>)(() => Context.Forecasting.ForecastByDrift("F", "Y", 3, "Series"))],
        ["linear", (Func<IEstimator<ITransformer>>)(() => Context.Forecasting.ForecastByLinearAutoregression("F", "Y", 2, 3, "Series"))],
    ];

    [TestMethod]
    [DynamicData(nameof(Baselines))]
    public void AForecastIsThatOfAModelThatKnowsNoMore(string name, Func<IEstimator<ITransformer>> make)
    {
        ToyRow[] rows = ToyRows.Of(2, ("a", 0, 20, -1), ("b", 0, 20, -1));

        foreach (int every in new[] { 0, 4, 1 })
        {
            BacktestResult result = BacktestTests.Run(rows, make(), new BacktestOptions { StartRow = 11, RefitEvery = every });

            Assert.AreEqual(7, result.Origins, name);
            foreach (BacktestForecast at in result.Forecasts)
            {
                int fitted = 11 + (every == 0 ? 0 : at.Origin / every * every);
                var model = (ForecastingTransformer)make().Fit(Before(rows, fitted));
                SeriesForecast expected = model.Forecast(Before(rows, at.OriginRow)).Single(f => f.Series == at.Series);
                CollectionAssert.AreEqual(expected.Values(), at.Forecast.Values());
                CollectionAssert.AreEqual(expected.Quantile(0.2), at.Forecast.Quantile(0.2));
            }
        }
    }

    [TestMethod]
    public void AValueAfterTheOriginIsNotTheFirstOfDrift()
    {
        // The first six values are missing: at the origin there is nothing to go by, and no later value may be.
        ToyRow[] rows = [.. ToyRows.One(14).Select((r, i) => i < 6 ? r with { Y = float.NaN } : r)];

        BacktestResult result = BacktestTests.Run(rows, Context.Forecasting.ForecastByDrift("F", "Y", 1), new BacktestOptions { StartRow = 5 });

        foreach (BacktestForecast at in result.Forecasts)
        {
            float expected = at.OriginRow < 8 ? float.NaN
                : rows[at.OriginRow - 1].Y + (rows[at.OriginRow - 1].Y - rows[6].Y) / (at.OriginRow - 7);
            Assert.AreEqual(expected, at.Forecast[0], 1e-4f, $"{at.OriginRow}");
        }
    }

    [TestMethod]
    public void AirPassengersAreWhatTheLiteratureSays()
    {
        float[] passengers = [.. File.ReadLines(RealData.PathOf("air-passengers.csv")).Skip(1)
            .Select(line => float.Parse(line.Split(',')[1], CultureInfo.InvariantCulture))];
        Table data = new Table()
            .Add("Month", DateTimeDataViewType.Instance, TableColumns.Each(passengers.Length, i => new DateTime(1949, 1, 1).AddMonths(i)))
            .AddNumbers("Y", passengers);
        var naive = Context.Forecasting.ForecastBySeasonalNaive(new BaselineForecaster.SeasonalNaiveOptions
        {
            OutputColumnName = "F",
            TargetColumnNames = ["Y"],
            SeasonLength = 12,
            Horizon = 6,
            TimeColumnName = "Month",
        });

        BacktestResult result = Context.Forecasting.Backtest(
            data, naive, new BacktestOptions { StartTime = new DateTime(1959, 1, 1), LastPointOnly = true, SeasonLength = 12 });

        Assert.AreEqual(19, result.Origins);
        Assert.AreEqual(10.71, result.Metrics.MeanAbsolutePercentageError, 0.005);
    }

    private static Table Before(ToyRow[] rows, int known) =>
        ToyRows.Table([.. rows.Where(r => r.Time < ToyRows.Start.AddDays(known))]);
}
