namespace MLNetSequence.Engine.Networks;

internal sealed partial record SimpleRnnDescription(int HiddenSize, SimpleRnnOptions Options) : RecurrentDescription(HiddenSize)
{
    internal override RecurrentOptions Common => Options;

    protected override int Gates => 1;

    protected override string Name => "SimpleRNN";
}
