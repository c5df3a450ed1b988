using Microsoft.ML.Data;
using MLNetSequence.Tests.Forecasting.Recurrent;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

/// <summary>One series, and one target.</summary>
[TestClass]
public class ForecasterWorkout : EstimatorWorkout
{
    private const string Number = "Single or a vector of Single of known size";

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => Nets.Of(o => (o.TargetColumnNames, o.WindowSize, o.Horizon) = (["Count"], 2, 1)),
        Data = Shops.Data,
        FitInputs = ["Count"],
        Inputs = ["Count"],
        Outputs = ["Forecast"],
        FitPasses = 1,
        Rows = [.. Enumerable.Range(0, 8)],
        BadInputs = Shops.BadValues("target", "Count", () => Shops.Data().Without("Count")),
    };

    internal static BadInput Bad(string role, string column, string expected, Func<Table> rest) =>
        new(() => rest().Add(column, NumberDataViewType.Double, Shops.Eight(1.0)), role, column, expected, "Double");

    internal static BadInput Bad(string role, string column, Func<Table> rest) => Bad(role, column, Number, rest);
}

/// <summary>Everything at once: two series, mixed, and a column for whatever can be named.</summary>
[TestClass]
public class WholeForecasterWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => Nets.Of(o =>
        {
            (o.TargetColumnNames, o.GroupColumnName, o.TimeColumnName) = (["Pair", "Count"], "Shop", "Date");
            (o.PastCovariateColumnNames, o.StaticCovariateColumnNames) = (["Rain"], ["Kind"]);
            (o.ConfidenceLowerBoundColumn, o.ConfidenceUpperBoundColumn) = ("Low", "High");
            (o.WindowSize, o.Horizon, o.TimeFeatures) = (2, 1, TimeParts.DayOfWeek);
        }),
        Data = Data,
        FitInputs = ["Count", "Date", "Kind", "Pair", "Rain", "Shop"],
        Inputs = ["Count", "Date", "Kind", "Pair", "Rain", "Shop"],
        Outputs = ["Forecast", "Low", "High"],
        FitPasses = 1,
        Rows = [.. Enumerable.Range(0, 8)],
        BadInputs =
        [
            .. Shops.BadValues("target", "Count", () => Data().Without("Count")),
            .. Shops.BadGroups(() => Data().Without("Shop")),
            ForecasterWorkout.Bad("target", "Pair", () => Data().Without("Pair")),
            ForecasterWorkout.Bad("past covariate", "Rain", () => Data().Without("Rain")),
            ForecasterWorkout.Bad(
                "static covariate", "Kind", "Key<UInt32> of known count", () => Data().Without("Kind")),
            ForecasterWorkout.Bad("time", "Date", "DateTime", () => Data().Without("Date")),
        ],
    };

    // a: days 1, 2, 3, 4; b: the same.
    private static Table Data()
    {
        int[] days = [1, 2, 1, 2, 3, 3, 4, 4];
        return Shops.Data()
            .Add("Date", DateTimeDataViewType.Instance, [.. days.Select(d => new DateTime(2024, 5, d))])
            .AddNumbers("Rain", 1, 0, 1, float.NaN, 2, 0, 0, 3)
            .AddKeys("Kind", ["x", "y"], 1, 1, 2, 2, 2, 1, 2, 1);
    }
}
