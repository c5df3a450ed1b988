namespace MLNetSequence.Engine.Networks;

internal sealed partial record OneHotDescription(int Vocabulary) : LayerDescription
{
    internal override int[] Vocabularies => [Vocabulary];

    public override LayerShape Follow(LayerShape input)
    {
        Check.AtLeast(Vocabulary, 1, "vocabulary");
        Check.Shape(
            input.Kind == ShapeKind.Tokens, this, input,
            "reads tokens, so it can only be the first layer, and of a network that reads tokens");
        return new(ShapeKind.Sequence, Vocabulary);
    }

    public override string ToString() => $"OneHot({Vocabulary})";
}
