#pragma warning disable
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Training;
namespace MLNetSequence
{
    internal sealed class CrfShim { public void Decode(ReadOnlySpan<float> e, Span<int> p) { } public void Marginals(ReadOnlySpan<float> e, Span<float> m) { } }
    internal static class ShimExtensions
    {
        extension(SequenceNetwork n) { public bool EndsInCrf => false; public SequenceNetwork Crf() => n; }
        extension(Network n) { public CrfShim? Crf => null; }
    }
}
