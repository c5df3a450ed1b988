namespace MLNetSequence.Benchmarks.Learning;

/// <summary>The one place where the learning tasks touch the engine.</summary>
internal static class Learners
{
    /// <summary>A network with fresh parameters and its optimizer.</summary>
    public static ILearner Create(LearnerSettings settings) => new EngineLearner(settings);
}
