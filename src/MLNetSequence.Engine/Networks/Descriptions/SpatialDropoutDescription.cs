namespace MLNetSequence.Engine.Networks;

internal sealed partial record SpatialDropoutDescription(double Rate) : LayerDescription
{
    public override LayerShape Follow(LayerShape input)
    {
        Check.Rate(Rate, "rate");
        Check.Sequence(this, input);
        return input;
    }

    public override string ToString() => FormattableString.Invariant($"SpatialDropout({Rate})");
}
