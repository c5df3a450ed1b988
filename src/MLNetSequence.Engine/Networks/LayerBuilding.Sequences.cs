using MLNetSequence.Engine.Layers;

namespace MLNetSequence.Engine.Networks;

internal sealed partial record OneHotDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => throw new NotSupportedException();
}

internal sealed partial record SpatialDropoutDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => throw new NotSupportedException();
}

internal sealed partial record Conv1DDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => throw new NotSupportedException();
}

internal abstract partial record PoolingDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => throw new NotSupportedException();
}

internal sealed partial record LayerNormDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => throw new NotSupportedException();
}

internal sealed partial record ResidualDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => throw new NotSupportedException();
}

internal sealed partial record RepeatVectorDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => throw new NotSupportedException();
}
