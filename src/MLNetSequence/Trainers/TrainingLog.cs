using Microsoft.Extensions.Logging;
using Microsoft.ML.Runtime;

namespace MLNetSequence.Trainers;

/// <summary>Tells of training in three places at once: <see cref="MLContext.Log"/>, an <see cref="ILogger"/>, an IProgress.</summary>
internal sealed class TrainingLog(IChannel channel, ILogger? logger, IProgress<TrainingProgress>? progress)
{
    public void Started(SequenceNetwork network, int rows, int heldOut)
    {
        string validation = heldOut > 0 ? FormattableString.Invariant($", {heldOut:N0} held out") : "";
        Info(FormattableString.Invariant($"training on {rows:N0} sequences{validation}, {network.ParameterCount:N0} parameters"));
    }

    /// <summary>That an option does nothing for these columns.</summary>
    public void Ignored(string option, string why) => Warn($"{option} does nothing: {why}");

    /// <summary>That some series are too short.</summary>
    public void LeftOut(int series, int rows) => Warn(FormattableString.Invariant(
        $"{series:N0} series of fewer than {rows:N0} rows are not learned from"));

    /// <summary>That weights were taken over.</summary>
    public void Transferred(bool outputLayer) => Info(outputLayer
        ? "training goes on from the weights of the initial model"
        : "training begins with the weights of the initial model, but for the output layer, which is drawn anew");

    public void Report(TrainingProgress at)
    {
        if (at.IsEpochEnd)
        {
            Info(at.ToString());
        }
        progress?.Report(at);
    }

    public void Ended(TrainingReport result)
    {
        if (result.Message is { } message)
        {
            Warn(message);
        }
    }

    private void Warn(string message)
    {
        channel.Warning(MessageSensitivity.None, message);
        logger?.LogWarning("{Message}", message);
    }

    private void Info(string line)
    {
        channel.Info(MessageSensitivity.None, line);
        logger?.LogInformation("{Line}", line);
    }
}
