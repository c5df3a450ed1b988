using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Events;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

/// <summary>One score a step.</summary>
[TestClass]
public class EventsWorkout : EstimatorWorkout
{
    private const string Expected = "a vector of Single with one score for each step";

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.DetectEvents(rules: new EventRules { Onset = 2, MinimumGap = 2 }),
        Data = () => new Table().AddText("Name", "x", "y", "z").AddScores([0.2f, 0.6f, 0.7f, 0, 0.8f, 0, 0], [], [1, 1, float.NaN, 1]),
        FitInputs = ["Score"],
        Inputs = ["Score"],
        Outputs = ["Events", "EventsStarts", "EventsEnds", "EventsPeaks"],
        FitPasses = 0,
        BadInputs =
        [
            new(() => new Table().AddText("Score", "x"), "score", "Score", Expected, "String"),
            new(() => new Table().Add("Score", NumberDataViewType.Single, 1f), "score", "Score", Expected, "Single"),
            new(() => new Table().AddTokens("Score", ["a"], [1]), "score", "Score", Expected, "Key<UInt32"),
            new(
                () => new Table().AddVectors("Score", new VectorDataViewType(NumberDataViewType.Double), null, new VBuffer<double>(1, [1])),
                "score", "Score", Expected, "Vector<Double"),
        ],
    };
}

/// <summary>One of a tagger's labels.</summary>
[TestClass]
public class LabelEventsWorkout : EstimatorWorkout
{
    private const string Expected = "a vector of Single with a score for each label at each step";

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.DetectEvents("Alarms", label: "alarm"),
        Data = () => new Table()
            .AddText("Name", "x", "y", "z")
            .AddScores(["calm", "alarm"], [0.2f, 0.8f, 0.9f, 0.1f, 0.5f, 0.5f], [], [float.NaN, float.NaN, 0, 1]),
        FitInputs = ["Score"],
        Inputs = ["Score"],
        Outputs = ["Alarms", "AlarmsStarts", "AlarmsEnds", "AlarmsPeaks"],
        FitPasses = 0,
        BadInputs =
        [
            new(() => new Table().AddText("Score", "x"), "score", "Score", Expected, "String"),
            new(
                () => new Table().AddVectors(
                    "Score", new VectorDataViewType(NumberDataViewType.Single, 0, 2), null, new VBuffer<float>(0, [])),
                "score", "Score", "annotated with the label of each score (TrainingLabelValues), for 'alarm'", "0 labels"),
        ],
    };
}
