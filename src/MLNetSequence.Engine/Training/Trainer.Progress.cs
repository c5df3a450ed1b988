namespace MLNetSequence.Engine.Training;

internal sealed partial class Trainer
{
    private readonly TrainingClock _clock;

    // Batches in an epoch, 0 where they are not known beforehand.
    private readonly int _batches;

    private void ReportWithin(Action<TrainingProgress> report)
    {
        // The mean over rows that all weigh nothing is not a number.
        if (_position.Sum.Weight > 0 && _clock.IsDue)
        {
            report(Progress(_position.Sum, held: null, isEpochEnd: false));
            _clock.Reported();
        }
    }

    private TrainingProgress Progress(LossSum sum, LossSum? held, bool isEpochEnd) => new(
        _position.Epoch + 1, _options.Epochs, _position.Batch, _batches, isEpochEnd, sum.MeanLoss, Accuracy(sum),
        held?.MeanLoss, held is { } h ? Accuracy(h) : null, _position.LastRate, _clock.SequencesPerSecond, _clock.Elapsed,
        TimeLeft(isEpochEnd));

    private TimeSpan? TimeLeft(bool isEpochEnd)
    {
        // A stream gives as many batches as in the epoch before.
        int each = _batches > 0 ? _batches
            : isEpochEnd ? _position.Batch
            : _position.History is [.., { } last] ? last.Batch : 0;
        int epochsAfter = _options.Epochs - _position.Epoch - 1;
        return each == 0
            ? null
            : _clock.Left(Math.Max(0, each - _position.Batch) + (long)epochsAfter * each, isEpochEnd ? epochsAfter : epochsAfter + 1);
    }

    private double? Accuracy(LossSum sum) => _loss.ReadsLabel || _loss is BinaryCrossEntropyLoss ? sum.Accuracy : null;
}
