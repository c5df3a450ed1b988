using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.Schedules;

namespace MLNetSequence;

/// <summary>
/// Lowers the learning rate when the loss that is watched has stopped falling, as PyTorch's <c>ReduceLROnPlateau</c> in mode "min"
/// with a relative threshold. The loss is looked at after each epoch.
/// </summary>
/// <remarks>
/// An epoch is good if its loss is below best · (1 - threshold); where losses are negative, that is above the best. A loss that is
/// not a number is never good. A change of the rate by 1e-8 or less is left out, as in PyTorch.
/// </remarks>
public sealed record ReduceOnPlateauSchedule : LearningRateSchedule
{
    // PyTorch's eps.
    private const double LeastChange = 1e-8;

    /// <summary>What the rate is multiplied by, above 0 and below 1. The default is 0.1.</summary>
    public double Factor { get; init; } = 0.1;

    /// <summary>Epochs in a row that may be no better before the next such epoch lowers the rate, at least 0. The default is 10.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>
    /// The share of the best loss by which a better one must be smaller, from 0 up to, but not including, 1. The default is 0.0001.
    /// </summary>
    public double Threshold { get; init; } = 1e-4;

    /// <summary>Epochs after each reduction in which none is counted as no better, at least 0. The default is 0.</summary>
    public int Cooldown { get; init; }

    /// <summary>The rate below which it is not lowered, at least 0. The default is 0.</summary>
    public double MinimumRate { get; init; }

    internal override void Check()
    {
        Require.Above0(Factor);
        Require.Below1(Factor);
        Require.AtLeast(0, Patience);
        Require.Below1(Threshold);
        Require.AtLeast(0, Cooldown);
        Require.AtLeast(0.0, MinimumRate);
    }

    private protected override ScheduleState CreateState() => new State(this);

    private sealed class State(ReduceOnPlateauSchedule settings) : ScheduleState
    {
        private double _best = double.PositiveInfinity;
        private int _bad, _cooling, _reductions;

        public override double Rate(double baseRate, in ScheduleMoment moment)
        {
            double rate = baseRate;
            for (int i = 0; i < _reductions; i++)
            {
                double lower = Math.Max(rate * settings.Factor, settings.MinimumRate);
                if (rate - lower <= LeastChange)
                {
                    break;
                }
                rate = lower;
            }
            return rate;
        }

        public override void EpochEnded(double monitored)
        {
            if (monitored < _best * (1 - settings.Threshold))
            {
                (_best, _bad) = (monitored, 0);
            }
            else
            {
                _bad++;
            }
            if (_cooling > 0)
            {
                (_cooling, _bad) = (_cooling - 1, 0);
            }
            if (_bad > settings.Patience)
            {
                (_cooling, _bad) = (settings.Cooldown, 0);
                _reductions++;
            }
        }

        public override double[] Save() => [_best, _bad, _cooling, _reductions];

        public override void Restore(ReadOnlySpan<double> saved)
        {
            CheckLength(saved, 4);
            (_best, _bad, _cooling, _reductions) = (saved[0], Count(saved[1]), Count(saved[2]), Count(saved[3]));
        }

        private static int Count(double saved) => saved >= 0 && saved <= int.MaxValue && saved == Math.Floor(saved)
            ? (int)saved
            : throw new InvalidDataException($"The state of a schedule counts epochs, but a count of {saved} was saved.");
    }
}
