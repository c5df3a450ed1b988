using MLNetSequence.Engine.Layers;

namespace MLNetSequence.Engine.Networks;

internal sealed partial record SpatialDropoutDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => [new SpatialDropoutLayer(input.Features, Rate)];
}

internal sealed partial record Conv1DDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => Chain(
        new Conv1DLayer(Shapes(prefix, input), new Conv1DSize(KernelSize, Options.Padding, Options.Stride, Options.Dilation)),
        Options.Activation, Options.ActivityRegularizer, Follow(input));
}

internal sealed partial record LastStepDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => [new LastStepLayer()];
}

internal sealed partial record MeanPoolingDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => [new MeanPoolingLayer()];
}

internal sealed partial record MaxPoolingDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => [new MaxPoolingLayer()];
}

internal sealed partial record AttentionPoolingDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => [new AttentionPoolingLayer(Shapes(prefix, input))];
}

internal sealed partial record LayerNormDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) =>
        [new LayerNormLayer(Shapes(prefix, input), Epsilon, perStep: input.Kind == ShapeKind.Sequence)];
}

internal sealed partial record ResidualDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input)
    {
        var inner = new List<Layer>();
        LayerShape shape = input;
        for (int i = 0; i < Layers.Length; i++)
        {
            inner.AddRange(Layers[i].Build($"{prefix}{i}.", shape));
            shape = Layers[i].Follow(shape);
        }
        return [new ResidualLayer([.. inner])];
    }
}

internal sealed partial record RepeatVectorDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => [new RepeatVectorLayer(Steps)];
}

internal sealed partial record CrfDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => [new CrfLayer(Shapes(prefix, input))];
}
