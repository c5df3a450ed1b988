using System.Text.Json.Serialization;

namespace MLNetSequence.Engine.Networks;

/// <summary>One layer of a <see cref="SequenceNetwork"/>, as it stands in a model file.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(EmbeddingDescription), "embedding")]
[JsonDerivedType(typeof(DropoutDescription), "dropout")]
[JsonDerivedType(typeof(LstmDescription), "lstm")]
[JsonDerivedType(typeof(DenseDescription), "dense")]
internal abstract record LayerDescription
{
    /// <summary>The shape after this layer; throws, with the reason, where the layer cannot follow <paramref name="input"/>.</summary>
    public abstract LayerShape Follow(LayerShape input);

    /// <summary>Trainable numbers in the layer.</summary>
    public abstract long CountParameters(LayerShape input);

    /// <summary>What runs. <paramref name="prefix"/> goes before the names of its parameters.</summary>
    public abstract Layers.Layer Build(string prefix, LayerShape input);
}

/// <summary>What flows between two layers.</summary>
internal enum ShapeKind
{
    /// <summary>One token a step: what a network starts from.</summary>
    Tokens,

    /// <summary>Features of every step, [T, F].</summary>
    Sequence,

    /// <summary>Features of the whole sequence, [F].</summary>
    Vector,
}

/// <summary>Kind and number of features (0 for tokens).</summary>
internal readonly record struct LayerShape(ShapeKind Kind, int Features)
{
    public override string ToString() => Kind switch
    {
        ShapeKind.Tokens => "(T)",
        ShapeKind.Sequence => $"(T, {Features})",
        _ => $"({Features})",
    };
}
