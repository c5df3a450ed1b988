using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.Schedules;

namespace MLNetSequence;

/// <summary>Multiplies the learning rate by a factor after each epoch: η₀ · factorᵉ, as PyTorch's <c>ExponentialLR</c>.</summary>
public sealed record ExponentialSchedule : LearningRateSchedule
{
    /// <summary>What the rate is multiplied by, above 0; below 1 it falls.</summary>
    public required double Factor { get; init; }

    internal override void Check() => Require.Above0(Factor);

    private protected override ScheduleState CreateState() => new StatelessSchedule(Rate);

    private double Rate(double baseRate, in ScheduleMoment moment) => baseRate * Math.Pow(Factor, moment.Epoch);
}
