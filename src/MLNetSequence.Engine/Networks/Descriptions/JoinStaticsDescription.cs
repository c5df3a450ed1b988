namespace MLNetSequence.Engine.Networks;

internal sealed partial record JoinStaticsDescription(int Count) : LayerDescription
{
    internal override IEnumerable<int> StaticCounts => [Count];

    public override LayerShape Follow(LayerShape input)
    {
        Check.AtLeast(Count, 1, "count");
        Check.Features(this, input);
        return input with { Features = checked(input.Features + Count) };
    }

    public override string ToString() => $"JoinStatics({Count})";
}
