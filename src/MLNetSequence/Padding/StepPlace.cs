namespace MLNetSequence.Padding;

/// <summary>Which steps of a sequence are kept, and where they come to stand.</summary>
/// <param name="First">The first step of the sequence that is kept.</param>
/// <param name="Kept">Steps kept, one after the other.</param>
/// <param name="Start">The step of the result at which they start; all before and behind them is filled in.</param>
internal readonly record struct StepPlace(int First, int Kept, int Start)
{
    /// <summary>As Keras' <c>pad_sequences</c>: cut at one end, then filled at one end.</summary>
    public static StepPlace Of(int steps, int length, SequenceEnd padding, SequenceEnd truncating)
    {
        int kept = Math.Min(steps, length);
        return new(truncating == SequenceEnd.Pre ? steps - kept : 0, kept, padding == SequenceEnd.Pre ? length - kept : 0);
    }
}
