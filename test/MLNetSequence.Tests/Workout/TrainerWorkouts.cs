using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

/// <summary>What all workouts of a trainer of one task have in common.</summary>
public abstract class MulticlassTrainerWorkout : EstimatorWorkout
{
    private protected static WorkoutCase Of(TrainerCases.Features features) => TrainerCases.Make(
        TrainerCases.OfClasses, features, ["PredictedLabel", "Score"], () => Small.Multiclass(o => o.Use(features)));
}

[TestClass]
public class MulticlassSeriesWorkout : MulticlassTrainerWorkout
{
    private protected override WorkoutCase Case { get; } = Of(TrainerCases.Series);
}

[TestClass]
public class MulticlassStepsWorkout : MulticlassTrainerWorkout
{
    private protected override WorkoutCase Case { get; } = Of(TrainerCases.Steps);
}

[TestClass]
public class MulticlassAnyStepsWorkout : MulticlassTrainerWorkout
{
    private protected override WorkoutCase Case { get; } = Of(TrainerCases.AnySteps);
}

[TestClass]
public class MulticlassMixedWorkout : MulticlassTrainerWorkout
{
    private protected override WorkoutCase Case { get; } = Of(TrainerCases.Mixed);
}

/// <inheritdoc cref="MulticlassTrainerWorkout"/>
public abstract class BinaryTrainerWorkout : EstimatorWorkout
{
    private protected static WorkoutCase Of(TrainerCases.Features features) => TrainerCases.Make(
        TrainerCases.OfFlags, features, ["PredictedLabel", "Score", "Probability"], () => Small.Binary(o => o.Use(features)));
}

[TestClass]
public class BinaryTokensWorkout : BinaryTrainerWorkout
{
    private protected override WorkoutCase Case { get; } = Of(TrainerCases.Tokens);
}

[TestClass]
public class BinarySeriesWorkout : BinaryTrainerWorkout
{
    private protected override WorkoutCase Case { get; } = Of(TrainerCases.Series);
}

[TestClass]
public class BinaryStepsWorkout : BinaryTrainerWorkout
{
    private protected override WorkoutCase Case { get; } = Of(TrainerCases.Steps);
}

[TestClass]
public class BinaryAnyStepsWorkout : BinaryTrainerWorkout
{
    private protected override WorkoutCase Case { get; } = Of(TrainerCases.AnySteps);
}

[TestClass]
public class BinaryMixedWorkout : BinaryTrainerWorkout
{
    private protected override WorkoutCase Case { get; } = Of(TrainerCases.Mixed);
}

/// <inheritdoc cref="MulticlassTrainerWorkout"/>
public abstract class RegressionTrainerWorkout : EstimatorWorkout
{
    private protected static WorkoutCase Of(TrainerCases.Label label, TrainerCases.Features features) =>
        TrainerCases.Make(label, features, ["Score"], () => Small.Regression(o => o.Use(features)));
}

[TestClass]
public class RegressionTokensWorkout : RegressionTrainerWorkout
{
    private protected override WorkoutCase Case { get; } = Of(TrainerCases.OfNumbers, TrainerCases.Tokens);
}

[TestClass]
public class RegressionSeriesWorkout : RegressionTrainerWorkout
{
    private protected override WorkoutCase Case { get; } = Of(TrainerCases.OfNumbers, TrainerCases.Series);
}

[TestClass]
public class RegressionMixedWorkout : RegressionTrainerWorkout
{
    private protected override WorkoutCase Case { get; } = Of(TrainerCases.OfNumbers, TrainerCases.Mixed);
}

[TestClass]
public class VectorRegressionTokensWorkout : RegressionTrainerWorkout
{
    private protected override WorkoutCase Case { get; } = Of(TrainerCases.OfVectors, TrainerCases.Tokens);
}

[TestClass]
public class VectorRegressionStepsWorkout : RegressionTrainerWorkout
{
    private protected override WorkoutCase Case { get; } = Of(TrainerCases.OfVectors, TrainerCases.Steps);
}

[TestClass]
public class VectorRegressionAnyStepsWorkout : RegressionTrainerWorkout
{
    private protected override WorkoutCase Case { get; } = Of(TrainerCases.OfVectors, TrainerCases.AnySteps);
}

[TestClass]
public class VectorRegressionMixedWorkout : RegressionTrainerWorkout
{
    private protected override WorkoutCase Case { get; } = Of(TrainerCases.OfVectors, TrainerCases.Mixed);
}
