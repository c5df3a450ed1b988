using MLNetSequence.Engine.Training.Schedules;

namespace MLNetSequence;

/// <summary>The optimizer's learning rate, unchanged.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    internal override void Check() { }

    private protected override ScheduleState CreateState() => new StatelessSchedule((baseRate, in _) => baseRate);
}
