namespace MLNetSequence.Engine.Networks;

internal sealed partial record RepeatVectorDescription(int Steps) : LayerDescription
{
    // A batch of sequences this long is more than a machine holds; a hostile file shall not ask for it.
    private const int MostSteps = 1_000_000;

    public override LayerShape Follow(LayerShape input)
    {
        Check.AtLeast(Steps, 1, "steps");
        Check.AtMost(Steps, MostSteps, "steps");
        Check.Shape(
            input.Kind == ShapeKind.Vector, this, input,
            "repeats one row a sequence; let the layer before it return only the last step, or pool the steps");
        return new(ShapeKind.Sequence, input.Features, Steps);
    }

    public override string ToString() => $"RepeatVector({Steps})";
}
