using System.Text.Json.Serialization;
using MLNetSequence.Engine.Networks;

namespace MLNetSequence;

/// <summary>
/// One column of tokens that a step has, and what is made of it: a vector from a table, or a one in the token's place. A token runs
/// from 1 to <see cref="Vocabulary"/> - 1; 0 stands for one that is missing, and gives zeros.
/// </summary>
/// <param name="Vocabulary">Rows of the table, at least 1; row 0 stays zero.</param>
/// <param name="Size">Features a token gets, at least 1.</param>
/// <seealso cref="SequenceNetwork.EmbedSteps"/>
public sealed record TokenInput(int Vocabulary, int Size)
{
    /// <summary>False for a table that stays as it was drawn or given. True by default.</summary>
    public bool Trainable { get; init; } = true;

    /// <summary>First values of the table [vocabulary, size]; uniform in ±0.05 if null (the default), as in Keras.</summary>
    public Initializer? Initializer { get; init; }

    /// <summary>Penalty on the whole table; none by default.</summary>
    public Regularizer? Regularizer { get; init; }

    /// <summary>Rule for the table, a token's vector being a row; none by default.</summary>
    public Constraint? Constraint { get; init; }

    /// <summary>Whether there is no table, and a token gives a one in its place and zeros elsewhere: see <see cref="OneHot"/>.</summary>
    [JsonInclude]
    [JsonPropertyName("oneHot")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOneHot { get; private init; }

    /// <summary>First values that the user brings along, as <see cref="EmbeddingDescription.Vectors"/>.</summary>
    internal float[]? Vectors { get; init; }

    /// <summary>
    /// A one in the token's place and zeros elsewhere: as many features as the vocabulary has tokens, of which feature 0 is always
    /// zero.
    /// </summary>
    /// <param name="vocabulary">Features, at least 1.</param>
    /// <returns>The column.</returns>
    public static TokenInput OneHot(int vocabulary) => new(vocabulary, vocabulary) { IsOneHot = true };

    /// <summary>
    /// A given vector for every token, such as one of GloVe or word2vec. The vectors are copied. They are the table's first values
    /// and, like all weights, no part of a network's JSON.
    /// </summary>
    /// <param name="vectors">
    /// [vocabulary, size], at least [1, 1], row t for token t. Row 0 is the missing token: it is taken as zeros, whatever is in it.
    /// </param>
    /// <param name="trainable">True to let training change the vectors; they stay as they are by default.</param>
    /// <returns>The column.</returns>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public static TokenInput OfVectors(float[,] vectors, bool trainable = false)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        float[] values = GivenInitializer.Copy(vectors, nameof(vectors));
        return new(vectors.GetLength(0), vectors.GetLength(1)) { Trainable = trainable, Vectors = values };
    }
}
