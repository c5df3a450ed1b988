namespace MLNetSequence;

/// <summary>How training stands at the end of an epoch.</summary>
/// <param name="Epoch">The epoch that ended, from 1.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Loss">Mean training loss of the epoch in nats, measured while the parameters changed, dropout on.</param>
/// <param name="Accuracy">Share of training sequences classified correctly, measured the same way, from 0 to 1.</param>
/// <param name="ValidationLoss">Mean loss on the sequences held out; null where none are.</param>
/// <param name="ValidationAccuracy">Accuracy on the sequences held out, from 0 to 1; null where none are.</param>
/// <param name="SequencesPerSecond">Training sequences a second in this epoch, validation not counted.</param>
/// <param name="Elapsed">Time since training began.</param>
/// <param name="TimeLeft">Expected time for the epochs left, at the mean pace so far.</param>
public sealed record TrainingProgress(
    int Epoch,
    int Epochs,
    double Loss,
    double Accuracy,
    double? ValidationLoss,
    double? ValidationAccuracy,
    double SequencesPerSecond,
    TimeSpan Elapsed,
    TimeSpan TimeLeft)
{
    /// <summary>One line for a log.</summary>
    /// <returns>For example: epoch 2/5  loss 0.412  accuracy 0.815  validation loss 0.390, accuracy 0.831  3,120 sequences/s  0:12 left.</returns>
    public override string ToString()
    {
        string validation = ValidationLoss is { } loss && ValidationAccuracy is { } accuracy
            ? FormattableString.Invariant($"  validation loss {loss:F4}, accuracy {accuracy:F4}")
            : "";
        return FormattableString.Invariant(
            $"epoch {Epoch}/{Epochs}  loss {Loss:F4}  accuracy {Accuracy:F4}{validation}  {SequencesPerSecond:N0} sequences/s  ") +
            FormattableString.Invariant($"{(int)TimeLeft.TotalMinutes}:{TimeLeft.Seconds:D2} left");
    }
}
