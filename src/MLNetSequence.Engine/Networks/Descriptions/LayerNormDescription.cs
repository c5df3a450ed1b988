namespace MLNetSequence.Engine.Networks;

internal sealed partial record LayerNormDescription(double Epsilon) : LayerDescription
{
    public override LayerShape Follow(LayerShape input)
    {
        // It must still be above zero, and finite, as a float.
        Check.Positive(Epsilon, "epsilon");
        Check.Positive((float)Epsilon, "epsilon");
        Check.Features(this, input);
        return input;
    }

    public override IEnumerable<ParameterShape> Parameters(string prefix, LayerShape input)
    {
        yield return new(prefix + "weight", [input.Features], false, Initializer.Ones);
        yield return new(prefix + "bias", [input.Features]);
    }

    public override string ToString() => "LayerNorm";
}
