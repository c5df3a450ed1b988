namespace MLNetSequence.Benchmarks.Learning;

/// <summary>The one place where the learning tasks touch the engine.</summary>
internal static class Learners
{
    /// <summary>A network with fresh parameters and its optimizer.</summary>
    /// <exception cref="InvalidOperationException">The engine trains nothing but classifiers of token sequences.</exception>
    public static ILearner Create(LearnerSettings settings) => throw new InvalidOperationException(
        $"Learning is not wired to the engine: it cannot train a {settings.Cell} on {settings.Inputs} features a step.");
}
