using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Training.RangeTest;

/// <summary>
/// Trains for some steps while the learning rate grows, and takes everything back (Smith 2017, "Cyclical learning rates for training
/// neural networks"; the form is that of fastai's <c>lr_find</c>).
/// </summary>
/// <remarks>
/// The batches are those that a training would begin with, in the same order. The loss of a batch is that before its step. Smoothing
/// and the end of the test follow fastai: an exponential mean, corrected for its beginning at 0, and an end where it exceeds 4 times
/// its lowest value.
/// </remarks>
internal static class LearningRateTest
{
    /// <summary>Fewer steps than this are no curve.</summary>
    public const int LeastSteps = 10;

    // The share of the steps that the mean looks back over. fastai's factor of 0.98 looks back over 50 steps, which of the usual 100 are
    // half: the curve would lag behind the rate by decades.
    private const double Memory = 0.1;

    /// <summary>Runs the test. The network has its own weights again when it returns or throws.</summary>
    /// <param name="network">What would learn.</param>
    /// <param name="loss">What to make small.</param>
    /// <param name="examples">What to learn from.</param>
    /// <param name="rows">Which of them.</param>
    /// <param name="options">How; the optimizer's own rate, Epochs, Schedule, EarlyStopping and Checkpoints are not used.</param>
    /// <param name="lowest">The rate of the first step, above 0.</param>
    /// <param name="highest">The rate of the last step, above that of the first.</param>
    /// <param name="steps">Batches, at least <see cref="LeastSteps"/>.</param>
    /// <param name="cancellation">Asked before each batch.</param>
    /// <exception cref="ArgumentException">
    /// Network, loss, examples and options do not go together, or a number is out of its range.
    /// </exception>
    /// <exception cref="NotFiniteNumberException">The very first loss, or its gradient, was not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LearningRateRange Run(
        Network network, Loss loss, Examples examples, int[] rows, TrainingOptions options, double lowest, double highest, int steps,
        Func<bool> cancellation)
    {
        Check(lowest, highest, steps);
        TrainingChecks.Options(options);
        TrainingChecks.Network(network, loss, options);
        TrainingChecks.Trained(network.Description);
        TrainingChecks.Examples(network, loss, examples);
        if (rows.All(row => LossRows.Weight(loss, examples.Targets, row, 0, int.MaxValue) == 0))
        {
            throw new ArgumentException("Every target has a weight of 0 (its own, or its class's), so there is nothing to train on.");
        }
        var workers = new Workers(options.Threads ?? Environment.ProcessorCount);
        var step = new TrainingStep(network, loss, options, workers);
        var before = new TrainingSnapshots(network);
        before.KeepGood();
        network.Pack(workers);
        try
        {
            var points = new List<LearningRatePoint>();
            var smoothed = new SmoothedLoss(1 - 1 / (Memory * steps), signed: loss is GaussianLoss or StudentTLoss);
            double rate = lowest;
            Func<double> now = () => rate;
            foreach (ReadOnlyMemory<int> batch in Batches(rows, options, step.States))
            {
                if (cancellation())
                {
                    throw new OperationCanceledException("The learning-rate range test was cancelled.");
                }
                rate = points.Count == steps - 1 ? highest : lowest * Math.Pow(highest / lowest, points.Count / (steps - 1.0));
                if (!step.Run(examples, batch.Span, now, out LossSum sum))
                {
                    break;
                }
                if (sum.Weight > 0)
                {
                    points.Add(new LearningRatePoint(rate, sum.MeanLoss, smoothed.Add(sum.MeanLoss)));
                }
                if (points.Count == steps || smoothed.HasExploded)
                {
                    break;
                }
            }
            return points.Count > 0
                ? new LearningRateRange(points)
                : throw new NotFiniteNumberException(
                    FormattableString.Invariant($"The loss or its gradient was not finite at the lowest rate, {lowest}."));
        }
        finally
        {
            before.RestoreGood();
        }
    }

    // Epoch after epoch, without an end, and in the order of a training.
    private static IEnumerable<ReadOnlyMemory<int>> Batches(int[] rows, TrainingOptions options, CarriedStates states)
    {
        int size = options.BatchSize * options.AccumulateBatches;
        for (int epoch = 1; ; epoch++)
        {
            states.Reset();
            int[] order = Trainer.Order(rows, options, epoch, block: 0);
            for (int start = 0; start < order.Length; start += Math.Min(size, order.Length - start))
            {
                yield return order.AsMemory(start, Math.Min(size, order.Length - start));
            }
        }
    }

    private static void Check(double lowest, double highest, int steps)
    {
        Require.Above0(lowest);
        Require.Above0(highest);
        Require.AtLeast(LeastSteps, steps);
        if (highest <= lowest)
        {
            throw new ArgumentOutOfRangeException(
                nameof(highest), highest, FormattableString.Invariant($"highest must be above lowest, {lowest}."));
        }
    }
}
