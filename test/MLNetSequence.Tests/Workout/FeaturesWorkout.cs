using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

/// <summary>A vector column whose slots are the features of a row's one step.</summary>
[TestClass]
public class SlotScalingWorkout : EstimatorWorkout
{
    private const string Expected = "a vector of Single with ";

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.ScaleSeries(new SeriesScalingEstimator.Options
        {
            OutputColumnName = "Scaled",
            InputColumnName = "Counts",
            ScaleColumnName = "Scale",
            SlotsAreFeatures = true,
        }),
        Data = () => Counts(Data(), new VectorDataViewType(NumberDataViewType.Single, 3)),
        FitInputs = ["Counts"],
        Inputs = ["Counts"],
        Outputs = ["Scaled", "Scale"],
        FitPasses = 1,
        BadInputs =
        [
            new(() => Data().AddText("Counts", "1", "2", "3"), "series", "Counts", Expected, "String"),
            new(() => Data().Add("Counts", NumberDataViewType.Single, 1f, 2, 3), "series", "Counts", Expected, "Single"),
            new(() => Counts(Data(), new VectorDataViewType(NumberDataViewType.Single)), "series", "Counts", Expected, "Vector<Single"),
        ],
    };

    private static Table Data() => new Table().AddText("Name", "x", "y", "z");

    private static Table Counts(Table table, VectorDataViewType type) => table.AddVectors(
        "Counts", type, null,
        new VBuffer<float>(3, [1, 2e6f, float.NaN]), new VBuffer<float>(3, 1, [-7], [1]), new VBuffer<float>(3, [1.5f, 0, 4]));
}

/// <summary>Forecasts of two of three features, undone by the scale column of all.</summary>
[TestClass]
public class FeatureUnscalingWorkout : EstimatorWorkout
{
    private const string Expected = "a vector of Double with dimensions (2, F), F of at least 3";

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.UnscaleSeries(new SeriesUnscalingEstimator.Options
        {
            OutputColumnName = "Counts",
            InputColumnName = "Forecast",
            ScaleColumnName = "Scale",
            Features = [2, 0],
        }),
        Data = () => Scale(Forecast(new Table())),
        FitInputs = ["Forecast", "Scale"],
        Inputs = ["Forecast", "Scale"],
        Outputs = ["Counts"],
        FitPasses = 0,
        BadInputs =
        [
            new(() => Forecast(new Table()).AddText("Scale", "x", "y"), "scale", "Scale", Expected, "String"),
            new(() => Scale(new Table().AddText("Forecast", "x", "y")), "series", "Forecast", "Single", "String"),
        ],
    };

    private static Table Forecast(Table table) => table.AddVectors(
        "Forecast", new VectorDataViewType(NumberDataViewType.Single, 0, 2), null,
        new VBuffer<float>(4, [1.5f, -2, float.NaN, 7]), new VBuffer<float>(6, 2, [3, 5], [1, 4]));

    private static Table Scale(Table table) => table.AddVectors(
        "Scale", new VectorDataViewType(NumberDataViewType.Double, 2, 3), null,
        new VBuffer<double>(6, [1, 2, 3, 0.5, 4, 10]), new VBuffer<double>(6, [-1, 0, 1e9, 1, 1, 2]));
}

/// <summary>Forecasts of several features at once, which go on from their last two steps.</summary>
[TestClass]
public class IntegrateFeaturesWorkout : EstimatorWorkout
{
    private const string Difference = "Single or a vector of Single with dimensions (H) or (H, F)";
    private const string Level = "a vector of Single with dimensions (L";

    private static readonly VectorDataViewType Varying = new(NumberDataViewType.Single, 0, 2);

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.IntegrateForecast("Forecast", "Ahead", "Season", lag: 2),
        Data = () => Seasons(Aheads(new Table().AddText("Name", "x", "y", "z"))),
        FitInputs = ["Ahead", "Season"],
        Inputs = ["Ahead", "Season"],
        Outputs = ["Forecast"],
        FitPasses = 0,
        BadInputs =
        [
            new(() => Seasons(new Table()).AddText("Ahead", "", "", ""), "difference", "Ahead", Difference, "String"),
            new(() => Aheads(new Table()).AddText("Season", "", "", ""), "level", "Season", Level, "String"),
            new(() => Aheads(new Table()).Add("Season", NumberDataViewType.Single, 1f, 1f, 1f), "level", "Season", Level, "Single"),
        ],
    };

    private static Table Aheads(Table table) => table.AddVectors(
        "Ahead", Varying, null, new VBuffer<float>(6, [1, 2.5f, -3, 1, 2, 3]), default, new VBuffer<float>(4, 1, [4], [1]));

    private static Table Seasons(Table table) => table.AddVectors(
        "Season", Varying, null, new VBuffer<float>(4, [10, 20, 30, 40]), new VBuffer<float>(6, [1, 2, 3, 4, 5, 6]),
        new VBuffer<float>(8, 1, [7], [5]));
}
