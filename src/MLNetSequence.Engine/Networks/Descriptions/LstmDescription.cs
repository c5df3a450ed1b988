namespace MLNetSequence.Engine.Networks;

internal sealed partial record LstmDescription(int HiddenSize, LstmOptions Options) : RecurrentDescription(HiddenSize)
{
    internal override RecurrentOptions Common => Options;

    internal override int OutputSize => Options.ProjectionSize > 0 ? Options.ProjectionSize : HiddenSize;

    protected override int Gates => 4;

    protected override string Name => "LSTM";

    internal override bool HasMemory => true;

    protected override Initializer BiasInitializer =>
        Options.UnitForgetBias ? new ForgetGateInitializer(Options.BiasInitializer) : Options.BiasInitializer;

    protected override IEnumerable<string> OwnFlags
    {
        get
        {
            if (Options.Peepholes)
            {
                yield return "peepholes";
            }
            if (Options.ProjectionSize != 0)
            {
                yield return $"projection {Options.ProjectionSize}";
            }
        }
    }

    protected override void CheckOptions()
    {
        base.CheckOptions();
        CheckCellActivation(Options.RecurrentActivation, nameof(Options.RecurrentActivation));
        const string projection = nameof(Options.ProjectionSize);
        Check.AtLeast(Options.ProjectionSize, 0, projection);
        if (Options.ProjectionSize >= HiddenSize)
        {
            throw new ArgumentOutOfRangeException(
                projection, Options.ProjectionSize, $"{projection} must be below the {HiddenSize} hidden units, or 0 for none.");
        }
    }

    protected override IEnumerable<ParameterShape> OwnWeights(string prefix, string suffix)
    {
        if (Options.ProjectionSize > 0)
        {
            yield return new(
                $"{prefix}weight_hr{suffix}", [OutputSize, HiddenSize], false,
                Options.KernelInitializer, Options.KernelRegularizer, Options.KernelConstraint);
        }
        if (Options.Peepholes)
        {
            // Rows i, f, o.
            yield return new($"{prefix}weight_c{suffix}", [3, HiddenSize]);
        }
    }
}
