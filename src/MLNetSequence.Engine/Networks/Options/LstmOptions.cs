namespace MLNetSequence;

/// <summary>What a long short-term memory can be told; the defaults are Keras'.</summary>
public sealed record LstmOptions : RecurrentOptions
{
    /// <summary>
    /// What makes the input, forget and output gate; <see cref="Activation.Sigmoid"/> by default, not
    /// <see cref="Activation.Softmax"/>.
    /// </summary>
    public Activation RecurrentActivation { get; init; } = Activation.Sigmoid;

    /// <summary>Starts the forget gate's bias at one (Jozefowicz et al. 2015). True by default.</summary>
    public bool UnitForgetBias { get; init; } = true;

    /// <summary>
    /// Lets the gates see the memory, each unit its own (Gers and Schmidhuber 2000). These weights start at zero and are neither
    /// regularized nor constrained. False by default.
    /// </summary>
    public bool Peepholes { get; init; }

    /// <summary>
    /// Projects the output to so many units, fewer than the hidden ones (Sak et al. 2014, PyTorch's <c>proj_size</c>). The
    /// projection is initialized, regularized and constrained as the kernel is. 0, the default, projects nothing.
    /// </summary>
    public int ProjectionSize { get; init; }
}
