using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training;

/// <summary>The weights of the last whole epoch, and those of the best.</summary>
internal sealed class TrainingSnapshots(Network network)
{
    /// <summary>The weights at the end of the last whole epoch; null before.</summary>
    public float[]? Good { get; set; }

    /// <summary>The weights of the best epoch; null where nobody asked for them, or before.</summary>
    public float[]? Best { get; set; }

    public void KeepGood() => Good = Keep(Good);

    public void KeepBest() => Best = Keep(Best);

    /// <summary>Gives the weights of the last whole epoch back; false where there is none.</summary>
    public bool RestoreGood() => Restore(Good);

    /// <summary>Gives the weights of the best epoch back; false where none are kept.</summary>
    public bool RestoreBest() => Restore(Best);

    /// <summary>A finite gradient can still make a parameter overflow; the next loss would tell, but the last batch has no next.</summary>
    public unsafe bool HasFiniteParameters() =>
        double.IsFinite(Elementwise.SumOfSquares(network.Parameters.Values.Pointer, network.Parameters.Length));

    private float[] Keep(float[]? to)
    {
        to ??= new float[network.Parameters.Length];
        Values.CopyTo(to);
        return to;
    }

    private bool Restore(float[]? from)
    {
        if (from is null)
        {
            return false;
        }
        from.CopyTo(Values);
        network.Pack();
        return true;
    }

    private Span<float> Values => network.Parameters.Values.Span[..network.Parameters.Length];
}
