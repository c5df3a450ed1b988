using MLNetSequence.Engine.Networks;

namespace MLNetSequence;

/// <content>Layers that read what a sequence has: its tokens, or its own numbers.</content>
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
        float[] values = GivenInitializer.Copy(vectors, nameof(vectors));
        return Add(new EmbeddingDescription(vectors.GetLength(0), vectors.GetLength(1), trainable) { Vectors = values });
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

    /// <summary>
    /// Several columns of tokens and numbers, side by side: (T) → (T, Σ sizes + features), the columns in their order, then the
    /// numbers as they are. The first layer of a network that is made by <c>new SequenceNetwork()</c>.
    /// </summary>
    /// <remarks>
    /// A token of 0 is one that is missing, and gives zeros; but where a step has one token and no numbers, it must be there. A table
    /// is named by its column: <c>0.2.weight</c>.
    /// </remarks>
    /// <param name="tokens">The columns of tokens, at least one; a network without is <c>new SequenceNetwork(features)</c>.</param>
    /// <param name="features">Numbers a step has beside its tokens, at least 0; none by default.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">
    /// The layer is not the first, the network reads numbers only, there is no column of tokens, or one excludes itself: a table that
    /// is not trained with a regularizer or a constraint, a one-hot column with any, or given vectors with an initializer.
    /// </exception>
    /// <example><code>
    /// // Product and shop of a day, and two numbers, such as price and temperature.
    /// var network = new SequenceNetwork()
    ///     .EmbedSteps([new TokenInput(1000, 16), TokenInput.OneHot(12)], features: 2)
    ///     .Lstm(64)
    ///     .Dense(1);
    /// </code></example>
    public SequenceNetwork EmbedSteps(IReadOnlyList<TokenInput> tokens, int features = 0)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return Add(new EmbedStepsDescription([.. tokens], features));
    }

    /// <summary>
    /// Puts numbers that a sequence has once, such as a customer's age, beside what is made of its steps: (F) → (F + count); or
    /// beside each step, (T, F) → (T, F + count). The layer may occur several times, always with the same count.
    /// </summary>
    /// <param name="count">S, the numbers, at least 1.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="ArgumentException">The layer comes before the embedding, or another has another count.</exception>
    public SequenceNetwork JoinStatics(int count) => Add(new JoinStaticsDescription(count));

    /// <summary>
    /// Puts numbers that are known of the future, such as prices or holidays of the days to come, beside each step of a decoder:
    /// (n, F) → (n, F + features). Step i gets those of the i-th step to come.
    /// </summary>
    /// <remarks>
    /// A sequence carries them among the numbers that it has once: first those that <see cref="JoinStatics"/> joins, if any, then
    /// n·features of the future, step after step. The layer may occur several times, always with the same steps and features.
    /// </remarks>
    /// <param name="features">Numbers of each step to come, at least 1.</param>
    /// <returns>The network with the layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="ArgumentException">
    /// What comes before it has no fixed number of steps, as <see cref="RepeatVector"/> gives it, or another has other steps or features.
    /// </exception>
    /// <example><code>
    /// // Three numbers a day, two a shop; seven days to come, with two numbers known of each: 2 + 7·2 static numbers in all.
    /// var network = new SequenceNetwork(3)
    ///     .Lstm(64)
    ///     .JoinStatics(2)
    ///     .RepeatVector(7)
    ///     .JoinFuture(2)
    ///     .Gru(64, returnSequences: true)
    ///     .Dense(1);
    /// </code></example>
    public SequenceNetwork JoinFuture(int features) => Add(new JoinFutureDescription(features));
}
