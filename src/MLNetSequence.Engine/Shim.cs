#pragma warning disable
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Training;
namespace MLNetSequence
{
    public sealed record LearningRateRange;
    internal static class LearningRateTest
    {
        public static LearningRateRange Run(Network n, Loss l, Examples e, int[] train, TrainingOptions o, double lo, double hi, int steps, Func<bool> c) => new();
    }
    internal sealed class CrfShim { public void Decode(ReadOnlySpan<float> e, Span<int> p) { } public void Marginals(ReadOnlySpan<float> e, Span<float> m) { } }
    internal static class ShimExtensions
    {
        extension(SequenceNetwork n) { public bool EndsInCrf => false; public SequenceNetwork Crf() => n; }
        extension(Network n) { public CrfShim? Crf => null; }
    }
}
