namespace MLNetSequence;

/// <content>Layers whose weights stay as they are.</content>
public sealed partial class SequenceNetwork
{
    /// <summary>
    /// The network with all weights of some layers frozen, such as those of an encoder that was trained before: training leaves them
    /// as they are, and trains what lies below them, too. A layer without weights stays as it is.
    /// </summary>
    /// <remarks>
    /// A regularizer or constraint of a frozen weight does nothing to it, and adds nothing to the loss; one of a layer's output
    /// (<c>ActivityRegularizer</c>) still counts. Dropout is on while training, frozen or not.
    /// </remarks>
    /// <param name="layers">
    /// The layers' numbers, from 0, as in a <see cref="Summary"/> and the names of their weights. That of a residual block is all layers
    /// inside.
    /// </param>
    /// <returns>The same layers, with these frozen.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    /// <example><code>
    /// var network = new SequenceNetwork().Embedding(5000, 64).Lstm(64).Dense(6).Freeze(0, 1);
    /// </code></example>
    public SequenceNetwork Freeze(params ReadOnlySpan<int> layers) => WithFrozen(layers, true);

    /// <summary>The network with all weights of some layers trained, those of a table with <c>trainable: false</c> among them.</summary>
    /// <param name="layers">The layers' numbers, as <see cref="Freeze"/> has them.</param>
    /// <returns>The same layers, with these trained.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public SequenceNetwork Unfreeze(params ReadOnlySpan<int> layers) => WithFrozen(layers, false);

    private SequenceNetwork WithFrozen(ReadOnlySpan<int> layers, bool frozen)
    {
        foreach (int layer in layers)
        {
            if (layer < 0 || layer >= _layers.Length)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(layers), layer, $"The network has {_layers.Length} layers, counted from 0.");
            }
        }
        var network = new SequenceNetwork(Input);
        for (int i = 0; i < _layers.Length; i++)
        {
            network = network.Add(layers.Contains(i) ? _layers[i].WithFrozen(frozen, _shapes[i]) : _layers[i]);
        }
        return network;
    }
}
