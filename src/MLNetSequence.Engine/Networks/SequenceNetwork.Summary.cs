using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MLNetSequence.Engine.Networks;

namespace MLNetSequence;

/// <content>The description as text for people.</content>
public sealed partial class SequenceNetwork
{
    /// <summary>
    /// A table of layers, output shapes and parameter counts, as Keras prints one. A residual block's layers follow it, indented.
    /// </summary>
    /// <returns>One line a layer and one with the total and how many of it are frozen, if any.</returns>
    public string Summary()
    {
        var text = new StringBuilder();
        text.AppendLine($"{"Layer",-40} {"Output",-14} {"Parameters",14}");
        AppendLayers(text, "", _layers, Input);
        text.Append("Parameters: " + Grouped(ParameterCount));
        return text.Append(FrozenParameterCount == 0 ? "" : $" ({Grouped(FrozenParameterCount)} frozen)").ToString();
    }

    /// <summary>The same table as <see cref="Summary"/>.</summary>
    /// <returns>The table.</returns>
    public override string ToString() => Summary();

    private static void AppendLayers(StringBuilder text, string indent, ImmutableArray<LayerDescription> layers, LayerShape shape)
    {
        foreach (LayerDescription layer in layers)
        {
            // Every number is counted in one line only: a block's in those of its layers.
            ResidualDescription? block = layer as ResidualDescription;
            long count = block is null ? layer.CountParameters(shape).All : 0;
            LayerShape output = layer.Follow(shape);
            text.AppendLine($"{indent + layer + (layer.Frozen ? ", frozen" : ""),-40} {output,-14} {Grouped(count),14}");
            if (block is not null)
            {
                AppendLayers(text, indent + "  ", block.Layers, shape);
            }
            shape = output;
        }
    }

    private static string Grouped(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
