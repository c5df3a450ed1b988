namespace MLNetSequence;

/// <summary>What a dense layer can be told; the defaults are Keras'.</summary>
public sealed record DenseOptions
{
    /// <summary>What is applied to x·Wᵀ + b; <see cref="Activation.Linear"/> by default.</summary>
    public Activation Activation { get; init; } = Activation.Linear;

    /// <summary>Adds a bias. True by default.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>First values of the weights [units, F]; <see cref="Initializer.GlorotUniform"/> by default.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>First values of the bias [units]; <see cref="Initializer.Zeros"/> by default.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>Penalty on the weights; none by default.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>Penalty on the bias; none by default.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>Penalty on the layer's output, a mean over the batch's sequences; none by default.</summary>
    public Regularizer? ActivityRegularizer { get; init; }

    /// <summary>Rule for the weights; none by default.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>Rule for the bias; none by default.</summary>
    public Constraint? BiasConstraint { get; init; }
}
