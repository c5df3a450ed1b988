using System.Text.Json.Serialization;

namespace MLNetSequence;

/// <summary>How the tokens of one column become numbers. Immutable.</summary>
/// <remarks>
/// The vectors of a pre-trained file, such as GloVe's, come from <see cref="WordVectors"/>, aligned with the column's vocabulary.
/// </remarks>
/// <example><code>
/// Embeddings = new Dictionary&lt;string, TokenEmbedding&gt;
/// {
///     ["Words"] = new() { Vectors = vectors.Matrix, Trainable = false },
///     ["Tags"] = new() { Size = 8 },
///     ["Flags"] = TokenEmbedding.OneHot,
/// }
/// </code></example>
public sealed record TokenEmbedding
{
    /// <summary>No embedding: a one in the token's place, as wide as the vocabulary and one more.</summary>
    public static TokenEmbedding OneHot { get; } = new() { IsOneHot = true };

    /// <summary>
    /// Numbers that a token gets, at least 1; null, the default, for those of <see cref="Vectors"/>, or the trainer's EmbeddingSize.
    /// </summary>
    public int? Size { get; init; }

    /// <summary>
    /// First values of the table, [vocabulary + 1, size], row t for key t, as <see cref="WordVectors.Matrix"/> has them; null, the
    /// default, draws them. They are copied into the model.
    /// </summary>
    [JsonIgnore]
    public float[,]? Vectors { get; init; }

    /// <summary>Whether training changes the table. True by default.</summary>
    public bool Trainable { get; init; } = true;

    /// <summary>Penalty on the whole table; none if null, the default.</summary>
    public Regularizer? Regularizer { get; init; }

    /// <summary>Whether this is <see cref="OneHot"/>.</summary>
    [JsonInclude]
    public bool IsOneHot { get; private init; }

    internal void Check(string name)
    {
        if (Size is < 1)
        {
            throw new ArgumentOutOfRangeException(name, Size, $"The {nameof(Size)} of an embedding must be at least 1.");
        }
        if (IsOneHot && this != OneHot)
        {
            throw new ArgumentException($"{nameof(OneHot)} has no table, so no other property of it can be set.", name);
        }
        if (Vectors is not null && Size is { } size && size != Vectors.GetLength(1))
        {
            throw new ArgumentException(
                $"The {nameof(Size)} of an embedding, {size}, must be that of its {nameof(Vectors)}, {Vectors.GetLength(1)}.", name);
        }
        if (!Trainable && Regularizer is not null)
        {
            throw new ArgumentException("An embedding that is not trained can have no regularizer.", name);
        }
    }

    /// <summary>The input of a network for a column of so many different keys.</summary>
    internal TokenInput Input(string column, int vocabulary, int usualSize)
    {
        if (IsOneHot)
        {
            return TokenInput.OneHot(vocabulary + 1);
        }
        if (Vectors is not null && Vectors.GetLength(0) != vocabulary + 1)
        {
            throw new ArgumentException(
                $"The embedding of column '{column}' has {Vectors.GetLength(0)} vectors; its vocabulary of {vocabulary} needs {vocabulary + 1}, " +
                "the first for padding. WordVectors.Load makes such for a column.");
        }
        TokenInput input = Vectors is null ? new TokenInput(vocabulary + 1, Size ?? usualSize) : TokenInput.OfVectors(Vectors);
        return input with { Trainable = Trainable, Regularizer = Regularizer };
    }
}
