using System.Text.Json.Serialization;

namespace MLNetSequence.Engine.Networks;

/// <summary>One layer of a <see cref="SequenceNetwork"/>, as it stands in a model file.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(EmbeddingDescription), "embedding")]
[JsonDerivedType(typeof(OneHotDescription), "oneHot")]
[JsonDerivedType(typeof(DropoutDescription), "dropout")]
[JsonDerivedType(typeof(SpatialDropoutDescription), "spatialDropout")]
[JsonDerivedType(typeof(SimpleRnnDescription), "simpleRnn")]
[JsonDerivedType(typeof(LstmDescription), "lstm")]
[JsonDerivedType(typeof(GruDescription), "gru")]
[JsonDerivedType(typeof(DenseDescription), "dense")]
[JsonDerivedType(typeof(Conv1DDescription), "conv1D")]
[JsonDerivedType(typeof(LastStepDescription), "lastStep")]
[JsonDerivedType(typeof(MeanPoolingDescription), "meanPooling")]
[JsonDerivedType(typeof(MaxPoolingDescription), "maxPooling")]
[JsonDerivedType(typeof(AttentionPoolingDescription), "attentionPooling")]
[JsonDerivedType(typeof(LayerNormDescription), "layerNorm")]
[JsonDerivedType(typeof(ResidualDescription), "residual")]
[JsonDerivedType(typeof(RepeatVectorDescription), "repeatVector")]
[JsonDerivedType(typeof(ActivateDescription), "activate")]
internal abstract partial record LayerDescription
{
    /// <summary>Layers that this one stands for, itself included.</summary>
    /// <remarks>Internal members of descriptions are no part of the JSON.</remarks>
    internal virtual int LayerCount => 1;

    /// <summary>The shape after this layer; throws, with the reason, where the layer cannot follow <paramref name="input"/>.</summary>
    public abstract LayerShape Follow(LayerShape input);

    /// <summary>
    /// The layer's weights, in the order in which they are initialised and saved. <paramref name="prefix"/> goes before their
    /// names.
    /// </summary>
    /// <exception cref="OverflowException">A dimension does not fit an integer.</exception>
    public virtual IEnumerable<ParameterShape> Parameters(string prefix, LayerShape input) => [];

    /// <summary>Numbers in all of the layer's weights, the frozen ones among them.</summary>
    public (long All, long Frozen) CountParameters(LayerShape input)
    {
        long all = 0, frozen = 0;
        foreach (ParameterShape parameter in Parameters("", input))
        {
            long count = parameter.Count;
            all = checked(all + count);
            frozen += parameter.Trainable ? 0 : count;
        }
        return (all, frozen);
    }
}
