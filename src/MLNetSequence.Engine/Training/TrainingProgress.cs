namespace MLNetSequence;

/// <summary>How training stands at the end of an epoch.</summary>
/// <param name="Epoch">The epoch that ended, from 1.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Loss">Mean training loss of the epoch in nats, measured while the parameters changed, dropout on.</param>
/// <param name="Accuracy">
/// Share of training rows classified correctly, measured the same way, from 0 to 1; null where the loss knows no classes.
/// </param>
/// <param name="ValidationLoss">Mean loss on the sequences held out, dropout off and without penalties; null where none are.</param>
/// <param name="ValidationAccuracy">Accuracy on the sequences held out, from 0 to 1; null where there is none.</param>
/// <param name="LearningRate">The rate of the epoch's last change of the weights.</param>
/// <param name="SequencesPerSecond">Training sequences a second in this epoch, validation not counted.</param>
/// <param name="Elapsed">Time since training began.</param>
/// <param name="TimeLeft">Expected time for the epochs left, at the mean pace so far.</param>
public sealed record TrainingProgress(
    int Epoch,
    int Epochs,
    double Loss,
    double? Accuracy,
    double? ValidationLoss,
    double? ValidationAccuracy,
    double LearningRate,
    double SequencesPerSecond,
    TimeSpan Elapsed,
    TimeSpan TimeLeft)
{
    /// <summary>One line for a log.</summary>
    /// <returns>For example: epoch 2/5  loss 0.4120  validation loss 0.3900  3,120 sequences/s  0:12 left.</returns>
    public override string ToString()
    {
        string validation = ValidationLoss is { } loss ? FormattableString.Invariant($"  validation loss {loss:F4}") : "";
        string validationAccuracy = ValidationAccuracy is { } held ? FormattableString.Invariant($", accuracy {held:F4}") : "";
        string accuracy = Accuracy is { } share ? FormattableString.Invariant($"  accuracy {share:F4}") : "";
        return FormattableString.Invariant($"epoch {Epoch}/{Epochs}  loss {Loss:F4}{accuracy}{validation}{validationAccuracy}") +
            FormattableString.Invariant($"  {SequencesPerSecond:N0} sequences/s  {(int)TimeLeft.TotalMinutes}:{TimeLeft.Seconds:D2} left");
    }
}
