namespace MLNetSequence;

/// <summary>What a gated recurrent unit can be told; the defaults are Keras'.</summary>
public sealed record GruOptions : RecurrentOptions
{
    /// <summary>
    /// What makes the reset and the update gate; <see cref="Activation.Sigmoid"/> by default, not <see cref="Activation.Softmax"/>.
    /// </summary>
    public Activation RecurrentActivation { get; init; } = Activation.Sigmoid;

    /// <summary>
    /// Resets the state after its product with the weights, as PyTorch and cuDNN do, and not before it, as Cho et al. 2014. It
    /// takes a second bias for the candidate. True by default.
    /// </summary>
    public bool ResetAfter { get; init; } = true;
}
