using System.Globalization;
using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting;

/// <summary>What docs/forecasting.md says of real series, where they are at hand.</summary>
[TestClass]
public class RealForecastTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void AirPassengersAreForecastHalfAYearAhead(int seed)
    {
        var options = new SequenceForecaster.Options
        {
            TargetColumnNames = ["Value"],
            TimeColumnName = "Time",
            TimeFeatures = TimeParts.Month,
            WindowSize = 24,
            Horizon = 6,
            Transform = TargetTransform.Logarithm,
        };
        options.Training = options.Training with { Seed = seed };
        var layers = new RecurrentLayers { HiddenSize = 32, Dropout = 0 };
        BacktestResult result = _ml.Forecasting.Backtest(
            _ml.Data.LoadFromEnumerable(Monthly("air-passengers.csv")), _ml.Forecasting.ForecastByLstm(layers, options),
            new BacktestOptions { StartTime = new DateTime(1959, 1, 1), LastPointOnly = true });
        Assert.AreEqual((19, 1), (result.Origins, result.Fits));
        Assert.IsLessThanOrEqualTo(2.7, result.Metrics.MeanAbsolutePercentageError);
    }

    [TestMethod]
    public void SunspotsAreForecastThreeYearsAhead()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Monthly("monthly-sunspots.csv"));
        SequenceForecaster forecaster = _ml.Forecasting.ForecastByGru("Forecast", "Value", windowSize: 132, horizon: 36);
        var way = new BacktestOptions { StartFraction = 0.8, Stride = 6, SeasonLength = 132 };
        BacktestResult ours = _ml.Forecasting.Backtest(data, forecaster, way);
        Beats(ours, _ml.Forecasting.Backtest(data, _ml.Forecasting.ForecastBySeasonalNaive("Forecast", "Value", 132, 36), way));
        Beats(ours, _ml.Forecasting.Backtest(data, _ml.Forecasting.ForecastByDrift("Forecast", "Value", 36), way));
        IsCalibrated(ours);
    }

    [TestMethod]
    public void EightCountriesAreForecastAWeekAheadByOneModel()
    {
        string[][] lines = [.. File.ReadLines(RealData.PathOf("covid-key-countries.csv")).Select(l => l.Split(','))];
        IDataView data = _ml.Data.LoadFromEnumerable(lines.Skip(1).SelectMany(cells => lines[0].Skip(1).Select((country, i) => new Point
        {
            Group = country,
            Time = DateTime.Parse(cells[0], CultureInfo.InvariantCulture),
            Value = float.Parse(cells[i + 1], CultureInfo.InvariantCulture),
        })));
        var options = new SequenceForecaster.Options
        {
            TargetColumnNames = ["Value"],
            GroupColumnName = "Group",
            TimeColumnName = "Time",
            WindowSize = 21,
            Horizon = 7,
            Scaling = ForecastScaling.Change,
        };
        var way = new BacktestOptions { StartFraction = 0.6, SeasonLength = 7 };
        BacktestResult ours = _ml.Forecasting.Backtest(
            data, _ml.Forecasting.ForecastByLstm(new RecurrentLayers { HiddenSize = 32, Dropout = 0 }, options), way);
        var season = new BaselineForecaster.SeasonalNaiveOptions
        {
            TargetColumnNames = ["Value"],
            GroupColumnName = "Group",
            TimeColumnName = "Time",
            SeasonLength = 7,
            Horizon = 7,
        };
        var drift = new BaselineForecaster.DriftOptions
        {
            TargetColumnNames = ["Value"],
            GroupColumnName = "Group",
            TimeColumnName = "Time",
            Horizon = 7,
        };
        Beats(ours, _ml.Forecasting.Backtest(data, _ml.Forecasting.ForecastBySeasonalNaive(season), way));
        Beats(ours, _ml.Forecasting.Backtest(data, _ml.Forecasting.ForecastByDrift(drift), way));
        IsCalibrated(ours);
    }

    private static void Beats(BacktestResult ours, BacktestResult simple) =>
        Assert.IsLessThan(simple.Metrics.MeanAbsoluteScaledError, ours.Metrics.MeanAbsoluteScaledError);

    private static void IsCalibrated(BacktestResult result)
    {
        foreach (IntervalMetrics interval in result.Metrics.Intervals)
        {
            Assert.AreEqual(interval.Level, interval.Coverage, 0.05);
        }
    }

    private static Point[] Monthly(string file) =>
    [
        .. File.ReadLines(RealData.PathOf(file)).Skip(1).Select(l => l.Replace("\"", "").Split(',')).Where(c => c.Length == 2).Select(c => new Point
        {
            Time = DateTime.ParseExact(c[0], "yyyy-MM", CultureInfo.InvariantCulture),
            Value = float.Parse(c[1], CultureInfo.InvariantCulture),
        }),
    ];

    private sealed class Point
    {
        public string Group { get; set; } = "";

        public DateTime Time { get; set; }

        public float Value { get; set; }
    }
}
