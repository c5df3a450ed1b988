using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Models;

/// <summary>Where a layer's state lies in that of its network: h [Hidden], then c [Memory].</summary>
/// <param name="Layer">The layer's number, as in the names of its weights; "3.0" for the first in block 3.</param>
/// <param name="Start">The first number.</param>
/// <param name="Hidden">Numbers in h.</param>
/// <param name="Memory">Numbers in c; 0 for all but an LSTM.</param>
internal readonly record struct StateSlot(string Layer, int Start, int Hidden, int Memory)
{
    public int Size => Hidden + Memory;
}

/// <summary>The states that a network carries along a sequence, in the order of <see cref="NetworkRun.SaveState"/>.</summary>
internal static class StateSlots
{
    public static StateSlot[] Of(SequenceNetwork network)
    {
        var slots = new List<StateSlot>();
        int start = 0;
        foreach ((string name, LayerDescription layer) in network.FlatLayers())
        {
            if (layer is RecurrentDescription recurrent)
            {
                var slot = new StateSlot(name, start, recurrent.OutputSize, recurrent.HasMemory ? recurrent.HiddenSize : 0);
                slots.Add(slot);
                start += slot.Size;
            }
        }
        return [.. slots];
    }

    /// <summary>Why a sequence cannot be scored piece by piece, or null where it can.</summary>
    public static string? WhyNot(SequenceNetwork network)
    {
        foreach ((string name, LayerDescription layer) in network.FlatLayers())
        {
            string? reason = layer switch
            {
                RecurrentDescription { Common.Bidirectional: true } or RecurrentDescription { Common.GoBackwards: true } =>
                    "reads from a sequence's end",
                Conv1DDescription { KernelSize: > 1 } or Conv1DDescription { Options.Stride: > 1 } =>
                    "reads steps beyond where a piece begins or ends",
                PoolingDescription and not LastStepDescription => "needs all steps of a sequence at once",
                CrfDescription => "weighs all steps of a sequence at once",
                RepeatVectorDescription => "begins a sequence of its own",
                _ => null,
            };
            if (reason is not null)
            {
                return $"Layer {name}, {layer}, {reason}, so no sequence can be scored piece by piece.";
            }
        }
        return null;
    }
}
