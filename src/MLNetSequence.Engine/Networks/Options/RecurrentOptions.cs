namespace MLNetSequence;

/// <summary>What all recurrent layers can be told; the defaults are Keras'.</summary>
public abstract record RecurrentOptions
{
    private protected RecurrentOptions() { }

    /// <summary>
    /// What makes the candidate state, and for an LSTM also what the memory passes through on its way out.
    /// <see cref="Activation.Tanh"/> by default; not <see cref="Activation.Softmax"/>.
    /// </summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>Adds a bias to every gate. True by default.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>First values of the weights on the input [G·H, F]; <see cref="Initializer.GlorotUniform"/> by default.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>First values of the weights on the state [G·H, H]; <see cref="Initializer.Orthogonal"/> by default.</summary>
    public Initializer RecurrentInitializer { get; init; } = Initializer.Orthogonal;

    /// <summary>First values of the bias [G·H]; <see cref="Initializer.Zeros"/> by default.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>Penalty on the weights on the input; none by default.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>Penalty on the weights on the state; none by default.</summary>
    public Regularizer? RecurrentRegularizer { get; init; }

    /// <summary>Penalty on the bias; none by default.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>Penalty on the layer's output, a mean over the batch's sequences; none by default.</summary>
    public Regularizer? ActivityRegularizer { get; init; }

    /// <summary>Rule for the weights on the input; none by default.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>Rule for the weights on the state; none by default.</summary>
    public Constraint? RecurrentConstraint { get; init; }

    /// <summary>Rule for the bias; none by default.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <summary>
    /// Share of the inputs that is zero while training, the same ones at every step of a sequence (Gal and Ghahramani 2016); from
    /// 0, the default, up to, but not including, 1.
    /// </summary>
    public double Dropout { get; init; }

    /// <summary>
    /// Share of the state that the gates do not see while training, the same units at every step of a sequence (Gal and Ghahramani
    /// 2016); from 0, the default, up to, but not including, 1.
    /// </summary>
    public double RecurrentDropout { get; init; }

    /// <summary>Returns every step, for another layer to read, and not only the last. False by default.</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>
    /// Returns the last state in place of the last output: h, for an LSTM h and c side by side; if bidirectional, the forward
    /// direction's first. A chain passes one value on, so not together with <see cref="ReturnSequences"/>. False by default.
    /// </summary>
    public bool ReturnState { get; init; }

    /// <summary>
    /// Reads the sequence from its last step to its first; what is returned of every step comes in that order, too, as in Keras.
    /// False by default.
    /// </summary>
    public bool GoBackwards { get; init; }

    /// <summary>
    /// Starts a sequence from the state in which the same row of the batch before left off. Not together with
    /// <see cref="GoBackwards"/> or <see cref="Bidirectional"/>. False by default.
    /// </summary>
    public bool Stateful { get; init; }

    /// <summary>Learns the state that a sequence starts from, which is zero otherwise. False by default.</summary>
    public bool LearnInitialState { get; init; }

    /// <summary>Reads the sequence backward too, with weights of its own. False by default.</summary>
    public bool Bidirectional { get; init; }

    /// <summary>How both directions become one row; <see cref="BidirectionalMerge.Concat"/> by default.</summary>
    public BidirectionalMerge Merge { get; init; } = BidirectionalMerge.Concat;
}
