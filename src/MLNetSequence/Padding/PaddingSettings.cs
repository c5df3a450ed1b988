using MLNetSequence.Interop;

namespace MLNetSequence.Padding;

/// <summary>What a padding transformer is told, and what it saves. Format version 1 (2026-11): the first.</summary>
internal sealed record PaddingSettings(
    int FormatVersion, string OutputColumn, string InputColumn, int Length, SequenceEnd Padding, SequenceEnd Truncating)
    : ISavedSettings
{
    public const int Version = 1;

    public PaddingSettings Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(OutputColumn, "outputColumnName");
        ArgumentException.ThrowIfNullOrEmpty(InputColumn, "inputColumnName");
        if (Length < 1)
        {
            throw new ArgumentOutOfRangeException("length", Length, "The length must be at least 1.");
        }
        CheckEnd(Padding, "padding");
        CheckEnd(Truncating, "truncating");
        return this;
    }

    /// <summary>Writes <paramref name="from"/> into <paramref name="to"/>, which has the full length and is overwritten.</summary>
    public void Pad<T>(ReadOnlySpan<T> from, Span<T> to)
    {
        if (from.Length > to.Length)
        {
            from = Truncating == SequenceEnd.Pre ? from[^to.Length..] : from[..to.Length];
        }
        int start = Padding == SequenceEnd.Pre ? to.Length - from.Length : 0;
        to[..start].Clear();
        from.CopyTo(to[start..]);
        to[(start + from.Length)..].Clear();
    }

    private static void CheckEnd(SequenceEnd end, string argument)
    {
        if (!Enum.IsDefined(end))
        {
            throw new ArgumentOutOfRangeException(argument, end, $"{argument} must be {SequenceEnd.Pre} or {SequenceEnd.Post}.");
        }
    }
}
