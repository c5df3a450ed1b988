namespace MLNetSequence.Engine.Networks;

internal sealed partial record GruDescription(int HiddenSize, GruOptions Options) : RecurrentDescription(HiddenSize)
{
    internal override RecurrentOptions Common => Options;

    protected override int Gates => 3;

    protected override string Name => "GRU";

    protected override void CheckOptions()
    {
        base.CheckOptions();
        CheckCellActivation(Options.RecurrentActivation, nameof(Options.RecurrentActivation));
    }

    protected override IEnumerable<ParameterShape> OwnWeights(string prefix, string suffix)
    {
        if (Options.UseBias && Options.ResetAfter)
        {
            // The candidate's state has a bias inside the reset; those of r and z would only be added to the ones there are.
            yield return new(
                $"{prefix}bias_hn{suffix}", [HiddenSize], false,
                Options.BiasInitializer, Options.BiasRegularizer, Options.BiasConstraint);
        }
    }
}
