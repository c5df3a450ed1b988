namespace MLNetSequence.Streaming;

/// <summary>A prediction of which nobody asks anything, so that nothing is computed for it.</summary>
internal sealed class Nothing;
