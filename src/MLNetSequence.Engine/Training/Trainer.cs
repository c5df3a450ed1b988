using System.Diagnostics;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training.Losses;
using MLNetSequence.Engine.Training.Optimizers;

namespace MLNetSequence.Engine.Training;

/// <summary>Trains a classifier: full backpropagation through time, softmax cross-entropy, Adam.</summary>
/// <remarks>
/// A batch is dealt to a number of shards that depends on its size alone; each shard runs forward and backward on its own, and
/// their gradients are added in a fixed order. So the result has the same bits on any number of threads.
/// </remarks>
internal sealed class Trainer
{
    private const int RowsPerShard = 16;
    private const int MostShards = 16;

    private readonly Network _network;
    private readonly TokenSequences _data;
    private readonly int[] _labels;
    private readonly TrainingSettings _settings;
    private readonly Workers _workers;
    private readonly GradientSum _gradients;
    private readonly OptimizerState _optimizer;
    private readonly List<NetworkRun> _shards = [];
    private readonly LossSum[] _sums = new LossSum[MostShards];
    private long _step;

    public Trainer(Network network, TokenSequences data, int[] labels, TrainingSettings settings)
    {
        if (data.Count != labels.Length)
        {
            throw new ArgumentException($"There are {data.Count} sequences but {labels.Length} labels.", nameof(labels));
        }
        (_network, _data, _labels, _settings) = (network, data, labels, settings);
        _workers = new Workers(settings.Threads);
        _gradients = new GradientSum(network.Parameters);
        _optimizer = new Adam { LearningRate = settings.LearningRate }.NewState(network.Parameters.Length);
    }

    /// <summary>Sequences that are measured on and not learned from: none, or at least one, and never all.</summary>
    public int HeldOut => _settings.ValidationFraction <= 0
        ? 0
        : Math.Clamp((int)Math.Round(_data.Count * _settings.ValidationFraction), 1, Math.Max(1, _data.Count - 1));

    /// <summary>Runs the epochs.</summary>
    /// <param name="report">Called on this thread after each epoch.</param>
    /// <param name="cancellation">Asked before each batch.</param>
    /// <exception cref="OperationCanceledException">Cancelled before the first batch was done: there is nothing to keep.</exception>
    /// <exception cref="NotFiniteNumberException">A loss was not finite before the first epoch was done.</exception>
    public TrainingResult Run(Action<TrainingProgress> report, Func<bool> cancellation)
    {
        (int[] training, int[] validation) = Split();
        var history = new List<TrainingProgress>();
        var total = Stopwatch.StartNew();
        float[]? lastGood = null;
        _network.Pack();
        for (int epoch = 1; epoch <= _settings.Epochs; epoch++)
        {
            new SeededRandom(_settings.Seed, purpose: 2, epoch).Shuffle(training);
            var watch = Stopwatch.StartNew();
            LossSum sum = default;
            for (int start = 0; start < training.Length; start += _settings.BatchSize)
            {
                if (cancellation())
                {
                    return HasFiniteParameters()
                        ? Cancelled(epoch, history)
                        : Diverged($"A parameter was not finite when training was cancelled in epoch {epoch}.", history, lastGood);
                }
                int[] batch = Scorer.ByFallingLength(
                    _data, training.AsSpan(start, Math.Min(_settings.BatchSize, training.Length - start)));
                LossSum? done = Step(batch);
                if (done is null)
                {
                    int number = start / _settings.BatchSize + 1;
                    return Diverged($"The loss or its gradient was not finite in epoch {epoch}, batch {number}.", history, lastGood);
                }
                sum = sum.Add(done.Value);
            }
            if (!HasFiniteParameters())
            {
                return Diverged($"A parameter was not finite at the end of epoch {epoch}.", history, lastGood);
            }
            history.Add(Measure(epoch, sum, validation, watch.Elapsed, total));
            lastGood ??= new float[_network.Parameters.Length];
            _network.Parameters.Values.Span.CopyTo(lastGood);
            report(history[^1]);
        }
        return new TrainingResult(TrainingEnd.Completed, history, null);
    }

    /// <summary>
    /// One step on one batch, sorted by falling length. Null where loss or gradient is not finite; nothing has changed then.
    /// </summary>
    internal unsafe LossSum? Step(int[] batch)
    {
        int count = Math.Clamp(batch.Length / RowsPerShard, 1, MostShards);
        while (_shards.Count < count)
        {
            _shards.Add(_network.Rent());
        }
        long step = _step++;
        _workers.Run(count, shard => _sums[shard] = RunShard(batch, shard, count, step));
        LossSum sum = _sums.AsSpan(0, count).ToArray().Aggregate((a, b) => a.Add(b));
        double norm = _gradients.Collect(_shards, count, _workers);
        if (!double.IsFinite(sum.Loss) || !double.IsFinite(norm))
        {
            return null;
        }
        Update((float)Math.Min(1, _settings.ClipNorm / (norm + 1e-6)));
        return sum;
    }

    private LossSum RunShard(int[] batch, int shard, int count, long step)
    {
        NetworkRun run = _shards[shard];
        run.Batch.Fill(_data, batch, shard, count);
        run.Pass.Random.Reset(_settings.Seed, purpose: 3, step, shard);
        Matrix outputs = run.Forward(training: true);
        LossSum sum = SoftmaxCrossEntropy.Backward(outputs, _labels, run.Batch.Sources, 1f / batch.Length);
        run.Backward(outputs);
        return sum;
    }

    private unsafe void Update(float scale)
    {
        const int piece = 65536;
        ParameterStore store = _network.Parameters;
        _optimizer.NextStep(_settings.LearningRate);
        _workers.Run((store.Length + piece - 1) / piece, i => _optimizer.Update(
            store.Values.Pointer, _gradients.Pointer, scale, i * piece, Math.Min(piece, store.Length - i * piece)));
        _network.Pack();
    }

    // A finite gradient can still make a parameter overflow; the next loss would tell, but an epoch's last batch has no next.
    private unsafe bool HasFiniteParameters() =>
        double.IsFinite(Elementwise.SumOfSquares(_network.Parameters.Values.Pointer, _network.Parameters.Length));

    private (int[] Training, int[] Validation) Split()
    {
        int[] rows = [.. Enumerable.Range(0, _data.Count)];
        if (_settings.ValidationFraction <= 0)
        {
            return (rows, []);
        }
        new SeededRandom(_settings.Seed, purpose: 4).Shuffle(rows);
        return (rows[HeldOut..], rows[..HeldOut]);
    }

    private TrainingProgress Measure(int epoch, LossSum sum, int[] validation, TimeSpan time, Stopwatch total)
    {
        LossSum? held = validation.Length > 0 ? Evaluate(validation) : null;
        double left = total.Elapsed.TotalSeconds / epoch * (_settings.Epochs - epoch);
        return new TrainingProgress(
            epoch, _settings.Epochs, sum.MeanLoss, sum.Accuracy, held?.MeanLoss, held?.Accuracy,
            sum.Rows / Math.Max(time.TotalSeconds, 1e-9), total.Elapsed, TimeSpan.FromSeconds(left));
    }

    /// <summary>Loss and hits over some rows, dropout off.</summary>
    internal LossSum Evaluate(int[] rows)
    {
        var sums = new LossSum[_data.Count];
        Scorer.Run(_network, _data, rows, _workers, (batch, outputs) =>
        {
            for (int b = 0; b < batch.Count; b++)
            {
                sums[batch.Sources[b]] = SoftmaxCrossEntropy.Forward(outputs.RowRange(b, 1), _labels, batch.Sources.Slice(b, 1));
            }
        });
        return rows.Aggregate(default(LossSum), (sum, row) => sum.Add(sums[row]));
    }

    private TrainingResult Cancelled(int epoch, List<TrainingProgress> history)
    {
        if (_step == 0)
        {
            throw new OperationCanceledException("Training was cancelled before its first batch was done.");
        }
        string message = $"Training was cancelled in epoch {epoch} of {_settings.Epochs}, after {_step} batches; " +
            "the model is what was learned until then.";
        return new TrainingResult(TrainingEnd.Cancelled, history, message);
    }

    private TrainingResult Diverged(string message, List<TrainingProgress> history, float[]? lastGood)
    {
        message += " Usual causes: too high a learning rate, no or too high a clip norm.";
        if (lastGood is null)
        {
            throw new NotFiniteNumberException(message + " No epoch was completed, so there is no model to keep.");
        }
        lastGood.CopyTo(_network.Parameters.Values.Span);
        _network.Pack();
        message += $" Training stopped; the model is that of the end of epoch {history.Count}.";
        return new TrainingResult(TrainingEnd.Diverged, history, message);
    }
}
