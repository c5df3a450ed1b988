using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.RangeTest;

namespace MLNetSequence;

/// <content>Looking for a learning rate.</content>
public sealed partial class SequenceModel
{
    /// <summary>
    /// Trains for some batches while the learning rate grows by one factor from each to the next, and tells how the loss moved: the
    /// range test of Smith (2017, "Cyclical learning rates for training neural networks"). The model is left as it was, bit for bit.
    /// </summary>
    /// <remarks>
    /// The batches are those that a training with the same options begins with; short data is gone through as often as it takes. The
    /// test ends early where the smoothed loss exceeds 4 times its lowest value, or a loss or gradient is not finite. A loss that may
    /// be below 0 (<see cref="GaussianLoss"/>, <see cref="StudentTLoss"/>) has no such multiple: there it ends where the smoothed loss
    /// is above its lowest by 3 times the greater of the lowest's size and the fall from the first. The same data, seed and options
    /// give the same result on any number of threads.
    /// </remarks>
    /// <param name="data">The examples to learn from, but for what <see cref="TrainingOptions.ValidationFraction"/> holds out.</param>
    /// <param name="loss">What to make small.</param>
    /// <param name="options">
    /// How the model will be trained; Adam if null. The optimizer's own rate is replaced. Epochs, <see cref="TrainingOptions.Schedule"/>,
    /// <see cref="TrainingOptions.EarlyStopping"/> and <see cref="TrainingOptions.Checkpoints"/> belong to the training that follows,
    /// and are not used.
    /// </param>
    /// <param name="lowest">The rate of the first batch, above 0; 1e-7 by default.</param>
    /// <param name="highest">The rate of the last batch, above the lowest; 1 by default.</param>
    /// <param name="steps">Batches, at least 10; 100 by default.</param>
    /// <param name="cancellation">Asked before each batch.</param>
    /// <returns>The curve, and the rate where it falls fastest.</returns>
    /// <exception cref="ArgumentException">
    /// Network, loss, data and options do not go together, or a number is out of its range; the message says why.
    /// </exception>
    /// <exception cref="NotFiniteNumberException">The first batch's loss or gradient was not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The model is in use.</exception>
    public LearningRateRange FindLearningRate(
        SequenceExamples data,
        Loss loss,
        TrainingOptions? options = null,
        double lowest = 1e-7,
        double highest = 1,
        int steps = 100,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(loss);
        Examples examples = Checked(data, nameof(data));
        using (_gate.Change())
        {
            options ??= new TrainingOptions();
            TrainingChecks.Options(options);
            try
            {
                return LearningRateTest.Run(
                    _network, loss, examples, Trainer.Split(examples.Count, options).Learned, options, lowest, highest, steps,
                    () => cancellation.IsCancellationRequested);
            }
            catch (OperationCanceledException e) when (cancellation.IsCancellationRequested)
            {
                throw new OperationCanceledException(e.Message, e, cancellation);
            }
        }
    }
}
