using System.Text.Json.Serialization;

namespace MLNetSequence;

/// <summary>How to train a network; a description that is checked when training begins.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the data, at least 1. 5 by default.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Sequences in a batch, at least 1. 32 by default.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>
    /// Batches whose gradients are added up before the weights change, at least 1, the default: the gradient of one large batch in
    /// the memory of a small one. The mean is over all rows of all of them.
    /// </summary>
    public int AccumulateBatches { get; init; } = 1;

    /// <summary>What changes the weights; Adam at a rate of 0.001 by default.</summary>
    public Optimizer Optimizer { get; init; } = new Adam();

    /// <summary>How the learning rate changes; constant by default.</summary>
    public LearningRateSchedule Schedule { get; init; } = new ConstantSchedule();

    /// <summary>Every number of the gradient is held within ± this, above 0; null, the default, to leave it (Keras' clipvalue).</summary>
    public double? ClipValue { get; init; }

    /// <summary>
    /// The gradient of each array of weights is scaled down to at most this norm, above 0; null, the default, to leave it (Keras'
    /// clipnorm).
    /// </summary>
    public double? ClipNorm { get; init; }

    /// <summary>
    /// The whole gradient is scaled down to at most this norm, above 0; 1 by default, as gradients of recurrent networks explode (Pascanu et
    /// al. 2013); null to leave it. Keras' global_clipnorm, PyTorch's clip_grad_norm_, neither of which clips by default.
    /// </summary>
    public double? GlobalClipNorm { get; init; } = 1;

    /// <summary>
    /// Steps that are propagated back through at most, at least 1: longer sequences are cut into windows, the weights change after
    /// each, and the state is carried from window to window (Williams and Peng 1990). Null, the default, for whole sequences.
    /// It needs an output for every step, and layers that look neither ahead nor, but for their state, back.
    /// </summary>
    public int? TruncatedSteps { get; init; }

    /// <summary>Draws the order of the sequences anew in each epoch. True by default; not for a stateful network.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>
    /// Share of the sequences, drawn by the seed, that is held out to measure on after each epoch; in [0, 1), 0 by default.
    /// </summary>
    /// <remarks>
    /// Where there is something to measure on, the weights of the best epoch so far are kept beside the others, and given back where
    /// training is cancelled or diverges. A training that runs all its epochs keeps the last weights, as Keras does: see
    /// <see cref="EarlyStopping"/> for the best.
    /// </remarks>
    public double ValidationFraction { get; init; }

    /// <summary>When to stop before all epochs are run; null, the default, never.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Where to keep the training so that it can be resumed; null, the default, nowhere.</summary>
    public Checkpoints? Checkpoints { get; init; }

    /// <summary>
    /// Decides order, dropout and held-out sequences. Null, the default, is 0; a trainer of ML.NET then draws one of its MLContext.
    /// </summary>
    public long? Seed { get; init; }

    /// <summary>
    /// Most threads to train on, at least 1; null, the default, for all processors. It changes the time, never the result.
    /// </summary>
    [JsonIgnore]
    public int? Threads { get; init; }

    /// <summary>
    /// The least time between two reports of progress within an epoch, at least 0; 200 milliseconds by default. Zero reports after
    /// every batch, <see cref="Timeout.InfiniteTimeSpan"/> at the ends of epochs only. It never changes the result.
    /// </summary>
    [JsonIgnore]
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromMilliseconds(200);
}

/// <summary>Ends a training that no longer gets better.</summary>
/// <remarks>What is watched is the validation loss, or the training loss where nothing is held out.</remarks>
public sealed record EarlyStopping
{
    /// <summary>Epochs to wait for the loss to fall below the best so far, at least 1. 3 by default.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>By how much the loss must fall to count as better, at least 0, the default.</summary>
    public double MinimumImprovement { get; init; }

    /// <summary>
    /// Gives back the weights of the best epoch at the end, however training ended. True by default. False for the last weights,
    /// after a cancellation, too.
    /// </summary>
    public bool RestoreBest { get; init; } = true;
}

/// <summary>Keeps a training on disk: weights, optimizer, schedule, position, history.</summary>
/// <remarks>
/// A file is written beside its place and then moved there, so that a crash leaves the former one whole. A training that is resumed
/// gives the same bits as one that was never interrupted.
/// </remarks>
public sealed record Checkpoints
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// Updates of the weights between two checkpoints within an epoch, at least 1; null, the default, for none but the epochs' ends.
    /// </summary>
    public int? EverySteps { get; init; }

    /// <summary>
    /// Goes on from the file where it exists; a file of another training, or of other data, is refused. False begins anew. True by
    /// default. A cross-validation trains on other data in each fold, so it needs false.
    /// </summary>
    public bool Resume { get; init; } = true;
}
