using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Scoring;

/// <summary>The two columns that a classifier appends, from the probabilities of whatever row is shown.</summary>
internal static class ScoreGetters
{
    /// <summary>The probability of each class, [C].</summary>
    public delegate ReadOnlySpan<float> Source();

    /// <summary>PredictedLabel and Score, in the order of the columns.</summary>
    public static IReadOnlyList<Delegate> Create(Source probabilities) =>
    [
        (ValueGetter<uint>)((ref uint label) => label = (uint)Probabilities.ArgMax(probabilities()) + 1),
        (ValueGetter<VBuffer<float>>)((ref VBuffer<float> score) =>
        {
            ReadOnlySpan<float> from = probabilities();
            VBufferEditor<float> editor = VBufferEditor.Create(ref score, from.Length);
            from.CopyTo(editor.Values);
            score = editor.Commit();
        }),
    ];
}
