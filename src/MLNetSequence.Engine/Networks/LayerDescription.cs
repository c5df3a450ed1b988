using System.Text.Json.Serialization;

namespace MLNetSequence.Engine.Networks;

/// <summary>One layer of a <see cref="SequenceNetwork"/>, as it stands in a model file.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(EmbeddingDescription), "embedding")]
[JsonDerivedType(typeof(OneHotDescription), "oneHot")]
[JsonDerivedType(typeof(EmbedStepsDescription), "embedSteps")]
[JsonDerivedType(typeof(JoinStaticsDescription), "joinStatics")]
[JsonDerivedType(typeof(JoinFutureDescription), "joinFuture")]
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
[JsonDerivedType(typeof(CrfDescription), "crf")]
internal abstract partial record LayerDescription
{
    /// <summary>Whether training leaves the layer's weights as they are; those inside a residual block say so themselves.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Frozen { get; init; }

    /// <summary>Layers that this one stands for, itself included.</summary>
    /// <remarks>Internal members of descriptions are no part of the JSON.</remarks>
    internal virtual int LayerCount => 1;

    /// <summary>V of each column of tokens that the layer reads.</summary>
    internal virtual int[] Vocabularies => [];

    /// <summary>Numbers of the sequence itself that the layer reads, or those inside it do.</summary>
    internal virtual IEnumerable<int> StaticCounts => [];

    /// <summary>The steps of the future, (n, F), whose numbers the layer reads, or those inside it do.</summary>
    /// <param name="input">What it has been found to follow.</param>
    internal virtual IEnumerable<LayerShape> Futures(LayerShape input) => [];

    /// <summary>The shape after this layer; throws, with the reason, where the layer cannot follow <paramref name="input"/>.</summary>
    public abstract LayerShape Follow(LayerShape input);

    /// <summary>
    /// The layer's weights as it declares them, in the order in which they are initialised and saved. <paramref name="prefix"/> goes
    /// before their names.
    /// </summary>
    /// <exception cref="OverflowException">A dimension does not fit an integer.</exception>
    public virtual IEnumerable<ParameterShape> Parameters(string prefix, LayerShape input) => [];

    /// <summary>The same as they are trained: none of them where the layer is frozen.</summary>
    public IEnumerable<ParameterShape> Weights(string prefix, LayerShape input) =>
        Parameters(prefix, input).Select(p => p with { Trainable = p.Trainable && !Frozen });

    /// <summary>That a layer which says it is frozen has weights: in a file, any may say so.</summary>
    /// <param name="input">What it has been found to follow.</param>
    internal void CheckFrozen(LayerShape input) =>
        Check.That(!Frozen || Parameters("", input).Any(), $"{this} has no weights that could be frozen.");

    /// <summary>The layer with its weights frozen, or all of them trained; itself where it has none.</summary>
    internal virtual LayerDescription WithFrozen(bool frozen, LayerShape input) =>
        Weights("", input).Any(p => p.Trainable == frozen) ? this with { Frozen = frozen } : this;

    /// <summary>Numbers in all of the layer's weights, the frozen ones among them.</summary>
    public (long All, long Frozen) CountParameters(LayerShape input)
    {
        long all = 0, frozen = 0;
        foreach (ParameterShape parameter in Weights("", input))
        {
            long count = parameter.Count;
            all = checked(all + count);
            frozen += parameter.Trainable ? 0 : count;
        }
        return (all, frozen);
    }
}
