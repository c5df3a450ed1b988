namespace MLNetSequence;

/// <summary>A function that a layer applies to each of its numbers, or, for <see cref="Softmax"/>, to each row of them.</summary>
public enum Activation
{
    /// <summary>x.</summary>
    Linear,

    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>min(max(x / 6 + 1/2, 0), 1), as Keras 3 and PyTorch have it.</summary>
    HardSigmoid,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>ln(1 + eˣ).</summary>
    Softplus,

    /// <summary>x / (1 + |x|).</summary>
    Softsign,

    /// <summary>eˣⁱ / Σⱼ eˣʲ over the features of a row.</summary>
    Softmax,
}
