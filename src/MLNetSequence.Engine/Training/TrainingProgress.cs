using System.Text.Json.Serialization;

namespace MLNetSequence;

/// <summary>How training stands: at the end of an epoch, or within one.</summary>
/// <param name="Epoch">The epoch that ended or runs, from 1.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Batch">
/// Batches of the epoch that are done, from 1: each is one change of the weights, or, cut into windows, several.
/// </param>
/// <param name="Batches">Batches in an epoch; 0 where that is not known beforehand: of data read block by block.</param>
/// <param name="IsEpochEnd">Whether the epoch is over, and was measured on what is held out.</param>
/// <param name="Loss">
/// Mean training loss of the epoch, or of as much of it as is done, in nats, measured while the parameters changed, dropout on.
/// </param>
/// <param name="Accuracy">
/// Share of training rows classified correctly, measured the same way, from 0 to 1; null where the loss knows no classes.
/// </param>
/// <param name="ValidationLoss">
/// Mean loss on the sequences held out, dropout off and without penalties; null within an epoch, and where none are held out.
/// </param>
/// <param name="ValidationAccuracy">Accuracy on the sequences held out, from 0 to 1; null where there is none.</param>
/// <param name="LearningRate">The rate of the last change of the weights.</param>
/// <param name="SequencesPerSecond">Training sequences a second in this epoch so far, validation not counted.</param>
/// <param name="Elapsed">Time since training began, or was resumed.</param>
/// <param name="TimeLeft">
/// Expected time for all batches and epochs left, at the mean pace so far; measuring counts as soon as an epoch has ended. Null where
/// nobody can tell: in the first epoch of data read block by block, and where no batch was done since training was resumed.
/// </param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record TrainingProgress(
    int Epoch,
    int Epochs,
    int Batch,
    int Batches,
    bool IsEpochEnd,
    double Loss,
    double? Accuracy,
    double? ValidationLoss,
    double? ValidationAccuracy,
    double LearningRate,
    double SequencesPerSecond,
    TimeSpan Elapsed,
    TimeSpan? TimeLeft)
{
    /// <summary>One line for a log.</summary>
    /// <returns>
    /// For example: epoch 2/5  loss 0.4120  validation loss 0.3900  3,120 sequences/s  0:12 left; within an epoch:
    /// epoch 2/5  batch 120/625  loss 0.4120  accuracy 0.81  3,120 sequences/s  0:12 left.
    /// </returns>
    public override string ToString()
    {
        bool isOver = IsEpochEnd && Epoch == Epochs;
        string left = !isOver && TimeLeft is { } time
            ? FormattableString.Invariant($"  {(long)time.TotalMinutes}:{time.Seconds:D2} left")
            : "";
        return FormattableString.Invariant($"epoch {Epoch}/{Epochs}{(IsEpochEnd ? Ended() : Running())}") +
            FormattableString.Invariant($"  {SequencesPerSecond:N0} sequences/s") + left;
    }

    private string Ended()
    {
        string validation = ValidationLoss is { } loss ? FormattableString.Invariant($"  validation loss {loss:F4}") : "";
        string validationAccuracy = ValidationAccuracy is { } held ? FormattableString.Invariant($", accuracy {held:F4}") : "";
        string accuracy = Accuracy is { } share ? FormattableString.Invariant($"  accuracy {share:F4}") : "";
        return FormattableString.Invariant($"  loss {Loss:F4}{accuracy}{validation}{validationAccuracy}");
    }

    // An accuracy that still moves with every batch needs no four digits.
    private string Running()
    {
        string all = Batches > 0 ? FormattableString.Invariant($"/{Batches}") : "";
        string accuracy = Accuracy is { } share ? FormattableString.Invariant($"  accuracy {share:F2}") : "";
        return FormattableString.Invariant($"  batch {Batch}{all}  loss {Loss:F4}{accuracy}");
    }
}
