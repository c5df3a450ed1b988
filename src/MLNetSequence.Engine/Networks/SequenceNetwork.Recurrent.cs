using MLNetSequence.Engine.Networks;

namespace MLNetSequence;

/// <content>Recurrent layers.</content>
public sealed partial class SequenceNetwork
{
    /// <summary>
    /// A simple recurrent layer (Elman 1990), h' = tanh(W·x + U·h + b): (T, F) → (hidden), or (T, hidden) if every step is
    /// returned; twice as wide if bidirectional.
    /// </summary>
    /// <param name="hiddenSize">Units of one direction, at least 1.</param>
    /// <param name="bidirectional">Reads the sequence backward too and puts both results side by side.</param>
    /// <param name="returnSequences">Returns every step, for another layer to read, and not only the last.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
    /// <exception cref="ArgumentException">The layer before it gives no sequence of features.</exception>
    public SequenceNetwork SimpleRnn(int hiddenSize, bool bidirectional = false, bool returnSequences = false) =>
        SimpleRnn(hiddenSize, new SimpleRnnOptions { Bidirectional = bidirectional, ReturnSequences = returnSequences });

    /// <summary>A simple recurrent layer with all that it can be told.</summary>
    /// <param name="hiddenSize">Units of one direction, at least 1.</param>
    /// <param name="options">What differs from the defaults.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">
    /// The layer before it gives no sequence of features, or two options exclude each other.
    /// </exception>
    public SequenceNetwork SimpleRnn(int hiddenSize, SimpleRnnOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Add(new SimpleRnnDescription(hiddenSize, options));
    }

    /// <summary>
    /// A long short-term memory (Hochreiter and Schmidhuber 1997): (T, F) → (hidden), or (T, hidden) if every step is returned;
    /// twice as wide if bidirectional.
    /// </summary>
    /// <param name="hiddenSize">Units of one direction, at least 1.</param>
    /// <param name="bidirectional">Reads the sequence backward too and puts both results side by side.</param>
    /// <param name="returnSequences">Returns every step, for another recurrent layer to read, and not only the last.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
    /// <exception cref="ArgumentException">The layer before it gives no sequence of features.</exception>
    public SequenceNetwork Lstm(int hiddenSize, bool bidirectional = false, bool returnSequences = false) =>
        Lstm(hiddenSize, new LstmOptions { Bidirectional = bidirectional, ReturnSequences = returnSequences });

    /// <summary>
    /// A long short-term memory with all that it can be told. With a projection, the projected size stands for the hidden one in
    /// the shape of the output.
    /// </summary>
    /// <param name="hiddenSize">Units of one direction, at least 1.</param>
    /// <param name="options">What differs from the defaults.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">
    /// The layer before it gives no sequence of features, or two options exclude each other.
    /// </exception>
    public SequenceNetwork Lstm(int hiddenSize, LstmOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Add(new LstmDescription(hiddenSize, options));
    }

    /// <summary>
    /// A gated recurrent unit (Cho et al. 2014): (T, F) → (hidden), or (T, hidden) if every step is returned; twice as wide if
    /// bidirectional.
    /// </summary>
    /// <param name="hiddenSize">Units of one direction, at least 1.</param>
    /// <param name="bidirectional">Reads the sequence backward too and puts both results side by side.</param>
    /// <param name="returnSequences">Returns every step, for another layer to read, and not only the last.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
    /// <exception cref="ArgumentException">The layer before it gives no sequence of features.</exception>
    public SequenceNetwork Gru(int hiddenSize, bool bidirectional = false, bool returnSequences = false) =>
        Gru(hiddenSize, new GruOptions { Bidirectional = bidirectional, ReturnSequences = returnSequences });

    /// <summary>A gated recurrent unit with all that it can be told.</summary>
    /// <param name="hiddenSize">Units of one direction, at least 1.</param>
    /// <param name="options">What differs from the defaults.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">
    /// The layer before it gives no sequence of features, or two options exclude each other.
    /// </exception>
    public SequenceNetwork Gru(int hiddenSize, GruOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Add(new GruDescription(hiddenSize, options));
    }
}
