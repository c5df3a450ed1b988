namespace MLNetSequence.Engine.Networks;

internal sealed partial record JoinFutureDescription(int Features) : LayerDescription
{
    internal override IEnumerable<LayerShape> Futures(LayerShape input) => [input with { Features = Features }];

    public override LayerShape Follow(LayerShape input)
    {
        Check.AtLeast(Features, 1, "features");
        Check.Features(this, input);
        Check.Shape(
            input.Kind == ShapeKind.Sequence && input.Steps > 0, this, input,
            "reads numbers of the future for each of a fixed number of steps; put a RepeatVector before it");
        return input with { Features = checked(input.Features + Features) };
    }

    public override string ToString() => $"JoinFuture({Features})";
}
