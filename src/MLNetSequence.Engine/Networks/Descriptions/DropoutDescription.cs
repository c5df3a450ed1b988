namespace MLNetSequence.Engine.Networks;

internal sealed partial record DropoutDescription(double Rate) : LayerDescription
{
    public override LayerShape Follow(LayerShape input)
    {
        Check.Rate(Rate, "rate");
        Check.Features(this, input);
        return input;
    }

    public override string ToString() => FormattableString.Invariant($"Dropout({Rate})");
}
