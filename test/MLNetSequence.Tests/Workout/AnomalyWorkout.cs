using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

/// <summary>Two series of two columns, of three inputs, with times and all outputs.</summary>
[TestClass]
public class AutoencoderWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = Alarms.Of("input", 1, () => Alarms.Trainers.LstmAutoencoder(
        Small.Layers,
        Alarms.Told(new SequenceAnomalyTrainer.Options
        {
            InputColumnNames = ["Pair", "Count"],
            GroupColumnName = "Shop",
            TimeColumnName = "Date",
            WindowSize = 2,
            Training = Small.Training,
        })));
}

/// <summary>The same by a naive forecaster.</summary>
[TestClass]
public class ForecastResidualWorkout : EstimatorWorkout
{
    // Once to count the rows, once to fit the forecaster, once to score.
    private protected override WorkoutCase Case { get; } = Alarms.Of("target", 3, () => Alarms.Trainers.ForecastResiduals(
        new MLContext(1).Forecasting.ForecastByNaive(new BaselineForecaster.NaiveOptions
        {
            TargetColumnNames = ["Pair", "Count"],
            GroupColumnName = "Shop",
            TimeColumnName = "Date",
        }),
        Alarms.Told(new ForecastResidualTrainer.Options())));
}

/// <summary>Cases of three inputs.</summary>
internal static class Alarms
{
    public static AnomalyDetectionCatalog.AnomalyDetectionTrainers Trainers => new MLContext(1).AnomalyDetection.Trainers;

    public static T Told<T>(T options)
        where T : AnomalyDetectionOptions
    {
        (options.OutputColumnName, options.ContributionsColumnName, options.CalibrationFraction) = ("Strange", "Why", 0.4);
        return options;
    }

    public static WorkoutCase Of(string role, int passes, Func<IEstimator<ITransformer>> estimator) => new()
    {
        Estimator = estimator,
        Data = () => Dates(Shops.Data()),
        FitInputs = ["Count", "Date", "Pair", "Shop"],
        Inputs = ["Count", "Date", "Pair", "Shop"],
        Outputs = ["Strange", "Score", "PredictedLabel", "Why"],
        FitPasses = passes,
        Rows = [0, 1, 2, 3, 4, 5, 6, 7],
        BadInputs =
        [
            .. Shops.BadValues(role, "Count", () => Dates(Shops.Names(Shops.Pairs(Shops.Days())))),
            .. Shops.BadValues(role, "Pair", () => Dates(Shops.Names(Shops.Counts(Shops.Days())))),
            .. Shops.BadGroups(() => Dates(Shops.Counts(Shops.Pairs(Shops.Days())))),
            new(() => Shops.Data().AddText("Date", Shops.Eight("1")), "time", "Date", "DateTime", "String"),
        ],
    };

    private static Table Dates(Table table) => table.Add(
        "Date", DateTimeDataViewType.Instance, TableColumns.Each(8, i => new DateTime(2024, 1, 1).AddDays(i * i)));
}
