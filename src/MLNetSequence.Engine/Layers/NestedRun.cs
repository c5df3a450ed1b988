using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>A layer at work around others, which run one after the other.</summary>
internal abstract class NestedRun(IReadOnlyList<Layer> inner) : LayerRun
{
    private readonly LayerRun[] _inner = [.. inner.Select(l => l.NewRun())];

    public override IReadOnlyList<LayerRun> Children => _inner;

    protected Matrix ForwardInner(Pass pass, Matrix value)
    {
        foreach (LayerRun run in _inner)
        {
            value = run.Forward(pass, value);
        }
        return value;
    }

    protected Matrix BackwardInner(Pass pass, Matrix gradient)
    {
        for (int i = _inner.Length - 1; i >= 0; i--)
        {
            gradient = _inner[i].Backward(pass, gradient);
        }
        return gradient;
    }
}
