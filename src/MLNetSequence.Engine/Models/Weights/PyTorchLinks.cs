using System.Text.RegularExpressions;
using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Models.Weights;

/// <summary>PyTorch's recurrent layers; all others have our names and shapes already.</summary>
/// <remarks>
/// W_ih [G·H, F], W_hh [G·H, R] and W_hr [R, H] are the same, and so is the order of the gates: i, f, g, o and r, z, n. Each gate
/// has two biases, b_ih and b_hh [G·H], which only ever appear as their sum, and which we keep as one; but for the candidate n of
/// a GRU, whose b_hn stands inside the reset: that one we have, too.
/// </remarks>
internal static partial class PyTorchLinks
{
    public static IEnumerable<WeightLink> Of(RecurrentDescription layer, ParameterShape[] weights)
    {
        if (layer is GruDescription { Options.ResetAfter: false })
        {
            throw new NotSupportedException(
                $"PyTorch has no {layer} that resets before its product (ResetAfter = false): the weights would mean other things.");
        }
        return weights.SelectMany(w => Of(layer, w));
    }

    /// <summary>
    /// The name that a tensor of a stack has here: a layer of PyTorch with several, <c>1.weight_ih_l2</c>, is as many recurrent
    /// layers of ours, of which this one's are <c>3.weight_ih_l0</c>.
    /// </summary>
    public static string Unstack(string name, SequenceNetwork network)
    {
        Match match = Stacked().Match(name);
        if (!match.Success || !int.TryParse(match.Groups[1].Value, out int first) || !int.TryParse(match.Groups[3].Value, out int further))
        {
            return name;
        }
        int[] recurrent =
        [
            .. Enumerable.Range(0, network.Layers.Length).Where(i => i >= first && network.Layers[i] is RecurrentDescription),
        ];
        return recurrent is [int start, ..] && start == first && further < recurrent.Length
            ? $"{recurrent[further]}.{match.Groups[2].Value}_l0{match.Groups[4].Value}"
            : name;
    }

    private static IEnumerable<WeightLink> Of(RecurrentDescription layer, ParameterShape weight)
    {
        string name = weight.Name;
        if (name.Contains(".bias_hn_", StringComparison.Ordinal))
        {
            // With the other half of its tensor, at the bias.
            return [];
        }
        if (!name.Contains(".bias_", StringComparison.Ordinal))
        {
            return [WeightLink.Same(name, weight)];
        }
        WeightLink input = WeightLink.Same(name.Replace(".bias_", ".bias_ih_", StringComparison.Ordinal), weight);
        WeightLink state = input with { Tensor = name.Replace(".bias_", ".bias_hh_", StringComparison.Ordinal), Addend = true };
        if (layer is not GruDescription)
        {
            return [input, state];
        }
        int hidden = layer.HiddenSize;
        return
        [
            input,
            state with { Count = (1, 1, 2 * hidden) },
            state with
            {
                There = new(2 * hidden, 0, 0, 1),
                Own = name.Replace(".bias_", ".bias_hn_", StringComparison.Ordinal),
                Count = (1, 1, hidden),
                Addend = false,
            },
        ];
    }

    [GeneratedRegex(@"^(\d+)\.((?:weight|bias)_\w+)_l([1-9]\d*)(_reverse)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Stacked();
}
