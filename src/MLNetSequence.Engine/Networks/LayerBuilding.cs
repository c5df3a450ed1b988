using MLNetSequence.Engine.Layers;

namespace MLNetSequence.Engine.Networks;

internal abstract partial record LayerDescription
{
    /// <summary>What runs. <paramref name="prefix"/> goes before the names of its parameters.</summary>
    public virtual Layer Build(string prefix, LayerShape input) => throw Missing();

    /// <summary>What is described, but has no running layer.</summary>
    protected NotSupportedException Missing() => new($"{this} cannot run with the options it has.");
}

internal sealed partial record EmbeddingDescription
{
    public override Layer Build(string prefix, LayerShape input) =>
        this == new EmbeddingDescription(Vocabulary, Size) ? new EmbeddingLayer(prefix, Vocabulary, Size) : throw Missing();
}

internal sealed partial record DropoutDescription
{
    public override Layer Build(string prefix, LayerShape input) => new DropoutLayer(Rate);
}

internal sealed partial record LstmDescription
{
    public override Layer Build(string prefix, LayerShape input)
    {
        var plain = new LstmOptions { Bidirectional = Options.Bidirectional, ReturnSequences = Options.ReturnSequences };
        return Options == plain
            ? new RecurrentLayer<LstmCell>(prefix, input.Features, HiddenSize, Options.Bidirectional, Options.ReturnSequences)
            : throw Missing();
    }
}

internal sealed partial record DenseDescription
{
    public override Layer Build(string prefix, LayerShape input) =>
        input.Kind == ShapeKind.Vector && Options == new DenseOptions()
            ? new DenseLayer(prefix, input.Features, Units)
            : throw Missing();
}
