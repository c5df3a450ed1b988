using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.Schedules;

namespace MLNetSequence;

/// <summary>
/// One cycle over the whole training (Smith and Topin 2018, "Super-convergence"): from a low learning rate up to
/// <see cref="MaximumRate"/>, then down to a very low one, each along half a cosine, step by step, as PyTorch's <c>OneCycleLR</c> with
/// its defaults. The optimizer's own rate does not matter, and its momentum stays.
/// </summary>
public sealed record OneCycleSchedule : LearningRateSchedule
{
    /// <summary>The rate at the top, above 0.</summary>
    public required double MaximumRate { get; init; }

    /// <summary>
    /// Update steps in the cycle, at least 1; later steps keep the last rate. Null, the default, for all steps of the training; a
    /// training whose length is not known then fails with an <see cref="InvalidOperationException"/>.
    /// </summary>
    public long? TotalSteps { get; init; }

    /// <summary>The share of the steps in which the rate rises, from 0 to 1. The default is 0.3.</summary>
    public double WarmUpShare { get; init; } = 0.3;

    /// <summary>The first rate is <see cref="MaximumRate"/> divided by this, at least 1. The default is 25.</summary>
    public double DivideBy { get; init; } = 25;

    /// <summary>The last rate is the first one divided by this, at least 1. The default is 10,000.</summary>
    public double FinalDivideBy { get; init; } = 1e4;

    internal override void Check()
    {
        Require.Above0(MaximumRate);
        if (TotalSteps is long steps)
        {
            Require.AtLeast(1, steps, nameof(TotalSteps));
        }
        Require.Share(WarmUpShare);
        Require.AtLeast(1.0, DivideBy);
        Require.AtLeast(1.0, FinalDivideBy);
    }

    private protected override ScheduleState CreateState() => new StatelessSchedule(Rate);

    private double Rate(double baseRate, in ScheduleMoment moment)
    {
        long total = TotalSteps ?? moment.TotalSteps ?? throw new InvalidOperationException(
            "OneCycleSchedule must know how many steps it has, and the length of this training is not known: set its TotalSteps.");
        double first = MaximumRate / DivideBy, top = WarmUpShare * total - 1, last = total - 1;
        double step = Math.Min(moment.Step, last);
        if (step > top)
        {
            return Annealing.Cosine(MaximumRate, first / FinalDivideBy, (step - top) / (last - top));
        }
        return top > 0 ? Annealing.Cosine(first, MaximumRate, step / top) : MaximumRate;
    }
}
