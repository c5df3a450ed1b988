namespace MLNetSequence.Engine.Networks;

internal sealed partial record Conv1DDescription(int Filters, int KernelSize, Conv1DOptions Options) : LayerDescription
{
    // Further than any sequence reaches, and sums of positions stay integers.
    private const int MostSteps = 1 << 24;

    public override LayerShape Follow(LayerShape input)
    {
        Conv1DOptions o = Options;
        Check.AtLeast(Filters, 1, "filters");
        Check.AtLeast(KernelSize, 1, "kernelSize");
        Check.AtLeast(o.Stride, 1, nameof(o.Stride));
        Check.AtMost(o.Stride, MostSteps, nameof(o.Stride));
        Check.AtLeast(o.Dilation, 1, nameof(o.Dilation));
        Check.That(
            o.Stride == 1 || o.Dilation == 1,
            $"{this} cannot have both a {nameof(o.Stride)} ({o.Stride}) and a {nameof(o.Dilation)} ({o.Dilation}) above 1.");
        Check.That(
            (KernelSize - 1L) * o.Dilation < MostSteps,
            $"{this} spans too many steps: kernelSize - 1 times {nameof(o.Dilation)} must be below {MostSteps:N0}.");
        Check.Defined(o.Padding, nameof(o.Padding));
        Check.Defined(o.Activation, nameof(o.Activation));
        ArgumentNullException.ThrowIfNull(o.KernelInitializer);
        Check.Bias(this, o.UseBias, o.BiasInitializer, o.BiasRegularizer, o.BiasConstraint);
        Check.Sequence(this, input);
        return input.Every(o.Stride) with { Features = Filters };
    }

    public override IEnumerable<ParameterShape> Parameters(string prefix, LayerShape input)
    {
        Conv1DOptions o = Options;
        yield return new(
            prefix + "weight", [Filters, input.Features, KernelSize], false,
            o.KernelInitializer, o.KernelRegularizer, o.KernelConstraint);
        if (o.UseBias)
        {
            yield return new(prefix + "bias", [Filters], false, o.BiasInitializer, o.BiasRegularizer, o.BiasConstraint);
        }
    }

    public override string ToString()
    {
        Conv1DOptions o = Options;
        (bool On, string Name)[] flags =
        [
            (o.Padding != ConvPadding.Causal, $"{o.Padding}"),
            (o.Stride != 1, $"stride {o.Stride}"),
            (o.Dilation != 1, $"dilation {o.Dilation}"),
            (o.Activation != Activation.Linear, $"{o.Activation}"),
        ];
        return $"Conv1D({string.Join(", ", [$"{Filters}", $"{KernelSize}", .. flags.Where(f => f.On).Select(f => f.Name)])})";
    }
}
