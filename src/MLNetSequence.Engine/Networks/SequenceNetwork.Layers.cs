using System.Runtime.CompilerServices;
using MLNetSequence.Engine.Networks;

namespace MLNetSequence;

/// <content>Layers that are neither first, recurrent, nor change between sequences and rows.</content>
public sealed partial class SequenceNetwork
{
    /// <summary>Sets a share of the values to zero while training (Srivastava et al. 2014); the shape stays.</summary>
    /// <param name="rate">The share, from 0 up to, but not including, 1.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside its range.</exception>
    /// <exception cref="ArgumentException">The layer comes before the embedding.</exception>
    public SequenceNetwork Dropout(double rate) => Add(new DropoutDescription(rate));

    /// <summary>
    /// Sets a share of the features to zero while training, each at all steps of a sequence (Tompson et al. 2015); the shape,
    /// (T, F), stays.
    /// </summary>
    /// <param name="rate">The share, from 0 up to, but not including, 1.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside its range.</exception>
    /// <exception cref="ArgumentException">The layer before it gives no sequence of features.</exception>
    public SequenceNetwork SpatialDropout(double rate) => Add(new SpatialDropoutDescription(rate));

    /// <summary>
    /// A linear layer and what is applied to it, (F) → (units), or at every step, (T, F) → (T, units). After the last one a
    /// classifier applies the softmax.
    /// </summary>
    /// <param name="units">Numbers that come out, at least 1.</param>
    /// <param name="activation">What is applied to x·Wᵀ + b.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1, or the activation has no name.</exception>
    /// <exception cref="ArgumentException">The layer comes before the embedding.</exception>
    public SequenceNetwork Dense(int units, Activation activation = Activation.Linear) =>
        Dense(units, new DenseOptions { Activation = activation });

    /// <summary>A linear layer with all that it can be told, (F) → (units), or at every step, (T, F) → (T, units).</summary>
    /// <param name="units">Numbers that come out, at least 1.</param>
    /// <param name="options">What differs from the defaults.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">The layer comes before the embedding, or two options exclude each other.</exception>
    [OverloadResolutionPriority(1)] // new() { … } could be an Activation, too.
    public SequenceNetwork Dense(int units, DenseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Add(new DenseDescription(units, options));
    }

    /// <summary>A convolution over time: (T, F) → (⌈T / stride⌉, filters).</summary>
    /// <param name="filters">Features that come out, at least 1.</param>
    /// <param name="kernelSize">Steps that a filter sees at once, at least 1.</param>
    /// <param name="options">What differs from the defaults: causal padding, stride 1, dilation 1, linear.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">
    /// The layer before it gives no sequence of features, both stride and dilation are above 1, or other options exclude each
    /// other.
    /// </exception>
    public SequenceNetwork Conv1D(int filters, int kernelSize, Conv1DOptions? options = null) =>
        Add(new Conv1DDescription(filters, kernelSize, options ?? new Conv1DOptions()));

    /// <summary>
    /// Brings the features of each row to mean 0 and variance 1, then scales and shifts each by learned numbers (Ba et al. 2016);
    /// the shape stays.
    /// </summary>
    /// <param name="epsilon">Added to the variance; above 0 as a 32-bit float, and finite. The default is PyTorch's.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    /// <exception cref="ArgumentException">The layer comes before the embedding.</exception>
    public SequenceNetwork LayerNorm(double epsilon = 1e-5) => Add(new LayerNormDescription(epsilon));

    /// <summary>Applies a function to each number, or a softmax to the features of each row; the shape stays.</summary>
    /// <param name="activation">The function.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The activation has no name.</exception>
    /// <exception cref="ArgumentException">The layer comes before the embedding.</exception>
    public SequenceNetwork Activate(Activation activation) => Add(new ActivateDescription(activation));

    /// <summary>x + f(x), where f is a chain of layers (He et al. 2016); the shape stays.</summary>
    /// <param name="inner">
    /// Adds the inner layers, at least one, to the network it is given, which starts at the present shape, and must end in it.
    /// Blocks nest at most 16 deep.
    /// </param>
    /// <returns>The network with the block.</returns>
    /// <exception cref="ArgumentException">
    /// No layer was added, or the inner layers change the shape, or they were added to another network.
    /// </exception>
    /// <example><code>
    /// network.Residual(x => x.LayerNorm().Lstm(64, returnSequences: true).Dropout(0.2))
    /// </code></example>
    public SequenceNetwork Residual(Func<SequenceNetwork, SequenceNetwork> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        SequenceNetwork? built = inner(new SequenceNetwork(Output));
        if (built?.Input != Output)
        {
            throw new ArgumentException("It must add its layers to the network it is given, and return that.", nameof(inner));
        }
        return Add(new ResidualDescription(built.Layers));
    }
}
