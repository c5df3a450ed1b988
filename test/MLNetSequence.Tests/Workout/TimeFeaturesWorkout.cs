using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

[TestClass]
public class TimeFeaturesWorkout : EstimatorWorkout
{
    private const string Expected = "DateTime (scalar)";

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.TimeFeatures(new TimeFeaturesEstimator.Options
        {
            OutputColumnName = "Calendar",
            InputColumnName = "Time",
            Parts = TimeParts.Hour | TimeParts.WeekOfYear | TimeParts.DayOfYear,
            Encoding = TimeEncoding.Cyclic,
            MissingTime = MissingTime.NaN,
        }),
        Data = () => Data().Add("Time", DateTimeDataViewType.Instance, new(2020, 12, 31, 23, 59, 59), default, DateTime.MaxValue),
        FitInputs = ["Time"],
        Inputs = ["Time"],
        Outputs = ["Calendar"],
        FitPasses = 0,
        BadInputs =
        [
            new(() => Data().AddText("Time", "2020-12-31", "", ""), "time", "Time", Expected, "String"),
            new(() => Data().Add("Time", NumberDataViewType.Int64, 1L, 2L, 3L), "time", "Time", Expected, "Int64"),
            new(() => Data().AddVectors("Time", new VectorDataViewType(DateTimeDataViewType.Instance, 1), null, Times(), Times(), Times()),
                "time", "Time", Expected, "Vector<DateTime"),
        ],
    };

    private static Table Data() => new Table().Add("Number", NumberDataViewType.Int64, 4L, 5L, 6L);

    private static VBuffer<DateTime> Times() => new(1, [DateTime.MaxValue]);
}
