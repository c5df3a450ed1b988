using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// The weights of one direction: W_ih [G·H, F], W_hh [G·H, H] and b [G·H] as the store holds them, and the same packed for the
/// kernels with every gate padded from H to P units.
/// </summary>
internal sealed unsafe class RecurrentWeights(string prefix, string suffix, int gates, int inputs, int hidden)
{
    private readonly AlignedBuffer _padded = new();
    private readonly AlignedBuffer _bias = new();

    public ParameterShape[] Shapes { get; } =
    [
        new(prefix + "weight_ih_l0" + suffix, [gates * hidden, inputs]),
        new(prefix + "weight_hh_l0" + suffix, [gates * hidden, hidden]),
        new(prefix + "bias_l0" + suffix, [gates * hidden]),
    ];

    public Parameter? Input { get; private set; }

    public Parameter? Recurrent { get; private set; }

    public Parameter? Bias { get; private set; }

    /// <summary>W_ihᵀ [F, G·P]: forward.</summary>
    public PackedMatrix InputForward { get; } = new();

    /// <summary>W_hhᵀ [H, G·P]: forward.</summary>
    public PackedMatrix RecurrentForward { get; } = new();

    /// <summary>W_ih [G·P, F]: the gradient of x.</summary>
    public PackedMatrix InputBackward { get; } = new();

    /// <summary>W_hh [G·P, H]: the gradient of h.</summary>
    public PackedMatrix RecurrentBackward { get; } = new();

    /// <summary>[G·P].</summary>
    public float* PaddedBias => _bias.Pointer;

    private int Padded => Simd.RoundUp(hidden);

    public void Bind(ParameterStore store)
    {
        Input ??= store.Find(Shapes[0].Name);
        Recurrent ??= store.Find(Shapes[1].Name);
        Bias ??= store.Find(Shapes[2].Name);
    }

    public void Pack(ParameterStore store)
    {
        Bind(store);
        PackBoth(store.Matrix(Input!), InputForward, InputBackward);
        PackBoth(store.Matrix(Recurrent!), RecurrentForward, RecurrentBackward);
        float* bias = _bias.EnsureZero(gates * Padded);
        PadGates(new Matrix(store[Bias!], gates * hidden, 1), bias);
    }

    private void PackBoth(Matrix weights, PackedMatrix forward, PackedMatrix backward)
    {
        var padded = new Matrix(_padded.EnsureZero((long)gates * Padded * weights.Columns), gates * Padded, weights.Columns);
        PadGates(weights, padded.Data);
        forward.Pack(padded.Transposed);
        backward.Pack(padded);
    }

    private void PadGates(Matrix from, float* to)
    {
        for (int gate = 0; gate < gates; gate++)
        {
            Matrix rows = from.RowRange(gate * hidden, hidden);
            Elementwise.Copy(rows, new Matrix(to + (nint)gate * Padded * from.Columns, hidden, from.Columns));
        }
    }
}
