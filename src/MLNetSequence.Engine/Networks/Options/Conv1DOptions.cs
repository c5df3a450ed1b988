namespace MLNetSequence;

/// <summary>
/// What a convolution over time can be told; the defaults are Keras', but for the
/// padding, which is causal.
/// </summary>
public sealed record Conv1DOptions
{
    /// <summary>What is read at the ends of a sequence; <see cref="ConvPadding.Causal"/> by default.</summary>
    public ConvPadding Padding { get; init; } = ConvPadding.Causal;

    /// <summary>Steps from one output to the next, at least 1, the default: T steps become ⌈T / stride⌉.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Steps from one weight of the kernel to the next, at least 1, the default. Above 1 only with a stride of 1.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>What is applied to the sums; <see cref="Activation.Linear"/> by default.</summary>
    public Activation Activation { get; init; } = Activation.Linear;

    /// <summary>Adds a bias. True by default.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>First values of the kernel [filters, F, kernel size]; <see cref="Initializer.GlorotUniform"/> by default.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>First values of the bias [filters]; <see cref="Initializer.Zeros"/> by default.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>Penalty on the kernel; none by default.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>Penalty on the bias; none by default.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>Penalty on the layer's output, a mean over the batch's sequences; none by default.</summary>
    public Regularizer? ActivityRegularizer { get; init; }

    /// <summary>Rule for the kernel, one filter a row; none by default.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>Rule for the bias; none by default.</summary>
    public Constraint? BiasConstraint { get; init; }
}
