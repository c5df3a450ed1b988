using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Models;

/// <summary>The checks of <see cref="SequenceSteps"/>, as users hand them over.</summary>
internal static class StepCheck
{
    /// <summary>That there is as much of everything as the data has, that tokens may be such, and that numbers are finite.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="data">What they are to be added to.</param>
    /// <param name="largest">The greatest token of each column so far, [K]; where one is greater, it is set.</param>
    public static void Fits(SequenceSteps steps, StepSequences data, Span<int> largest)
    {
        data.CheckLengths(steps.Count, steps.Tokens, steps.Features, steps.Statics);
        Finite(steps.Features, data.Features, nameof(steps.Features), "step");
        Finite(steps.Statics, data.Statics, nameof(steps.Statics), "sequence");
        bool alone = data.TokenColumns == 1 && data.Features == 0;
        for (int i = 0; i < steps.Tokens.Length; i++)
        {
            if (steps.Tokens[i] < (alone ? 1 : 0))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(steps.Tokens), steps.Tokens[i],
                    $"The token of step {i % steps.Count}, column {i / steps.Count}, must be at least "
                    + (alone ? "1: 0 is padding, and a sequence has none." : "0, which is one that is missing."));
            }
        }
        for (int k = 0; k < largest.Length; k++)
        {
            foreach (int token in steps.Tokens.Slice(k * steps.Count, steps.Count))
            {
                largest[k] = Math.Max(largest[k], token);
            }
        }
    }

    private static void Finite(ReadOnlySpan<float> values, int width, string argument, string each)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Every number must be finite; number {i % width} of {each} {i / width} is {values[i]}."), argument);
            }
        }
    }
}
