namespace MLNetSequence.Engine.Networks;

internal sealed partial record ActivateDescription(Activation Activation) : LayerDescription
{
    public override LayerShape Follow(LayerShape input)
    {
        Check.Defined(Activation, "activation");
        Check.Features(this, input);
        return input;
    }

    public override string ToString() => $"Activate({Activation})";
}
