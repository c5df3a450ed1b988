using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

/// <summary>Two series of two columns, of three targets, with times and bounds.</summary>
[TestClass]
public class NaiveWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Forecasting.ForecastByNaive(new BaselineForecaster.NaiveOptions
        {
            OutputColumnName = "Ahead",
            TargetColumnNames = ["Pair", "Count"],
            Horizon = 2,
            GroupColumnName = "Shop",
            TimeColumnName = "Date",
            ConfidenceLowerBoundColumn = "Low",
            ConfidenceUpperBoundColumn = "High",
        }),
        Data = () => Dates(Shops.Data()),
        FitInputs = ["Count", "Date", "Pair", "Shop"],
        Inputs = ["Count", "Date", "Pair", "Shop"],
        Outputs = ["Ahead", "Low", "High"],
        FitPasses = 1,
        Rows = [0, 1, 2, 3, 4, 5, 6, 7],
        BadInputs =
        [
            .. Shops.BadValues("target", "Count", () => Dates(Shops.Names(Shops.Pairs(Shops.Days())))),
            .. Shops.BadValues("target", "Pair", () => Dates(Shops.Names(Shops.Counts(Shops.Days())))),
            .. Shops.BadGroups(() => Dates(Shops.Counts(Shops.Pairs(Shops.Days())))),
            new(() => Shops.Data().AddText("Date", Shops.Eight("1")), "time", "Date", "DateTime", "String"),
            new(() => Shops.Data().Add("Date", NumberDataViewType.Single, Shops.Eight(1f)), "time", "Date", "DateTime", "Single"),
        ],
    };

    private static Table Dates(Table table) => table.Add(
        "Date", DateTimeDataViewType.Instance, TableColumns.Each(8, i => new DateTime(2024, 1, 1).AddDays(i * i)));
}

[TestClass]
public class DriftWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = Baselines.Of(
        () => new MLContext(1).Forecasting.ForecastByDrift("Ahead", "Count", horizon: 3, groupColumnName: "Shop"));
}

[TestClass]
public class SeasonalNaiveWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = Baselines.Of(
        () => new MLContext(1).Forecasting.ForecastBySeasonalNaive("Ahead", "Count", seasonLength: 2, horizon: 3, groupColumnName: "Shop"));
}

[TestClass]
public class LinearAutoregressionWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = Baselines.Of(() => new MLContext(1).Forecasting.ForecastByLinearAutoregression(
        "Ahead", "Count", windowSize: 1, horizon: 3, groupColumnName: "Shop"));
}

/// <summary>Cases of one target.</summary>
internal static class Baselines
{
    public static WorkoutCase Of(Func<IEstimator<ITransformer>> estimator) => new()
    {
        Estimator = estimator,
        Data = Shops.Data,
        FitInputs = ["Count", "Shop"],
        Inputs = ["Count", "Shop"],
        Outputs = ["Ahead"],
        FitPasses = 1,
        Rows = [0, 1, 2, 3, 4, 5, 6, 7],
        BadInputs =
        [
            .. Shops.BadValues("target", "Count", () => Shops.Names(Shops.Days())),
            .. Shops.BadGroups(() => Shops.Counts(Shops.Days())),
        ],
    };
}
