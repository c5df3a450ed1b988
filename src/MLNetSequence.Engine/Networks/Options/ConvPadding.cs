namespace MLNetSequence;

/// <summary>What a convolution over time reads at the ends of a sequence; steps that are not there count as zeros.</summary>
public enum ConvPadding
{
    /// <summary>A step sees itself and steps before it, never one after it.</summary>
    Causal,

    /// <summary>A step sees as many steps after it as before it; where that does not come out even, one more after it.</summary>
    Same,
}
