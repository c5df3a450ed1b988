using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Models.Weights;

/// <summary>What ties a network's weights to those of the same network in another library.</summary>
/// <remarks>What the other library does not have keeps our name and shape.</remarks>
internal static class WeightLinks
{
    /// <summary>A link for every number of every weight, in the order of the layers.</summary>
    public static IEnumerable<WeightLink> Of(SequenceNetwork network, WeightLayout layout) =>
        Of(network.Layers, "", network.Input, layout);

    private static IEnumerable<WeightLink> Of(
        IEnumerable<LayerDescription> layers, string prefix, LayerShape input, WeightLayout layout)
    {
        int number = 0;
        foreach (LayerDescription layer in layers)
        {
            string own = $"{prefix}{number++}.";
            IEnumerable<WeightLink> links = layer is ResidualDescription block
                ? Of(block.Layers, own, input, layout)
                : Of(layer, own, [.. layer.Parameters(own, input)], layout);
            foreach (WeightLink link in links)
            {
                yield return link;
            }
            input = layer.Follow(input);
        }
    }

    private static IEnumerable<WeightLink> Of(LayerDescription layer, string prefix, ParameterShape[] weights, WeightLayout layout) =>
        layout switch
        {
            WeightLayout.PyTorch when layer is RecurrentDescription recurrent => PyTorchLinks.Of(recurrent, weights),
            WeightLayout.Keras => KerasLinks.Of(layer, prefix, weights),
            _ => weights.Select(w => WeightLink.Same(w.Name, w)),
        };
}
