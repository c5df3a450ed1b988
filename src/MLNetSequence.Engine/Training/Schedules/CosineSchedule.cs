using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.Schedules;

namespace MLNetSequence;

/// <summary>
/// Lets the learning rate fall along half a cosine (Loshchilov and Hutter 2017, "SGDR", without restarts):
/// min + (η₀ - min) · (1 + cos(πe / n)) / 2, as PyTorch's <c>CosineAnnealingLR</c>. It changes from epoch to epoch, not within one.
/// </summary>
public sealed record CosineSchedule : LearningRateSchedule
{
    /// <summary>
    /// The epochs n until the minimum, at least 1; in later epochs the rate rises again along the cosine. Null, the default, for all
    /// epochs of the training.
    /// </summary>
    public int? Epochs { get; init; }

    /// <summary>The rate min that is reached after n epochs, at least 0. The default is 0.</summary>
    public double MinimumRate { get; init; }

    internal override void Check()
    {
        if (Epochs is int epochs)
        {
            Require.AtLeast(1, epochs, nameof(Epochs));
        }
        Require.AtLeast(0.0, MinimumRate);
    }

    private protected override ScheduleState CreateState() => new StatelessSchedule(Rate);

    private double Rate(double baseRate, in ScheduleMoment moment) =>
        Annealing.Cosine(baseRate, MinimumRate, (double)moment.Epoch / (Epochs ?? moment.Epochs));
}
