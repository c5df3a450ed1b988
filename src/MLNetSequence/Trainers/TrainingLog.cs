using Microsoft.Extensions.Logging;
using Microsoft.ML.Runtime;

namespace MLNetSequence.Trainers;

/// <summary>Tells of training in three places at once: <see cref="MLContext.Log"/>, an <see cref="ILogger"/>, an IProgress.</summary>
internal sealed class TrainingLog(IChannel channel, ILogger? logger, IProgress<TrainingProgress>? progress)
{
    public void Started(SequenceNetwork network, int rows, int heldOut)
    {
        string validation = heldOut > 0 ? FormattableString.Invariant($", {heldOut:N0} held out") : "";
        Info(FormattableString.Invariant($"training on {rows - heldOut:N0} sequences{validation}, {network.ParameterCount:N0} parameters"));
    }

    /// <summary>Logs tell of whole epochs; an IProgress, which may move a bar, of all there is.</summary>
    public void Progress(TrainingProgress told)
    {
        if (told.IsEpochEnd)
        {
            Info(told.ToString());
        }
        progress?.Report(told);
    }

    public void Ended(TrainingReport result)
    {
        if (result.Message is { } message)
        {
            channel.Warning(MessageSensitivity.None, message);
            logger?.LogWarning("{Message}", message);
        }
    }

    private void Info(string line)
    {
        channel.Info(MessageSensitivity.None, line);
        logger?.LogInformation("{Line}", line);
    }
}
