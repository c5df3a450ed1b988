namespace MLNetSequence.Engine.Networks;

internal sealed partial record DenseDescription(int Units, DenseOptions Options) : LayerDescription
{
    public override LayerShape Follow(LayerShape input)
    {
        Check.AtLeast(Units, 1, "units");
        Check.Defined(Options.Activation, nameof(Options.Activation));
        ArgumentNullException.ThrowIfNull(Options.KernelInitializer);
        Check.Bias(this, Options.UseBias, Options.BiasInitializer, Options.BiasRegularizer, Options.BiasConstraint);
        Check.Features(this, input);
        return input with { Features = Units };
    }

    public override IEnumerable<ParameterShape> Parameters(string prefix, LayerShape input)
    {
        DenseOptions o = Options;
        yield return new(
            prefix + "weight", [Units, input.Features], false, o.KernelInitializer, o.KernelRegularizer, o.KernelConstraint);
        if (o.UseBias)
        {
            yield return new(prefix + "bias", [Units], false, o.BiasInitializer, o.BiasRegularizer, o.BiasConstraint);
        }
    }

    public override string ToString() => $"Dense({Units}{(Options.Activation == Activation.Linear ? "" : $", {Options.Activation}")})";
}
