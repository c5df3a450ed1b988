using Microsoft.ML.Runtime;

namespace MLNetSequence.Trainers;

/// <summary>The seed of a training that was told none.</summary>
internal static class TrainingSeed
{
    /// <summary>The options with a seed: the one that was told, or one that is drawn of the context.</summary>
    public static TrainingOptions Settled(TrainingOptions options, IHost host)
    {
        // A training that is to be resumed, by another trainer in another program, must have drawn the same.
        bool resumes = options.Checkpoints is not null;
        return options with { Seed = options.Seed ?? (resumes ? 0 : host.Rand.Next()) };
    }
}
