namespace MLNetSequence.Engine.Training.Schedules;

/// <summary>A <see cref="LearningRateSchedule"/> at work.</summary>
internal abstract class ScheduleState
{
    /// <summary>The learning rate of a step. It changes nothing, so it may be asked twice.</summary>
    /// <param name="baseRate">The optimizer's own rate.</param>
    /// <param name="moment">The step.</param>
    /// <exception cref="InvalidOperationException">The schedule must know how long training lasts, and nobody does.</exception>
    public abstract double Rate(double baseRate, in ScheduleMoment moment);

    /// <summary>Tells the loss that is watched, after each epoch.</summary>
    public virtual void EpochEnded(double monitored) { }

    /// <summary>All that changes while training, for a checkpoint.</summary>
    public virtual double[] Save() => [];

    /// <summary>Goes on where <see cref="Save"/> was called, bit by bit.</summary>
    /// <exception cref="InvalidDataException">This is not what a schedule of this kind saved.</exception>
    public virtual void Restore(ReadOnlySpan<double> saved) => CheckLength(saved, 0);

    /// <summary>Refuses a state of another length.</summary>
    protected static void CheckLength(ReadOnlySpan<double> saved, int length)
    {
        if (saved.Length != length)
        {
            throw new InvalidDataException($"The state of this schedule is {length} numbers, but {saved.Length} were saved.");
        }
    }
}

/// <summary>Where training is.</summary>
/// <param name="Step">Updates done before this one, in all epochs.</param>
/// <param name="TotalSteps">Updates of the whole training, where it is known.</param>
/// <param name="Epoch">Epochs done before this one.</param>
/// <param name="Epochs">Epochs of the whole training.</param>
internal readonly record struct ScheduleMoment(long Step, long? TotalSteps, int Epoch, int Epochs);

/// <summary>A rate that the moment alone decides.</summary>
internal delegate double RateRule(double baseRate, in ScheduleMoment moment);

/// <summary>A schedule with nothing to remember.</summary>
internal sealed class StatelessSchedule(RateRule rule) : ScheduleState
{
    public override double Rate(double baseRate, in ScheduleMoment moment) => rule(baseRate, moment);
}
