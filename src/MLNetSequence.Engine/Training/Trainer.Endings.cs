namespace MLNetSequence.Engine.Training;

internal sealed partial class Trainer
{
    /// <summary>Loss and hits over some rows, dropout off and without penalties.</summary>
    internal LossSum Evaluate(ExampleBlock block)
    {
        TryEvaluate(block, cancellation: null, out LossSum sum);
        return sum;
    }

    // False where it was cancelled.
    private bool TryEvaluate(ExampleBlock block, Func<bool>? cancellation, out LossSum sum)
    {
        var sums = new LossSum[block.Examples.Count];
        bool before = _loss.Absorbs != Activation.Linear;
        bool done = Scorer.Run(_network, block.Examples.Inputs, block.Rows, _workers, before, (run, outputs) =>
        {
            var own = new LossSum[run.Batch.Count];
            LossRows.Forward(_loss, block.Examples.Targets, run, outputs, _network.PerStep, own);
            for (int b = 0; b < own.Length; b++)
            {
                sums[run.Batch.Sources[b]] = own[b];
            }
        }, cancellation);
        sum = block.Rows.Aggregate(default(LossSum), (all, row) => all.Add(sums[row]));
        return done;
    }

    // The weights of the best epoch are kept where somebody will ask for them: early stopping, or who cancels.
    private bool KeepsBest => _options.EarlyStopping is { } stopping ? stopping.RestoreBest : _validation is not null;

    // Notes whether the epoch that has ended is the best so far, and tells the schedule of it.
    private void Watch(double loss)
    {
        _schedule.EpochEnded(loss);
        if (!KeepsBest && _options.EarlyStopping is null)
        {
            return;
        }
        if (loss < _position.BestLoss - (_options.EarlyStopping?.MinimumImprovement ?? 0))
        {
            (_position.BestLoss, _position.Waited) = (loss, 0);
            if (KeepsBest)
            {
                _snapshots.KeepBest();
            }
        }
        else
        {
            _position.Waited++;
        }
    }

    private bool IsOver() => _options.EarlyStopping is { } stopping && _position.Waited >= stopping.Patience;

    // All epochs were run, or early stopping found them to be enough. Who did not ask for the best epoch has the last.
    private TrainingReport Ended()
    {
        if (_options.EarlyStopping is not null)
        {
            RestoreBest();
        }
        return IsOver() && _position.Epoch < _options.Epochs
            ? Report(TrainingOutcome.StoppedEarly, EarlyMessage())
            : Report(TrainingOutcome.Completed, null);
    }

    private string EarlyMessage()
    {
        string best = double.IsFinite(_position.BestLoss)
            ? FormattableString.Invariant($"has not fallen below {_position.BestLoss:G6} for {_position.Waited} epochs.")
            : "has never been a finite number.";
        return $"Training stopped after epoch {_position.Epoch} of {_options.Epochs}: the loss {best}" + BestMessage();
    }

    // True where the weights of the best epoch are given back.
    private bool RestoreBest() => KeepsBest && _snapshots.RestoreBest();

    private string BestMessage() => KeepsBest && _snapshots.Best is not null
        ? $" The model is that of the best epoch, {_position.Epoch - _position.Waited}."
        : "";

    private TrainingReport Cancelled()
    {
        if (_position.Updates == 0)
        {
            throw new OperationCanceledException("Training was cancelled before its first batch was done.");
        }
        if (!_snapshots.HasFiniteParameters())
        {
            return Diverged($"A parameter was not finite when training was cancelled in epoch {_position.Epoch + 1}.");
        }
        string message = $"Training was cancelled in epoch {_position.Epoch + 1} of {_options.Epochs}, " +
            $"after {_position.Updates} changes of the weights.";
        WriteCheckpoint();
        message += RestoreBest() ? BestMessage() : " The model is what was learned until then.";
        return Report(TrainingOutcome.Cancelled, message);
    }

    private TrainingReport Diverged(string message)
    {
        message += " Usual causes: too high a learning rate, no or too high a clip norm.";
        if (!_snapshots.RestoreGood())
        {
            throw new NotFiniteNumberException(message + " No epoch was completed, so there is no model to keep.");
        }
        message += RestoreBest() ? BestMessage() : $" Training stopped; the model is that of the end of epoch {_position.Epoch}.";
        return Report(TrainingOutcome.Diverged, message);
    }

    private TrainingReport Report(TrainingOutcome outcome, string? message) =>
        new(outcome, new TrainingHistory(_position.History), message);
}
