using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.Schedules;

namespace MLNetSequence;

/// <summary>Multiplies the learning rate by a factor every few epochs: η₀ · factor^⌊e / n⌋, as PyTorch's <c>StepLR</c>.</summary>
public sealed record StepSchedule : LearningRateSchedule
{
    /// <summary>The epochs n that share a rate, at least 1.</summary>
    public required int EveryEpochs { get; init; }

    /// <summary>What the rate is multiplied by, above 0. The default is 0.1.</summary>
    public double Factor { get; init; } = 0.1;

    internal override void Check()
    {
        Require.AtLeast(1, EveryEpochs);
        Require.Above0(Factor);
    }

    private protected override ScheduleState CreateState() => new StatelessSchedule(Rate);

    private double Rate(double baseRate, in ScheduleMoment moment) => baseRate * Math.Pow(Factor, moment.Epoch / EveryEpochs);
}
