namespace MLNetSequence.Engine.Networks;

internal sealed partial record EmbeddingDescription(
    int Vocabulary,
    int Size,
    bool Trainable = true,
    Initializer? Initializer = null,
    Regularizer? Regularizer = null,
    Constraint? Constraint = null) : LayerDescription
{
    /// <summary>Keras' "uniform" initialiser for embeddings.</summary>
    private static readonly Initializer Default = Initializer.Uniform(0.05);

    /// <summary>
    /// First values [vocabulary, size] that the user brings along, row 0 zero. Once the network is trained they are among its
    /// weights, so they are no part of its description.
    /// </summary>
    internal float[]? Vectors { get; init; }

    internal override int[] Vocabularies => [Vocabulary];

    public override LayerShape Follow(LayerShape input)
    {
        Check.AtLeast(Vocabulary, 1, "vocabulary");
        Check.AtLeast(Size, 1, "size");
        Check.That(
            Trainable || (Regularizer is null && Constraint is null),
            $"{this} is not trained, so it can have neither a regularizer nor a constraint.");
        Check.Shape(
            input.Kind == ShapeKind.Tokens, this, input,
            "reads tokens, so it can only be the first layer, and of a network that reads tokens");
        return new(ShapeKind.Sequence, Size);
    }

    public override IEnumerable<ParameterShape> Parameters(string prefix, LayerShape input) =>
        [Table(prefix, Vocabulary, Size, Vectors, Initializer, Regularizer, Constraint, Trainable)];

    internal override LayerDescription WithFrozen(bool frozen, LayerShape input) =>
        frozen ? base.WithFrozen(frozen, input) : this with { Frozen = false, Trainable = true };

    /// <summary>The table of this layer, or of a column of <see cref="EmbedStepsDescription"/>.</summary>
    internal static ParameterShape Table(
        string prefix,
        int vocabulary,
        int size,
        float[]? vectors,
        Initializer? initializer,
        Regularizer? regularizer,
        Constraint? constraint,
        bool trainable)
    {
        initializer = vectors is null ? initializer ?? Default : new GivenInitializer(vectors);
        return new(prefix + "weight", [vocabulary, size], IsTable: true, initializer, regularizer, constraint, trainable);
    }

    public override string ToString() => $"Embedding({Vocabulary}, {Size}{(Trainable ? "" : ", frozen")})";
}
