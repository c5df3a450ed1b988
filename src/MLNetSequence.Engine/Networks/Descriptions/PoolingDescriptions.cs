namespace MLNetSequence.Engine.Networks;

/// <summary>What makes one row of a sequence, as wide as its steps.</summary>
internal abstract partial record PoolingDescription : LayerDescription
{
    public override LayerShape Follow(LayerShape input)
    {
        Check.Sequence(this, input);
        return new(ShapeKind.Vector, input.Features);
    }
}

internal sealed partial record LastStepDescription : PoolingDescription
{
    public override string ToString() => "LastStep";
}

internal sealed partial record MeanPoolingDescription : PoolingDescription
{
    public override string ToString() => "MeanPooling";
}

internal sealed partial record MaxPoolingDescription : PoolingDescription
{
    public override string ToString() => "MaxPooling";
}

internal sealed partial record AttentionPoolingDescription(int Size) : PoolingDescription
{
    public override LayerShape Follow(LayerShape input)
    {
        Check.AtLeast(Size, 1, "size");
        return base.Follow(input);
    }

    public override IEnumerable<ParameterShape> Parameters(string prefix, LayerShape input)
    {
        yield return new(prefix + "weight", [Size, input.Features], false, Initializer.GlorotUniform);
        yield return new(prefix + "bias", [Size]);
        yield return new(prefix + "context", [Size], false, Initializer.GlorotUniform);
    }

    public override string ToString() => $"AttentionPooling({Size})";
}
