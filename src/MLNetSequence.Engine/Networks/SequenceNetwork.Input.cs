using MLNetSequence.Engine.Networks;

namespace MLNetSequence;

/// <content>The first layers of a network that reads tokens.</content>
public sealed partial class SequenceNetwork
{
    /// <summary>A vector for every token: (T) → (T, size). The first layer of a network that reads tokens.</summary>
    /// <param name="vocabulary">
    /// Rows of the table, at least 1; tokens run from 1 to <paramref name="vocabulary"/> - 1. Row 0 stands for padding and stays zero.
    /// </param>
    /// <param name="size">Features a token gets, at least 1.</param>
    /// <param name="trainable">False for a table that stays as it was drawn.</param>
    /// <param name="initializer">First values; uniform in ±0.05 if null, as in Keras.</param>
    /// <param name="regularizer">Penalty on the whole table; none if null.</param>
    /// <param name="constraint">Rule for the table, a token's vector being a row; none if null.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <exception cref="ArgumentException">
    /// The layer is not the first, the network reads numbers, or a table that is not trained has a regularizer or a constraint.
    /// </exception>
    public SequenceNetwork Embedding(
        int vocabulary,
        int size,
        bool trainable = true,
        Initializer? initializer = null,
        Regularizer? regularizer = null,
        Constraint? constraint = null) =>
        Add(new EmbeddingDescription(vocabulary, size, trainable, initializer, regularizer, constraint));

    /// <summary>
    /// A given vector for every token, such as one of GloVe or word2vec: (T) → (T, size). The first layer of a network that reads
    /// tokens. The vectors are copied. They are the table's first values and, like all weights, no part of the description's JSON.
    /// </summary>
    /// <param name="vectors">
    /// [vocabulary, size], at least [1, 1], row t for token t. Row 0 is padding: it is taken as zeros, whatever is in it.
    /// </param>
    /// <param name="trainable">True to let training change the vectors; they stay as they are by default.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no row or no column.</exception>
    /// <exception cref="ArgumentException">
    /// A number is not finite, the layer is not the first, or the network reads numbers.
    /// </exception>
    public SequenceNetwork Embedding(float[,] vectors, bool trainable = false)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        int vocabulary = vectors.GetLength(0), size = vectors.GetLength(1);
        float[] values = new float[vectors.Length];
        for (int t = 1; t < vocabulary; t++)
        {
            for (int j = 0; j < size; j++)
            {
                float value = values[t * size + j] = vectors[t, j];
                if (!float.IsFinite(value))
                {
                    throw new ArgumentException(
                        FormattableString.Invariant($"Every number must be finite; that at [{t}, {j}] is {value}."), nameof(vectors));
                }
            }
        }
        return Add(new EmbeddingDescription(vocabulary, size, trainable) { Vectors = values });
    }

    /// <summary>
    /// A one in the token's place and zeros elsewhere: (T) → (T, vocabulary). The first layer of a network that reads tokens. As
    /// token 0 is padding, feature 0 is always zero.
    /// </summary>
    /// <param name="vocabulary">Features, at least 1; tokens run from 1 to <paramref name="vocabulary"/> - 1.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="ArgumentException">The layer is not the first, or the network reads numbers.</exception>
    public SequenceNetwork OneHot(int vocabulary) => Add(new OneHotDescription(vocabulary));
}
