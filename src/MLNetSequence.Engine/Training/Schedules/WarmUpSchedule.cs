using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.Schedules;

namespace MLNetSequence;

/// <summary>
/// Lets the learning rate rise in a straight line over the first steps (Goyal et al. 2017, "Accurate, large minibatch SGD"), as
/// PyTorch's <c>LinearLR</c>, and joins it to another schedule as <c>ChainedScheduler</c> does.
/// </summary>
/// <remarks>
/// The factor is share + (1 - share) · min(s, n) / n. It multiplies what <see cref="Then"/> gives for the same step; so the other
/// schedule begins with the training, not with the end of the warm-up, and there is no jump between them.
/// </remarks>
public sealed record WarmUpSchedule : LearningRateSchedule
{
    /// <summary>The update steps n after which the factor is 1, at least 1.</summary>
    public required long Steps { get; init; }

    /// <summary>The factor of the first step, from 0 to 1. The default is 1/3, PyTorch's.</summary>
    public double StartShare { get; init; } = 1.0 / 3;

    /// <summary>The schedule whose rates are multiplied. The default is <see cref="ConstantSchedule"/>.</summary>
    public LearningRateSchedule Then { get; init; } = new ConstantSchedule();

    internal override void Check()
    {
        Require.AtLeast(1, Steps);
        Require.Share(StartShare);
        ArgumentNullException.ThrowIfNull(Then);
        Then.Check();
    }

    private protected override ScheduleState CreateState() => new State(this);

    private sealed class State(WarmUpSchedule settings) : ScheduleState
    {
        private readonly ScheduleState _then = settings.Then.NewState();

        public override double Rate(double baseRate, in ScheduleMoment moment)
        {
            double done = Math.Min(1, (double)moment.Step / settings.Steps);
            return _then.Rate(baseRate, moment) * (settings.StartShare + (1 - settings.StartShare) * done);
        }

        public override void EpochEnded(double monitored) => _then.EpochEnded(monitored);

        public override double[] Save() => _then.Save();

        public override void Restore(ReadOnlySpan<double> saved) => _then.Restore(saved);
    }
}
