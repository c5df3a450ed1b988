using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Models;

/// <summary>Whether a loss can read what a network gives.</summary>
internal static class LossCheck
{
    /// <exception cref="ArgumentException">It cannot.</exception>
    public static void Fits(Network network, Loss loss)
    {
        // Only the loss is asked about: the order of the data would matter to a stateful network.
        TrainingChecks.Network(network, loss, new TrainingOptions { Shuffle = false });
        int outputs = network.Outputs;
        if (loss.ReadsLabel)
        {
            loss.OutputsFor(outputs);
            return;
        }
        // Outputs are a fixed number a target.
        int each = loss.OutputsFor(1);
        if (outputs % each != 0)
        {
            throw new ArgumentException($"The loss {loss} needs {each} outputs for each target; the network has {outputs}.", nameof(loss));
        }
    }
}
