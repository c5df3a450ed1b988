using System.Collections.Immutable;

namespace MLNetSequence.Engine.Networks;

/// <summary>x + the inner layers' output. Inner parameters are named by the block's number, then the layer's: <c>3.0.weight</c>.</summary>
internal sealed partial record ResidualDescription(ImmutableArray<LayerDescription> Layers) : LayerDescription
{
    // What is built must be read again, and JSON nests 64 deep.
    private const int MostDepth = 16;

    internal override int LayerCount => Inner.Aggregate(1, (sum, layer) => checked(sum + layer.LayerCount));

    internal override IEnumerable<int> StaticCounts => Inner.SelectMany(layer => layer.StaticCounts);

    internal override IEnumerable<LayerShape> Futures(LayerShape input)
    {
        LayerShape shape = input;
        foreach (LayerDescription layer in Inner)
        {
            foreach (LayerShape future in layer.Futures(shape))
            {
                yield return future;
            }
            shape = layer.Follow(shape);
        }
    }

    private IEnumerable<LayerDescription> Inner => Layers.IsDefault
        ? throw new ArgumentException("A residual block has no layers.")
        : Layers.Select(l => l ?? throw new ArgumentException("A layer of a residual block is null."));

    private int Depth => 1 + Inner.OfType<ResidualDescription>().Select(r => r.Depth).DefaultIfEmpty(0).Max();

    public override LayerShape Follow(LayerShape input)
    {
        Check.Features(this, input);
        Check.That(Inner.Any(), $"{this} needs at least one layer inside.");
        Check.That(!Frozen, $"{this} has no weights of its own that could be frozen; its layers have.");
        Check.That(!Inner.Any(layer => layer is CrfDescription), $"{this} cannot hold a Crf, which must be the network's last layer.");
        Check.That(Depth <= MostDepth, $"Residual blocks nest at most {MostDepth} deep.");
        LayerShape output = input;
        foreach (LayerDescription layer in Inner)
        {
            LayerShape next = layer.Follow(output);
            layer.CheckFrozen(output);
            output = next;
        }
        Check.That(
            output == input,
            $"{this} adds its input {input} to what its layers make of it, {output}: both must have the same shape.");
        return output;
    }

    public override IEnumerable<ParameterShape> Parameters(string prefix, LayerShape input)
    {
        LayerShape shape = input;
        for (int i = 0; i < Layers.Length; i++)
        {
            foreach (ParameterShape parameter in Layers[i].Weights($"{prefix}{i}.", shape))
            {
                yield return parameter;
            }
            shape = Layers[i].Follow(shape);
        }
    }

    internal override LayerDescription WithFrozen(bool frozen, LayerShape input)
    {
        ImmutableArray<LayerDescription>.Builder layers = ImmutableArray.CreateBuilder<LayerDescription>(Layers.Length);
        LayerShape shape = input;
        foreach (LayerDescription layer in Layers)
        {
            layers.Add(layer.WithFrozen(frozen, shape));
            shape = layer.Follow(shape);
        }
        return this with { Layers = layers.MoveToImmutable() };
    }

    // The array itself would be compared by reference.
    public bool Equals(ResidualDescription? other) => other is not null && Layers.SequenceEqual(other.Layers);

    public override int GetHashCode() => Layers.Aggregate(0, (hash, layer) => HashCode.Combine(hash, layer));

    public override string ToString() => "Residual";
}
