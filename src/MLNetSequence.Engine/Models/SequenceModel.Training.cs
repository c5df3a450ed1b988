using MLNetSequence.Engine.Models;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Training;

namespace MLNetSequence;

/// <content>Training.</content>
public sealed unsafe partial class SequenceModel
{
    /// <summary>Trains on examples in memory, from the weights that the model has.</summary>
    /// <remarks>
    /// The same data, seed and options give the same bits on any number of threads. What throws leaves the model as it was.
    /// </remarks>
    /// <param name="data">The examples; <see cref="TrainingOptions.ValidationFraction"/> may hold some out.</param>
    /// <param name="loss">What to make small.</param>
    /// <param name="options">How; 5 epochs of Adam if null.</param>
    /// <param name="progress">
    /// Told of each epoch that ends, and now and then within it (<see cref="TrainingOptions.ProgressInterval"/>). One that is called at
    /// once, on the thread that trains, may score with the model and save it; a <see cref="Progress{T}"/> is called later, on another
    /// thread, and may not.
    /// </param>
    /// <param name="cancellation">Asked before each batch, and now and then while an epoch is measured.</param>
    /// <returns>How it went, and why it ended.</returns>
    /// <exception cref="ArgumentException">Network, loss, data and options do not go together; the message says why.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first batch was done.</exception>
    /// <exception cref="NotFiniteNumberException">A loss was not finite before the first epoch was done.</exception>
    /// <exception cref="InvalidDataException">A checkpoint is damaged, or of another training.</exception>
    /// <exception cref="IOException">A checkpoint cannot be read or written.</exception>
    /// <exception cref="InvalidOperationException">The model is in use.</exception>
    public TrainingReport Train(
        SequenceExamples data,
        Loss loss,
        TrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(loss);
        options ??= new TrainingOptions();
        Examples examples = Checked(data, nameof(data));
        return Run(Trainer.InMemory(_network, loss, examples, options), loss, progress, cancellation);
    }

    /// <summary>Trains on examples in memory, and measures on others after each epoch.</summary>
    /// <remarks>
    /// The same data, seed and options give the same bits on any number of threads. What throws leaves the model as it was.
    /// </remarks>
    /// <param name="data">The examples to learn from.</param>
    /// <param name="validation">The examples to measure on.</param>
    /// <param name="loss">What to make small.</param>
    /// <param name="options">How; 5 epochs of Adam if null. No <see cref="TrainingOptions.ValidationFraction"/>.</param>
    /// <param name="progress">Told of each epoch that ends, and now and then within it, as in the overload without validation data.</param>
    /// <param name="cancellation">Asked before each batch, and now and then while an epoch is measured.</param>
    /// <returns>How it went, and why it ended.</returns>
    /// <exception cref="ArgumentException">Network, loss, data and options do not go together; the message says why.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first batch was done.</exception>
    /// <exception cref="NotFiniteNumberException">A loss was not finite before the first epoch was done.</exception>
    /// <exception cref="InvalidDataException">A checkpoint is damaged, or of another training.</exception>
    /// <exception cref="IOException">A checkpoint cannot be read or written.</exception>
    /// <exception cref="InvalidOperationException">The model is in use.</exception>
    public TrainingReport Train(
        SequenceExamples data,
        SequenceExamples validation,
        Loss loss,
        TrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(loss);
        options = NoFraction(options);
        Examples examples = Checked(data, nameof(data));
        TrainingChecks.Examples(_network, loss, examples);
        var source = new InMemorySource(examples, [.. Enumerable.Range(0, examples.Count)]);
        return Run(new Trainer(_network, loss, source, Held(validation, loss), options), loss, progress, cancellation);
    }

    /// <summary>Trains on data larger than memory, block by block.</summary>
    /// <remarks>
    /// Sequences are shuffled within their block only, and a batch never spans two blocks: a block of many batches, whose own order
    /// means nothing, learns best. What throws leaves the model as it was.
    /// </remarks>
    /// <param name="read">Begins to read the data anew, called once an epoch; it must give the same blocks each time.</param>
    /// <param name="loss">What to make small.</param>
    /// <param name="options">How; 5 epochs of Adam if null. No <see cref="TrainingOptions.ValidationFraction"/>.</param>
    /// <param name="validation">The examples to measure on after each epoch; none if null.</param>
    /// <param name="progress">Told of each epoch that ends, and now and then within it, as in the overload for data in memory.</param>
    /// <param name="cancellation">Asked before each batch, and now and then while an epoch is measured.</param>
    /// <returns>How it went, and why it ended.</returns>
    /// <exception cref="ArgumentException">Network, loss, data and options do not go together; the message says why.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first batch was done.</exception>
    /// <exception cref="NotFiniteNumberException">A loss was not finite before the first epoch was done.</exception>
    /// <exception cref="InvalidDataException">A checkpoint is damaged, or of another training.</exception>
    /// <exception cref="IOException">A checkpoint cannot be read or written.</exception>
    /// <exception cref="InvalidOperationException">The model is in use, or there are no sequences.</exception>
    public TrainingReport Train(
        Func<IEnumerable<SequenceExamples>> read,
        Loss loss,
        TrainingOptions? options = null,
        SequenceExamples? validation = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(loss);
        options = NoFraction(options);
        var source = new StreamedSource(() => read().Where(b => b.Count > 0).Select(b => Checked(b, nameof(read))));
        ExampleBlock? held = validation is null ? null : Held(validation, loss);
        return Run(new Trainer(_network, loss, source, held, options), loss, progress, cancellation);
    }

    private TrainingReport Run(Trainer trainer, Loss loss, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using (_gate.Change())
        {
            float[] weights = Values.ToArray();
            Loss? before = Loss;
            Volatile.Write(ref _loss, loss);
            try
            {
                return trainer.Run(
                    p => _gate.Report(told => progress?.Report(told), p), () => cancellation.IsCancellationRequested);
            }
            catch (Exception e)
            {
                Volatile.Write(ref _loss, before);
                weights.CopyTo(Values);
                _network.Pack();
                if (e is OperationCanceledException && cancellation.IsCancellationRequested)
                {
                    throw new OperationCanceledException(e.Message, e, cancellation);
                }
                throw;
            }
        }
    }

    private ExampleBlock Held(SequenceExamples validation, Loss loss)
    {
        Examples examples = Checked(validation, nameof(validation));
        TrainingChecks.Examples(_network, loss, examples);
        return new ExampleBlock(examples, [.. Enumerable.Range(0, examples.Count)]);
    }

    private Examples Checked(SequenceExamples data, string argument)
    {
        Examples examples = data.ToExamples(argument);
        SequenceCheck.Reads(Network, InputShape.Of(data.Inputs), argument);
        SequenceCheck.Vocabulary(Network, data.LargestTokens, argument);
        return examples;
    }

    private static TrainingOptions NoFraction(TrainingOptions? options) => options?.ValidationFraction > 0
        ? throw new ArgumentException(
            $"{nameof(options.ValidationFraction)} ({options.ValidationFraction}) is for data in memory that brings no validation data.",
            nameof(options))
        : options ?? new TrainingOptions();
}
