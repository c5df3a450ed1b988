namespace MLNetSequence.Engine.Training;

internal sealed partial class Trainer
{
    /// <summary>Loss and hits over some rows, dropout off and without penalties.</summary>
    internal LossSum Evaluate(ExampleBlock block)
    {
        var sums = new LossSum[block.Examples.Count];
        bool before = _loss.Absorbs != Activation.Linear;
        Scorer.Run(_network, block.Examples.Inputs, block.Rows, _workers, before, (run, outputs) =>
        {
            var own = new LossSum[run.Batch.Count];
            LossRows.Forward(_loss, block.Examples.Targets, run, outputs, _network.PerStep, own);
            for (int b = 0; b < own.Length; b++)
            {
                sums[run.Batch.Sources[b]] = own[b];
            }
        });
        return block.Rows.Aggregate(default(LossSum), (sum, row) => sum.Add(sums[row]));
    }

    // Notes whether the epoch that has ended is the best so far, and tells the schedule of it.
    private void Watch(double loss)
    {
        _schedule.EpochEnded(loss);
        if (_options.EarlyStopping is not { } stopping)
        {
            return;
        }
        if (loss < _position.BestLoss - stopping.MinimumImprovement)
        {
            (_position.BestLoss, _position.Waited) = (loss, 0);
            if (stopping.RestoreBest)
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

    private string EarlyMessage()
    {
        string best = double.IsFinite(_position.BestLoss)
            ? FormattableString.Invariant($"has not fallen below {_position.BestLoss:G6} for {_position.Waited} epochs.")
            : "has never been a finite number.";
        return $"Training stopped after epoch {_position.Epoch} of {_options.Epochs}: the loss {best}" + BestMessage();
    }

    // True where the weights of the best epoch are given back.
    private bool RestoreBest() => _options.EarlyStopping is { RestoreBest: true } && _snapshots.RestoreBest();

    private string BestMessage() => _options.EarlyStopping is { RestoreBest: true } && _snapshots.Best is not null
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
        return new TrainingReport(TrainingOutcome.Cancelled, _position.History, message);
    }

    private TrainingReport Diverged(string message)
    {
        message += " Usual causes: too high a learning rate, no or too high a clip norm.";
        if (!_snapshots.RestoreGood())
        {
            throw new NotFiniteNumberException(message + " No epoch was completed, so there is no model to keep.");
        }
        message += RestoreBest() ? BestMessage() : $" Training stopped; the model is that of the end of epoch {_position.Epoch}.";
        return new TrainingReport(TrainingOutcome.Diverged, _position.History, message);
    }
}
