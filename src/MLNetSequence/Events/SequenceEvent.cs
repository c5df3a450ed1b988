namespace MLNetSequence;

/// <summary>An event in a sequence of scores. Steps count from 0.</summary>
/// <param name="Start">Its first step.</param>
/// <param name="End">Its last step, which is part of it: the last one that was on.</param>
/// <param name="Peak">Its highest score.</param>
/// <param name="PeakStep">The step of the highest score; the first of them, where several are as high.</param>
public readonly record struct SequenceEvent(long Start, long End, float Peak, long PeakStep)
{
    /// <summary>Its steps, at least 1: from start to end, both of them and the gaps between included.</summary>
    public long Length => End - Start + 1;
}
