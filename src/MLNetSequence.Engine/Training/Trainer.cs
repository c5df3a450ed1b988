using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Training.Schedules;

namespace MLNetSequence.Engine.Training;

/// <summary>Trains a network: epochs of batches, validation, schedules, early stopping, checkpoints.</summary>
/// <remarks>
/// The result has the same bits on any number of threads, and with or without an interruption: see <see cref="BatchGradient"/>.
/// </remarks>
internal sealed partial class Trainer
{
    private readonly Network _network;
    private readonly Loss _loss;
    private readonly IExampleSource _source;
    private readonly ExampleBlock? _validation;
    private readonly TrainingOptions _options;
    private readonly Workers _workers;
    private readonly TrainingStep _step;
    private readonly ScheduleState _schedule;
    private readonly long? _totalUpdates;
    private readonly Func<double> _rate;
    private readonly TrainingSnapshots _snapshots;
    private TrainingPosition _position = new();

    /// <summary>Trains on a source of examples, measuring on others, if there are any, after each epoch.</summary>
    public Trainer(Network network, Loss loss, IExampleSource source, ExampleBlock? validation, TrainingOptions options)
    {
        TrainingChecks.Options(options);
        TrainingChecks.Network(network, loss, options);
        TrainingChecks.Trained(network.Description);
        TrainingChecks.Validation(loss, validation);
        (_network, _loss, _source, _validation, _options) = (network, loss, source, validation, options);
        _workers = new Workers(options.Threads ?? Environment.ProcessorCount);
        _step = new TrainingStep(network, loss, options, _workers);
        _schedule = options.Schedule.NewState();
        _clock = new TrainingClock(options.ProgressInterval, TimeProvider.System);
        _batches = source.Rows is { } rows ? rows.Sum(r => (int)((r + (long)BatchRows - 1) / BatchRows)) : 0;
        // Windows depend on which sequences share a batch, so their number is not known beforehand.
        _totalUpdates = source.Rows is not null && options.TruncatedSteps is null ? (long)options.Epochs * _batches : null;
        _rate = NextRate;
        _snapshots = new TrainingSnapshots(network);
        // A schedule that must know how long the training is says so now.
        _schedule.Rate(options.Optimizer.LearningRate, new ScheduleMoment(0, _totalUpdates, 0, options.Epochs));
        CheckpointFits();
    }

    /// <summary>Trains on examples in memory, of which the options may hold some out.</summary>
    public static Trainer InMemory(Network network, Loss loss, Examples examples, TrainingOptions options)
    {
        TrainingChecks.Options(options);
        TrainingChecks.Examples(network, loss, examples);
        (int[] learned, int[] held) = Split(examples.Count, options);
        ExampleBlock? validation = held.Length > 0 ? new ExampleBlock(examples, held) : null;
        return new Trainer(network, loss, new InMemorySource(examples, learned), validation, options);
    }

    private int BatchRows => checked(_options.BatchSize * _options.AccumulateBatches);

    /// <summary>Runs the epochs, or those that are left where a checkpoint is resumed.</summary>
    /// <param name="report">
    /// Called on this thread after each epoch, and after a batch where <see cref="TrainingOptions.ProgressInterval"/> is over.
    /// </param>
    /// <param name="cancellation">Asked before each batch, and now and then while an epoch is measured; on this thread.</param>
    /// <exception cref="OperationCanceledException">Cancelled before the first batch was done: there is nothing to keep.</exception>
    /// <exception cref="NotFiniteNumberException">A loss was not finite before the first epoch was done.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged, or of another network, loss, options or data.</exception>
    /// <exception cref="IOException">A checkpoint cannot be read or written.</exception>
    public TrainingReport Run(Action<TrainingProgress> report, Func<bool> cancellation)
    {
        _clock.Begin();
        Resume();
        _network.Pack(_workers);
        while (_position.Epoch < _options.Epochs && !IsOver())
        {
            if ((RunEpoch(report, cancellation) ?? EndEpoch(report, cancellation)) is { } interrupted)
            {
                return interrupted;
            }
        }
        return Ended();
    }

    /// <summary>One step on some rows of the data. Null where loss or gradient is not finite; nothing has changed then.</summary>
    internal LossSum? Step(Examples examples, ReadOnlySpan<int> rows) =>
        _step.Run(examples, rows, _rate, out LossSum sum) ? sum : null;

    /// <summary>The step itself, for measurements.</summary>
    internal TrainingStep Core => _step;

    // Null where the epoch ran to its end.
    private TrainingReport? RunEpoch(Action<TrainingProgress> report, Func<bool> cancellation)
    {
        int number = 0;
        _clock.BeginEpoch();
        int resumedAt = _position.Batch;
        if (resumedAt == 0)
        {
            _step.States.Reset();
        }
        int blockNumber = 0;
        foreach (ExampleBlock block in _source.Read())
        {
            int[] rows = Order(block.Rows, _options, _position.Epoch + 1, blockNumber++);
            if (_source.Rows is null)
            {
                TrainingChecks.Examples(_network, _loss, block.Examples);
            }
            for (int start = 0; start < rows.Length; start += BatchRows)
            {
                if (number++ < resumedAt)
                {
                    continue;
                }
                if (cancellation())
                {
                    return Cancelled();
                }
                int count = Math.Min(BatchRows, rows.Length - start);
                if (Step(block.Examples, rows.AsSpan(start, count)) is not { } sum)
                {
                    return Diverged($"The loss or its gradient was not finite in epoch {_position.Epoch + 1}, batch {number}.");
                }
                _position.Sum = _position.Sum.Add(sum);
                _position.Batch = number;
                _clock.BatchDone(count);
                CheckpointWithin();
                ReportWithin(report);
            }
        }
        if (number == 0)
        {
            throw new InvalidOperationException("There are no sequences to train on.");
        }
        if (_position.Sum.Weight == 0)
        {
            throw new ArgumentException("Every target has a weight of 0 (its own, or its class's), so there is nothing to train on.");
        }
        return _snapshots.HasFiniteParameters()
            ? null
            : Diverged($"A parameter was not finite at the end of epoch {_position.Epoch + 1}.");
    }

    // Null where the epoch was measured and noted.
    private TrainingReport? EndEpoch(Action<TrainingProgress> report, Func<bool> cancellation)
    {
        _clock.EpochTrained();
        LossSum? held = null;
        if (_validation is { } validation)
        {
            if (!TryEvaluate(validation, cancellation, out LossSum sum))
            {
                return Cancelled();
            }
            held = sum;
        }
        _clock.EpochMeasured();
        TrainingProgress progress = Progress(_position.Sum, held, isEpochEnd: true);
        _position.Epoch++;
        _position.Batch = 0;
        _position.Sum = default;
        _position.History.Add(progress);
        Watch(progress.ValidationLoss ?? progress.Loss);
        _snapshots.KeepGood();
        WriteCheckpoint();
        report(progress);
        return null;
    }

    private double NextRate()
    {
        var moment = new ScheduleMoment(_position.Updates++, _totalUpdates, _position.Epoch, _options.Epochs);
        return _position.LastRate = _schedule.Rate(_options.Optimizer.LearningRate, moment);
    }
}
